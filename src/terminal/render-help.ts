import { wordsIn } from '../locales/catalogue.js';
import { withOptions, type Program } from './command-line.js';
import { renderColumns, type View, wrapHanging } from './layout.js';

/** What `--help` prints; without a line feed at its end. */
export function renderHelp(
  { command, about, options, operands, exitCodes }: Program,
  { language, width }: Pick<View, 'language' | 'width'>,
): string {
  const say = (message: string) => wordsIn(language).message(message);
  const listed = Object.entries(options).map(
    ([name, option]) =>
      [`  --${name}${option.value === null ? '' : ` ${option.value}`}`, say(option.about)] as const,
  );
  const usage = withOptions(
    command,
    `[${say('options')}]`,
    ...(operands === undefined ? [] : [say(operands)]),
  );
  return [
    `${say('Usage:')} ${usage}`,
    '',
    wrapHanging(say(about), width, ''),
    '',
    renderColumns([...listed, ['  --help', say('show this')]], width),
    ...(exitCodes === undefined ? [] : ['', wrapHanging(say(exitCodes), width, '')]),
  ].join('\n');
}
