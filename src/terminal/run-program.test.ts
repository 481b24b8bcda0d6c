import { describe, expect, test } from 'vitest';
import { UserError } from '../lib/errors.js';
import { wordsIn } from '../locales/catalogue.js';
import { day, flag, readCommandLine, text, texts, wholeNumber, renderHelp } from './run-program.js';

const PROGRAM = {
  command: 'npm run sample',
  about: 'Answers questions from the articles, each with its sources.',
  options: {
    json: flag('print it as JSON'),
    limit: wholeNumber('at most', { to: 20, fallback: undefined }),
    runs: wholeNumber('runs', { from: 0, fallback: 3 }),
    from: day('first day', 'first'),
    to: day('last day', 'last'),
    out: text('DIR', 'folder', 'preview'),
    name: text('NAME', 'a name'),
    set: texts('SET', 'a set'),
  },
  exitCodes: 'Exit code 0: all is well.',
};
const WITH_OPERANDS = { ...PROGRAM, operands: '"question" …' };

/** What is wrong with a command line. */
function wrongIn(...args: string[]): string[] {
  try {
    readCommandLine(PROGRAM, args);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: 'usage', hint: expect.stringContaining('--help') as string });
    return (error as UserError).message
      .replace(/^Wrong options?:\s/u, '')
      .replace(/\.$/u, '')
      .split('\n');
  }
  throw new Error('It was taken.');
}

describe('readCommandLine', () => {
  test('has a default for everything', () => {
    expect(readCommandLine(PROGRAM, [])).toEqual({
      options: {
        json: false,
        limit: undefined,
        runs: 3,
        from: undefined,
        to: undefined,
        out: 'preview',
        name: undefined,
        set: [],
      },
      operands: [],
    });
  });

  test('reads every kind of option, and what stands beside them', () => {
    const args = ['một', '--json', '--limit', '5', '--runs=0', '--from', '2019', '--to', '31/1/2019', 'hai'];
    expect(readCommandLine(WITH_OPERANDS, [...args, '--set', 'a', '--set', 'b', '--', '--ba'])).toMatchObject(
      {
        options: { json: true, limit: 5, runs: 0, from: '2019-01-01', to: '2019-01-31', set: ['a', 'b'] },
        operands: ['một', 'hai', '--ba'],
      },
    );
  });

  test.each([['--help'], ['-h'], ['--limit', 'x', '--help'], ['--nonsense', '--help']])(
    'asks for help, whatever else it says: %s %s',
    (...args) => {
      expect(readCommandLine(PROGRAM, args)).toBeNull();
    },
  );

  test.each([
    [['--limit', '0'], '--limit: expected a whole number from 1 to 20'],
    [['--limit', '21'], '--limit: expected a whole number from 1 to 20'],
    [['--limit', '1e1'], '--limit: expected a whole number from 1 to 20'],
    [['--runs', '-1'], '--runs: expected N behind it'],
    [['--runs=-1'], '--runs: expected a whole number from 0 on'],
    [['--from', '2020-13-01'], '--from: expected a day such as 2019-01-31 or 31/1/2019'],
    [['--out', ' '], '--out: expected some text'],
    [['--name'], '--name: expected NAME behind it'],
    [['--name', '--json'], '--name: expected NAME behind it'],
    [['--json=yes'], '--json: takes no value'],
    [['--jsn'], 'there is no option --jsn, but --json'],
    [['--nonsense'], 'there is no option --nonsense'],
    [['-x'], 'there is no option -x'],
    [['một', 'hai'], '“một hai” is no option'],
  ])('names what is wrong: %j', (args, wrong) => {
    expect(wrongIn(...args)).toEqual([wrong]);
  });

  test('names all that is wrong, each on a line', () => {
    expect(wrongIn('--limit', '0', '--jsn', '--from', 'x')).toEqual([
      'there is no option --jsn, but --json',
      '--limit: expected a whole number from 1 to 20',
      '--from: expected a day such as 2019-01-31 or 31/1/2019',
    ]);
  });
});

describe('--help', () => {
  test('shows how a program is used', async () => {
    const help = await renderHelp(WITH_OPERANDS, { words: wordsIn('en'), width: 60 });
    expect(help.split('\n').slice(0, 6)).toEqual([
      'Usage: npm run sample -- [options] "question" …',
      '',
      'Answers questions from the articles, each with its sources.',
      '',
      '  --json       print it as JSON',
      '  --limit N    at most',
    ]);
    expect(help.split('\n').slice(-3)).toEqual(['  --help       show this', '', 'Exit code 0: all is well.']);
  });

  test('speaks Vietnamese where it has the words', async () => {
    const help = await renderHelp(WITH_OPERANDS, { words: wordsIn('vi'), width: 80 });
    expect(help).toContain('Cách dùng: npm run sample -- [tùy chọn] "câu hỏi" …');
    expect(help).toContain('Trả lời câu hỏi từ các bài viết, có dẫn nguồn.');
  });

  test('speaks English from end to end where it has not', async () => {
    const told = { ...WITH_OPERANDS, about: 'Measures what nobody translated.' };
    const english = await renderHelp(told, { words: wordsIn('en'), width: 80 });
    expect(await renderHelp(told, { words: wordsIn('vi'), width: 80 })).toBe(english);
  });
});
