import type { CitedAnswer } from '../answer/answer-types.js';
import { type Article, newestFirst } from '../corpus/article.js';
import { foldDiacritics } from '../language/vietnamese.js';
import { titleOf } from '../locales/catalogue.js';
import type { FoundPassage, SearchResult } from '../retrieval/hybrid-retriever.js';
import { describeError } from './describe-error.js';
import { type Look, lookOf, renderColumns, type View, wrapHanging } from './layout.js';
import { groupPassages, notYetShown, type Place } from '../answer/excerpt.js';
import { printableLine } from '../lib/printable.js';
import {
  renderAnswer,
  renderArticle,
  renderLexicalOnly,
  renderPassages,
  renderSources,
} from './render-answer.js';

/** The chat's commands in the order of the help; each is typed with a slash before it. */
export const COMMAND_NAMES = ['search', 'more', 'sources', 'article', 'help', 'quit'] as const;

/** A command of the chat. */
type CommandName = (typeof COMMAND_NAMES)[number];

/** What a line typed in the chat means. */
type ChatLine =
  | { readonly kind: 'empty' }
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'command'; readonly name: CommandName; readonly words: string }
  | { readonly kind: 'unknown-command'; readonly command: string };

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
    const said = parseChatLine(line);
    try {
      switch (said.kind) {
        case 'empty':
          return '';
        case 'question':
          return await this.ask(said.text);
        case 'unknown-command':
          return this.unknown(said.command);
        case 'command':
          return await this.run(said.name, said.words);
      }
    } catch (error) {
      return describeError(error, this.view().language, { stack: this.debug });
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

  private async run(name: CommandName, words: string): Promise<string | null> {
    switch (name) {
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
    }
  }

  private async search(text: string): Promise<string> {
    const { words } = this.look();
    if (text === '') return this.say(words.terminal.searchNeedsWords);
    this.topic = { words: text, earlier: [], shown: [] };
    const shown = printableLine(text);
    return this.showNext(words.terminal.nothingFound(shown), (count) =>
      words.terminal.foundFor(shown, count),
    );
  }

  private async more(): Promise<string> {
    const { words } = this.look();
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
    const { words, palette } = this.look();
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
    const { words } = this.look();
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
    const { words } = this.look();
    const known = COMMAND_NAMES.map((name) => `/${name}`);
    return this.say(words.terminal.unknownCommand(printableLine(command), known));
  }

  private look() {
    return lookOf(this.view());
  }

  private say(text: string): string {
    return wrapHanging(text, this.look().width, '');
  }
}

function placeOf({ passage }: FoundPassage): Place {
  return { articleId: passage.articleId, start: passage.start, end: passage.end };
}

/** Reads a line: `/search words` and the like are commands, all else is a question. */
export function parseChatLine(line: string): ChatLine {
  const text = line.trim();
  if (text === '') return { kind: 'empty' };
  const [, name, words = ''] = COMMAND.exec(text) ?? [];
  if (name === undefined) return { kind: 'question', text };
  const known = COMMAND_NAMES.find((command) => command === name.toLowerCase());
  return known === undefined
    ? { kind: 'unknown-command', command: `/${name}` }
    : { kind: 'command', name: known, words };
}

/** The chat's commands with what each does; without a line feed at the end. */
function renderHelp(view: View): string {
  const look = lookOf(view);
  const usages = COMMAND_NAMES.map(
    (name) => [usageOf(name, look), look.words.terminal.commands[name]] as const,
  );
  return renderColumns(usages, look.width, look.palette.accent);
}

function usageOf(name: CommandName, { words }: Look): string {
  if (name === 'search') return `/${name} ${words.terminal.searchWords}`;
  return name === 'article' ? `/${name} N` : `/${name}`;
}
