import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { answerLines } from './answer-lines.js';
import { COMMAND_NAMES } from './chat-command.js';
import { ChatSession, type ChatSources } from './chat-session.js';
import { layoutWidth, lookOf, type View } from './layout.js';
import type { Language } from '../locales/words.js';
import { Printer } from './printer.js';
import { renderWelcome, type Welcome } from './render-welcome.js';
import { afterTimeout, showWhile, type After, type Hint } from './waiting.js';

/** What a chat is put together from. */
export interface ChatParts extends ChatSources, Pick<Welcome, 'notice' | 'examples'> {
  /** Passages in the index, for the welcome. */
  readonly passages: number;
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
    await answerLines(parts.input, (line) => session.respond(line), printer, PROMPT);
    return;
  }
  const welcome = { ...parts, articles: parts.articles.length };
  await printer.print(`\n${renderWelcome(welcome, view())}\n\n`);
  const typedQuit = await converse(parts, session, printer, lookOf(view()).palette.accent(PROMPT));
  await printer.print(`${typedQuit ? '' : '\n'}${lookOf(view()).words.terminal.goodbye}\n`);
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
