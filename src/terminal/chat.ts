import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ChatSession, type ChatSources, COMMAND_NAMES } from './chat-session.js';
import { layoutWidth, lookOf, type View, wrapHanging } from './layout.js';
import type { Language } from '../locales/english.js';
import { type After, afterTimeout, type Hint, Printer, showWhile } from './printer.js';
import { printableLine } from '../lib/printable.js';

/** What a chat is put together from. */
export interface ChatParts extends ChatSources {
  /** Passages in the index, for the welcome. */
  readonly passages: number;
  /** A line about how the program runs, such as that no Discord token is set. */
  readonly notice: string | null;
  /** Questions that the articles answer. */
  readonly examples: readonly string[];
  readonly language: Language;
  readonly colour: boolean;
  readonly input: Readable;
  /** Its `columns`, where it has them, are asked for before each reply. */
  readonly output: Writable & { readonly columns?: number };
  /** Whether a person sits at both ends; otherwise each line of the input is answered, and that is all. */
  readonly isTerminal: boolean;
  /** Whether errors that nobody expected show their stack. Default false. */
  readonly debug?: boolean;
  readonly after?: After;
}

const PROMPT = '❯ ';
/** Resolves a race in favour of leaving. */
const INTERRUPTED = Symbol('interrupted');

/**
 * Talks with a person until they leave (`/quit`, Ctrl-D, Ctrl-C), or answers each line of an input that is not a
 * terminal. Resolves with the terminal as it was found.
 */
export async function runChat(parts: ChatParts): Promise<void> {
  const view = (): View => ({
    language: parts.language,
    width: layoutWidth(parts.output.columns),
    colour: parts.colour,
  });
  const printer = new Printer(parts.output);
  const session = new ChatSession(parts, view, parts.debug ?? false);
  if (!parts.isTerminal) {
    if (parts.notice !== null) await printer.print(`${parts.notice}\n\n`);
    await answerLines(parts.input, session, printer);
    return;
  }
  await printer.print(`\n${renderWelcome(parts, view())}\n\n`);
  const typedQuit = await converse(parts, session, printer, lookOf(view()).palette.accent(PROMPT));
  await printer.print(`${typedQuit ? '' : '\n'}${lookOf(view()).words.terminal.goodbye}\n`);
}

/** Answers each line that is not empty, in order, each reply below its line, until the input or whoever reads the replies goes. */
async function answerLines(input: Readable, session: ChatSession, printer: Printer): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const reply = await session.respond(line);
    if (reply === null) return;
    if (reply === '') continue;
    if (!(await printer.print(`${PROMPT}${printableLine(line)}\n${reply}\n\n`))) return;
  }
}

/** The program's name and how to go on; without a line feed at the end. */
function renderWelcome({ articles, passages, notice, examples }: ChatParts, view: View): string {
  const { words, palette, width } = lookOf(view);
  const lines = [
    `${palette.number('Dẫn Nguồn')} ${palette.faint('·')} ${words.terminal.tagline}`,
    palette.faint(words.status.corpus(articles.length, passages)),
    ...(notice === null ? [] : [palette.faint(printableLine(notice))]),
    '',
    words.terminal.howToAsk + (examples.length === 0 ? '' : ` ${words.terminal.examples}`),
  ];
  return [
    ...lines.map((line) => wrapHanging(line, width, '')),
    ...examples.map((example) => wrapHanging(printableLine(example), width, palette.accent('  › '))),
    '',
    wrapHanging(palette.faint(words.terminal.howToLeave), width, ''),
  ].join('\n');
}

/** Prompts and replies until the person leaves; true when by a command, so that the cursor is on a new line. */
async function converse(
  parts: ChatParts,
  session: ChatSession,
  printer: Printer,
  prompt: string,
): Promise<boolean> {
  const lines = createInterface({
    input: parts.input,
    output: parts.output,
    terminal: true,
    prompt,
    completer: completeCommand,
  });
  const left = leaving(lines);
  const hint = waitingHint(parts);
  lines.prompt();
  for await (const line of lines) {
    const reply = session.respond(line);
    const outcome = await showWhile(
      Promise.race([reply, left.interrupted]),
      hint,
      parts.after ?? afterTimeout,
    );
    if (outcome === INTERRUPTED) return false;
    if (outcome === null) return true;
    if (outcome !== '' && !(await printer.print(`\n${outcome}\n\n`))) return true;
    // The cursor stays where it is in what was typed meanwhile.
    if (!left.closed()) lines.prompt(true);
  }
  return false;
}

/** Ctrl-C leaves at once; Ctrl-D, or the end of the input, when what was typed before is answered. */
function leaving(lines: Interface) {
  let closed = false;
  lines.once('close', () => {
    closed = true;
  });
  const interrupted = new Promise<typeof INTERRUPTED>((resolve) => {
    lines.once('SIGINT', () => {
      resolve(INTERRUPTED);
      lines.close();
    });
  });
  return { interrupted, closed: () => closed };
}

/** Tab completes a command's name. */
function completeCommand(line: string): [string[], string] {
  return [COMMAND_NAMES.map((name) => `/${name}`).filter((command) => command.startsWith(line)), line];
}

function waitingHint({ language, colour, output }: ChatParts): Hint {
  const { words, palette } = lookOf({ language, colour, width: layoutWidth(output.columns) });
  return () => {
    output.write(palette.faint(`… ${words.terminal.waiting}`));
    return () => {
      cursorTo(output, 0);
      clearLine(output, 0);
    };
  };
}
