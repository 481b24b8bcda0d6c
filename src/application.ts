import type { Answerer, Reading } from './answer/answer.js';
import { answererFor, readingOf } from './service/answering.js';
import { AnswerService } from './service/answer-service.js';
import type { AnsweringEvents } from './service/index-reloader.js';
import {
  chunkingName,
  chunkPassages,
  MAX_EXCERPT_LENGTH,
  embeddingText,
  type ChunkingRules,
} from './corpus/chunk.js';
import { splitSentences } from './corpus/sentences.js';
import type { Article, Passage } from './corpus/article.js';
import type { Embedder } from './embedding/embedder.js';
import type { DownloadProgress } from './models/model-files.js';
import {
  identityFor,
  type IndexIdentity,
  type PassageIndex,
  type IndexStore,
} from './index/passage-index.js';
import {
  indexLocation,
  mayReindex,
  openIndex,
  withIndexStore,
  type IndexLocation,
} from './index/open-index.js';
import type { ReindexOptions, ReindexSummary } from './index/reindex-parts.js';
import { openModels, type Models } from './open-models.js';
import type { ProcessReader } from './reading/process-reader.js';
import type { Settings } from './config/settings.js';
import { type ErrorCode, hasErrorCode, UserError } from './lib/errors.js';

/** Passages of this many tokens did best on the development sets (docs/quality.md). */
const PASSAGE_TOKENS = 160;
/** Tokens kept free for the title and date that are embedded before a passage. */
const HEADER_TOKENS = 40;

/** Why an index can't be brought up to date, and why there is none to open. */
const OF_WRITING: readonly ErrorCode[] = ['index-locked', 'index-unwritable', 'index-would-shrink'];
const OF_NO_INDEX: readonly ErrorCode[] = ['index-missing', 'index-incompatible'];

interface PreparedIndex {
  readonly index: PassageIndex;
  /** What bringing it up to date did; null when it was opened as it is. */
  readonly summary: ReindexSummary | null;
  /** Why it was not brought up to date, where that was tried: another process is at it, it can't be written, or most of it would go. */
  readonly stale: UserError | null;
}

/** The parts of the program put together from its settings; bot, terminal and scripts all begin here. */
export class Application {
  readonly settings: Settings;
  private readonly models: Models;

  /** With models that are open already; closing it closes them. */
  constructor(settings: Settings, models: Models) {
    this.settings = settings;
    this.models = models;
  }

  /**
   * Opens the models, downloading first what is the hub's; the one that reads only when it is wanted.
   *
   * @throws {@link UserError} `model-not-found`, `model-unreachable`, `model-broken`
   */
  static async open(
    settings: Settings,
    onDownload?: (progress: DownloadProgress) => void,
  ): Promise<Application> {
    return new Application(settings, await openModels(settings, onDownload));
  }

  /** The same models with other folders, whatever database the settings name. Closing either closes the models for both. */
  with(folders: Pick<Settings, 'articlesDir' | 'indexDir'>): Application {
    return new Application({ ...this.settings, ...folders, indexUrl: null }, this.models);
  }

  get embedder(): Embedder {
    return this.models.embedder;
  }

  /** What reads the passages found; null where the settings want none. */
  get reader(): ProcessReader | null {
    return this.models.reader;
  }

  get modelProcess(): Models['process'] {
    return this.models.process;
  }

  /**
   * Brings the index up to date with the articles folder.
   *
   * @throws {@link UserError} `articles-folder-missing`, `articles-folder-empty`, `index-locked`, `index-damaged`, `index-would-shrink`,
   * `database-…`
   */
  async reindex(options: ReindexOptions = {}): Promise<ReindexSummary> {
    // Loaded by who reads articles: most programs only ask an index that is there.
    const [{ CorpusFiles }, { reindex }] = await Promise.all([
      import('./index/gather-articles.js'),
      import('./index/reindex.js'),
    ]);
    const files = new CorpusFiles(this.settings.articlesDir);
    const now = () => new Date();
    const work = (store: IndexStore) =>
      reindex(
        {
          listFiles: () => files.list(),
          readArticle: (file) => files.read(file),
          chunk: (article) => this.chunk(article),
          embeddingText,
          chunking: chunkingName(this.chunking),
          embedder: this.embedder,
          store,
          now,
        },
        // An index in a folder is of whoever points ARTICLES_DIR elsewhere, and can be rolled back; one in a database is others' as well.
        { ...options, mayShrink: options.mayShrink === true || this.settings.indexUrl === null },
      );
    return await withIndexStore(this.indexLocation, now, work, options.signal).finally(() => files.close());
  }

