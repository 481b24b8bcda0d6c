import type { CitedAnswer } from '../answer/answer-types.js';
import type { Article } from '../corpus/article.js';
import type { FoundPassage, SearchResult } from '../retrieval/hybrid-retriever.js';
import { COMMAND_NAMES, parseChatLine, type CommandName } from './chat-command.js';
import { describeError } from './describe-error.js';
import { lookOf, wrapHanging, type View } from './layout.js';
import { notYetShown, type Place } from '../answer/passage-groups.js';
import { printableLine } from '../lib/printable.js';
import { renderAnswer } from './render-answer.js';
import { renderHelp } from './render-help.js';
import { renderPassages, renderSources } from './render-passages.js';

/** What the chat talks to: an answerer, its retriever and the articles behind them. */
export interface ChatSources {
  answer(text: string): Promise<CitedAnswer>;
  search(text: string): Promise<SearchResult>;
  readonly articles: readonly Article[];
}

/** Passages that `/search` and `/more` show at a time: about a screenful. */
const PAGE = 3;

/** One conversation: turns a line into what is printed for it, and remembers what `/more` goes on with. */
export class ChatSession {
  private readonly sources: ChatSources;
  private readonly view: () => View;
  private readonly debug: boolean;
  /** What was last asked or searched for, and where its passages were shown. */
  private topic: { readonly words: string; readonly shown: readonly Place[] } | null = null;

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
    const answer = await this.sources.answer(text);
    this.topic = {
      words: text,
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
      case 'help':
        return renderHelp(this.view());
      case 'quit':
        return null;
    }
  }

  private async search(words: string): Promise<string> {
    const { messages } = this.look();
    if (words === '') return this.say(messages.searchNeedsWords);
    this.topic = { words, shown: [] };
    const shownWords = printableLine(words);
    return this.showNext(messages.nothingFound(shownWords), (count) => messages.foundFor(shownWords, count));
  }

  private async more(): Promise<string> {
    const { messages } = this.look();
    if (this.topic === null) return this.say(messages.moreNeedsQuestion);
    const words = printableLine(this.topic.words);
    return this.showNext(messages.nothingMore(words), (count) => messages.moreFor(words, count));
  }

  /** The topic's next page of passages. */
  private async showNext(nothing: string, heading: (passages: number) => string): Promise<string> {
    const topic = this.topic ?? { words: '', shown: [] };
    const { question, found } = await this.sources.search(topic.words);
    const left = notYetShown(found, topic.shown);
    const page = left.slice(0, PAGE);
    if (page.length === 0) return this.say(nothing);
    this.topic = { ...topic, shown: [...topic.shown, ...page.map(placeOf)] };
    const { messages, palette } = this.look();
    return [
      this.say(palette.faint(heading(page.length))),
      renderPassages(question, page, this.view()),
      ...(left.length > page.length ? [this.say(palette.faint(messages.moreTip))] : []),
    ].join('\n\n');
  }

  private unknown(command: string): string {
    const { messages } = this.look();
    const known = COMMAND_NAMES.map((name) => `/${name}`);
    return this.say(messages.unknownCommand(printableLine(command), known));
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
