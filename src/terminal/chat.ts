import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import {
  viewWith,
  type View,
  wrapHanging,
  renderColumns,
  type After,
  afterTimeout,
  type Hint,
  Printer,
  showWhile,
} from './layout.js';
import type { Language, Words } from '../locales/english.js';
import { printableLine } from '../lib/printable.js';
import type { CitedAnswer } from '../answer/cited-answer.js';
import { type Article, newestFirst } from '../corpus/article.js';
import { foldDiacritics } from '../language/vietnamese.js';
import { titleOf } from '../locales/catalogue.js';
import type { FoundPassage, SearchResult } from '../retrieval/hybrid-retriever.js';
import { describeError } from './describe-error.js';
import { groupPassages, notYetShown, type Place } from '../answer/excerpt.js';
import {
  renderAnswer,
  renderArticle,
  renderLexicalOnly,
  renderPassages,
  renderSources,
} from './render-answer.js';

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
  const view = () => viewWith(parts.language, parts.output.columns, parts.colour);
  const printer = new Printer(parts.output);
  const session = new ChatSession(parts, view, parts.debug ?? false);
  if (!parts.isTerminal) {
    if (parts.notice !== null) await printer.print(`${parts.notice}\n\n`);
    await answerLines(parts.input, session, printer);
    return;
  }
  await printer.print(`\n${renderWelcome(parts, view())}\n\n`);
  const typedQuit = await converse(parts, session, printer, view());
  await printer.print(`${typedQuit ? '' : '\n'}${view().words.terminal.goodbye}\n`);
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
  const { words, palette, width } = view;
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
  view: View,
): Promise<boolean> {
  const lines = createInterface({
    input: parts.input,
    output: parts.output,
    terminal: true,
    prompt: view.palette.accent(PROMPT),
    completer: completeCommand,
  });
  const left = leaving(lines);
  const hint = waitingHint(parts, view);
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

function waitingHint({ output }: ChatParts, { words, palette }: View): Hint {
  return () => {
    output.write(palette.faint(`… ${words.terminal.waiting}`));
    return () => {
      cursorTo(output, 0);
      clearLine(output, 0);
    };
  };
}

/** The chat's commands in the order of the help; each is typed with a slash before it. */
const COMMAND_NAMES = ['search', 'more', 'sources', 'article', 'help', 'quit'] as const;

type CommandName = (typeof COMMAND_NAMES)[number];

/** A command with what is typed behind it; all else is a question. */
const COMMAND = /^\/(\S*)\s*(.*)$/su;

/** What the chat talks to: an answerer and the articles behind it. `earlier` are the questions before, oldest first. */
export interface ChatSources {
  answer(text: string, earlier: readonly string[]): Promise<CitedAnswer>;
  search(text: string, earlier: readonly string[]): Promise<SearchResult>;
  readonly articles: readonly Article[];
}

/** Questions that a further one may go on with, as in Discord. */
const MAX_EARLIER = 10;

/** Passages that `/search` and `/more` show at a time: about a screenful. */
const PAGE = 3;

interface Topic {
  readonly words: string;
  /** The questions that it may go on with. */
  readonly earlier: readonly string[];
  readonly shown: readonly Place[];
}

/** One conversation: turns a line into what is printed for it, and remembers what `/more` goes on with. */
export class ChatSession {
  private readonly sources: ChatSources;
  private readonly view: () => View;
  private readonly debug: boolean;
  /** What was last asked or searched for, and where its passages were shown. */
  private topic: Topic | null = null;
  /** The articles that the last answer cites, in the order of its numbers. */
  private cited: readonly Article[] = [];
  /** What was asked so far, oldest first: “còn năm 2016 thì sao?” goes on with it. */
  private asked: readonly string[] = [];

  /**
   * @param view - asked again for each reply, for a terminal's width changes
   * @param debug - whether errors that nobody expected show their stack
   */
  constructor(sources: ChatSources, view: () => View, debug: boolean) {
    this.sources = sources;
    this.view = view;
    this.debug = debug;
  }

  /**
   * The reply to a line, without a line feed at its end: empty where there is nothing to say, null when the person
   * wants to leave. Never rejects; what goes wrong becomes the reply.
   */
  async respond(line: string): Promise<string | null> {
    const text = line.trim();
    if (text === '') return '';
    const [, command, words = ''] = COMMAND.exec(text) ?? [];
    try {
      return await (command === undefined ? this.ask(text) : this.run(command, words));
    } catch (error) {
      return describeError(error, this.view().words.language, { stack: this.debug });
    }
  }

  private async ask(text: string): Promise<string> {
    const earlier = this.asked;
    const answer = await this.sources.answer(text, earlier);
    this.asked = [...earlier, text].slice(-MAX_EARLIER);
    this.cited = answer.citations.map(({ article }) => article);
    this.topic = {
      words: text,
      earlier,
      shown: answer.citations.map(({ article, start, end }) => ({ articleId: article.id, start, end })),
    };
    return renderAnswer(answer, this.view());
  }

  private async run(command: string, words: string): Promise<string | null> {
    switch (COMMAND_NAMES.find((name) => name === command.toLowerCase())) {
      case 'search':
        return await this.search(words);
      case 'more':
        return await this.more();
      case 'sources':
        return renderSources(this.sources.articles, this.view());
      case 'article':
        return this.article(words);
      case 'help':
        return renderHelp(this.view());
      case 'quit':
        return null;
      case undefined:
        return this.unknown(`/${command}`);
    }
  }

  private async search(text: string): Promise<string> {
    const { words } = this.view();
    if (text === '') return this.say(words.terminal.searchNeedsWords);
    this.topic = { words: text, earlier: [], shown: [] };
    const shown = printableLine(text);
    return this.showNext(words.terminal.nothingFound(shown), (count) =>
      words.terminal.foundFor(shown, count),
    );
  }

  private async more(): Promise<string> {
    const { words } = this.view();
    if (this.topic === null) return this.say(words.terminal.moreNeedsQuestion);
    const shown = printableLine(this.topic.words);
    return this.showNext(words.terminal.nothingMore(shown), (count) => words.terminal.moreFor(shown, count));
  }

  /** The topic's next page of passages. */
  private async showNext(nothing: string, heading: (passages: number) => string): Promise<string> {
    const topic = this.topic ?? { words: '', earlier: [], shown: [] };
    const result = await this.sources.search(topic.words, topic.earlier);
    const left = notYetShown(result.found, topic.shown);
    const byWords = renderLexicalOnly(result, this.view());
    const page = left.slice(0, PAGE);
    if (page.length === 0) return [...byWords, this.say(nothing)].join('\n\n');
    this.topic = { ...topic, shown: [...topic.shown, ...page.map(placeOf)] };
    const { words, palette } = this.view();
    const groups = groupPassages(page);
    const shown = groups.reduce((sum, { excerpts }) => sum + excerpts.length, 0);
    return [
      ...byWords,
      this.say(palette.faint(heading(shown))),
      renderPassages(result.question, groups, this.view()),
      ...(left.length > page.length ? [this.say(palette.faint(words.terminal.moreTip))] : []),
    ].join('\n\n');
  }

  /** The article of a number in the list of `/sources`, of one in brackets, as the last answer cites it, or of a title. */
  private article(wanted: string): string {
    const { words } = this.view();
    if (wanted === '') return this.say(words.terminal.articleNeedsNumber);
    const listed = newestFirst(this.sources.articles);
    const [, cited] = /^\[(\d{1,6})\]$/u.exec(wanted) ?? [];
    const folded = foldDiacritics(wanted);
    const article =
      cited !== undefined
        ? this.cited[Number(cited) - 1]
        : /^\d{1,6}$/u.test(wanted)
          ? listed[Number(wanted) - 1]
          : listed.find((one) => foldDiacritics(titleOf(one)).includes(folded));
    if (article !== undefined) return renderArticle(article, this.view());
    return this.say(
      cited === undefined
        ? words.terminal.noSuchArticle(printableLine(wanted), listed.length)
        : words.terminal.notCited(wanted),
    );
  }

  private unknown(command: string): string {
    const { words } = this.view();
    const known = COMMAND_NAMES.map((name) => `/${name}`);
    return this.say(words.terminal.unknownCommand(printableLine(command), known));
  }

  private say(text: string): string {
    return wrapHanging(text, this.view().width, '');
  }
}

function placeOf({ passage }: FoundPassage): Place {
  return { articleId: passage.articleId, start: passage.start, end: passage.end };
}

/** The chat's commands with what each does; without a line feed at the end. */
function renderHelp(view: View): string {
  const { words, palette, width } = view;
  const usages = COMMAND_NAMES.map((name) => [usageOf(name, words), words.terminal.commands[name]] as const);
  return renderColumns(usages, width, palette.accent);
}

function usageOf(name: CommandName, words: Words): string {
  if (name === 'search') return `/${name} ${words.terminal.searchWords}`;
  return name === 'article' ? `/${name} N` : `/${name}`;
}