  /**
   * Opens the published index.
   *
   * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`, `database-…`
   */
  async openIndex(): Promise<PassageIndex> {
    return await openIndex(this.indexLocation, this.indexIdentity);
  }

  /**
   * Brings the index up to date with the articles folder and opens it. Where the settings leave that to `npm run reindex`, while another process
   * reindexes, where the index can't be written and where most of it would go, the one that is published is opened as it is.
   *
   * @throws {@link UserError} as {@link reindex} and {@link openIndex}; where there is no index to open, what kept it from being built
   */
  async prepareIndex(onProgress: NonNullable<ReindexOptions['onProgress']>): Promise<PreparedIndex> {
    if (!mayReindex(this.settings)) return { index: await this.openIndex(), summary: null, stale: null };
    try {
      const summary = await this.reindex({ onProgress });
      return { index: await this.openIndex(), summary, stale: null };
    } catch (error) {
      if (!(error instanceof UserError && hasErrorCode(error, ...OF_WRITING))) throw error;
      try {
        return { index: await this.openIndex(), summary: null, stale: error };
      } catch (unopened) {
        throw hasErrorCode(unopened, ...OF_NO_INDEX) ? error : unopened;
      }
    }
  }

  /**
   * Opens the published index; where there is none, or one that other settings built, it is built first, if the settings let this program.
   *
   * @throws {@link UserError} as {@link prepareIndex}
   */
  async openOrBuildIndex(onProgress: NonNullable<ReindexOptions['onProgress']>): Promise<PreparedIndex> {
    try {
      return { index: await this.openIndex(), summary: null, stale: null };
    } catch (error) {
      if (!hasErrorCode(error, ...OF_NO_INDEX)) throw error;
      return await this.prepareIndex(onProgress);
    }
  }

  /**
   * Answers from an open index.
   *
   * @param onUnread - hears why passages could not be read, in whose place they are shown
   */
  answererFor(index: PassageIndex, onUnread?: (error: unknown) => void): Answerer {
    return answererFor(index, this.embedder, this.reading, onUnread);
  }

  /**
   * Answers from the published index and those published later, in a thread. To be closed before the application.
   *
   * @throws {@link UserError} as {@link openIndex}
   */
  async openAnswering(events: AnsweringEvents = {}): Promise<AnswerService> {
    const { indexIdentity: identity, indexLocation: location, embedder, reading } = this;
    return await AnswerService.open({ location, identity, embedder, reading, events });
  }

  async close(): Promise<void> {
    await this.embedder.close();
  }

  /** Passages of an article, cut by the tokens of the model in use. */
  async chunk(article: Article): Promise<readonly Passage[]> {
    const sentences = splitSentences(article.text);
    const counts = await this.embedder.countTokens(
      sentences.map(({ start, end }) => article.text.slice(start, end)),
    );
    return chunkPassages(article, sentences, counts, this.chunking);
  }

  private get reading(): Reading | null {
    return readingOf(this.settings, this.reader);
  }

  /** What an index must have been built with to be opened. */
  get indexIdentity(): IndexIdentity {
    return identityFor(this.embedder, chunkingName(this.chunking));
  }

  private get indexLocation(): IndexLocation {
    return indexLocation(this.settings);
  }

  private get chunking(): ChunkingRules {
    return {
      maxTokens: Math.min(PASSAGE_TOKENS, this.embedder.maxTokens - HEADER_TOKENS),
      maxLength: MAX_EXCERPT_LENGTH,
    };
  }
}
