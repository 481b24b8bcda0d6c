import type { Citation, CitedAnswer } from '../../src/answer/cited-answer.js';
import type { Answering } from '../../src/service/answering.js';
import type { Article } from '../../src/corpus/article.js';
import type { FilterState } from '../../src/discord/interactions/custom-id.js';
import { COMMANDS } from '../../src/discord/interactions/commands.js';
import { placesShown, passagesView, searchView } from '../../src/discord/features/search.js';
import { articleFilterOf, filterText, NO_FILTER } from '../../src/discord/features/filter.js';
import type { Words } from '../../src/locales/english.js';
import { answerView } from '../../src/discord/features/ask/answer-view.js';
import { articleView, contextView } from '../../src/discord/features/article.js';
import { helpView } from '../../src/discord/features/help.js';
import { noticeView, type Notice } from '../../src/discord/reply/notices.js';
import type { Reply } from '../../src/discord/reply/build-reply.js';
import { sourcesView } from '../../src/discord/features/sources.js';
import { statusView } from '../../src/discord/features/status.js';
import { BOT_ID } from './scene.js';

/** Who may press the buttons of a sample: anyone. */
const owner = null;
const page = 0;

/** What the bot replies to samples, by its own views, in one language. */
export class SampleReplies {
  readonly #answering: Answering;
  readonly #words: Words;

  constructor(answering: Answering, words: Words) {
    this.#answering = answering;
    this.#words = words;
  }

  async find(question: string, filter: FilterState = NO_FILTER): Promise<CitedAnswer> {
    return await this.#answering.answer(question, { filter: this.#articleFilter(filter) });
  }

  answer(
    answer: CitedAnswer,
    options: { readonly showQuestion: boolean; readonly filter?: FilterState },
  ): Reply {
    const filter = options.filter ?? NO_FILTER;
    const shownFilter = filterText(this.#articleFilter(filter), this.#words);
    return answerView(answer, { ...this.#shared, ...options, filter, filterText: shownFilter });
  }

  /** More on what was answered. */
  async more(answer: CitedAnswer): Promise<Reply> {
    const question = answer.question.text;
    const shown = placesShown(answer);
    const found = await this.#answering.search(question);
    return passagesView(found, { ...this.#shared, question, shown, filter: NO_FILTER });
  }

  /** What stands around an excerpt. */
  context(excerpt: Citation): Reply {
    return contextView(excerpt.article, excerpt, this.#shared);
  }

  async search(query: string): Promise<Reply> {
    const found = await this.#answering.search(query);
    return searchView(found, { ...this.#shared, query, sort: 'relevance', filter: NO_FILTER });
  }

  article(article: Article): Reply {
    return articleView(article, this.#shared);
  }

  sources(): Reply {
    return sourcesView(this.#answering.catalogue.articles, this.#shared);
  }

  /** As of a bot that has been running for a while. */
  status(version: string): Reply {
    const { catalogue } = this.#answering;
    const measured = { pingMs: 41, medianAnswerMs: 68, shards: [], missingPermissions: [] };
    return statusView({ catalogue, ...measured, version }, this.#words);
  }

  help(): Reply {
    return helpView(this.#words, COMMANDS, BOT_ID);
  }

  notice(notice: Notice): Reply {
    return noticeView(notice, this.#words);
  }

  get #shared() {
    return { words: this.#words, owner, page };
  }

  #articleFilter(filter: FilterState) {
    return articleFilterOf(filter, this.#answering.catalogue);
  }
}
