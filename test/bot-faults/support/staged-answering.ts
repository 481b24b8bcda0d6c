import type { CitedAnswer } from '../../../src/answer/cited-answer.js';
import type { Answering, Catalogue } from '../../../src/service/answering.js';
import type { Article } from '../../../src/corpus/article.js';
import type { SearchResult } from '../../../src/retrieval/hybrid-retriever.js';
import { fakeAnswer, fakeSearch } from '../../support/fake-answer.js';
import { fakeArticle } from '../../support/fake-corpus.js';

/** The one article that every question is answered from. */
const ARTICLE = fakeArticle('den.md', 'Ngọn đèn biển Mũi Cò', [
  'Ông Trần Văn Sậy gác đèn biển Mũi Cò. Ông đã gác 30 năm.',
  'Đèn biển Mũi Cò cao 18 mét.',
]);

/** What every answer holds. */
export const ANSWER = 'Trần Văn Sậy';

/** Answers every question at once, unless it is told to wait or to fail. */
export class StagedAnswering implements Answering {
  readonly catalogue: Catalogue = {
    generation: 'staged',
    builtAt: '2040-01-01T00:00:00.000Z',
    modelName: 'staged',
    articles: [ARTICLE],
    passages: 2,
    keyphrases: [],
  };
  #held: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  /** Lets questions wait until the function returned is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** Has whatever is asked next fail. */
  failNext(failure: Error): void {
    this.#failure = failure;
  }

  answer(text: string): Promise<CitedAnswer> {
    return this.#give(() => fakeAnswer(text, [ARTICLE]));
  }

  search(text: string): Promise<SearchResult> {
    return this.#give(() => fakeSearch(text, [ARTICLE]));
  }

  article(id: string): Promise<Article | null> {
    return this.#give(() => (id === ARTICLE.id ? ARTICLE : null));
  }

  async #give<T>(make: () => T): Promise<T> {
    const failure = this.#failure;
    this.#failure = null;
    await this.#held;
    if (failure !== null) throw failure;
    return make();
  }
}
