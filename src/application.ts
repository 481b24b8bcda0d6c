import { CorpusFiles } from './corpus-files.js';
import type { Answerer } from './answer/answer.js';
import { answererFor } from './answering/answerer-for.js';
import type { LiveAnswering } from './answering/live-answering.js';
import type { AnsweringEvents } from './answering/newest-thread.js';
import { openAnswering } from './answering/open-answering.js';
import {
  chunkingName,
  cutPassages,
  MAX_EXCERPT_LENGTH,
  passageInput,
  type ChunkingRules,
} from './corpus/passages.js';
import { splitSentences } from './corpus/sentences.js';
import type { Article, Passage } from './corpus/article.js';
import type { DownloadProgress, Embedder } from './embedding/embedder.js';
import { openEmbedder } from './embedding/transformers/open-embedder.js';
import { identityFor } from './index/index-identity.js';
import type { IndexIdentity, PassageIndex } from './index/passage-index.js';
import { reindex } from './index/reindex.js';
import type { ReindexOptions, ReindexSummary } from './index/reindex-parts.js';
import { openVectraIndex } from './index/vectra/open-vectra-index.js';
import { vectraStore } from './index/vectra/vectra-store.js';
import type { Settings } from './settings.js';

/** Passages of this many tokens did best on the development sets (docs/quality.md). */
const PASSAGE_TOKENS = 160;
/** Tokens kept free for the title and date that are embedded before a passage. */
const HEADER_TOKENS = 40;

/** The parts of the program put together from its settings; bot, terminal and scripts all begin here. */
export class Application {
  readonly settings: Settings;
  readonly embedder: Embedder;

  private constructor(settings: Settings, embedder: Embedder) {
    this.settings = settings;
    this.embedder = embedder;
  }

  /**
   * Opens the embedding model, downloading it first where it is one of the hub's.
   *
   * @throws {@link UserError} `model-not-found`, `model-unreachable`, `model-broken`
   */
  static async open(
    settings: Settings,
    onDownload?: (progress: DownloadProgress) => void,
  ): Promise<Application> {
    const embedder = await openEmbedder({ ...settings, ...(onDownload && { onDownload }) });
    return new Application(settings, embedder);
  }

  /** The same model with other folders. Closing either closes the model for both. */
  with(folders: Pick<Settings, 'articlesDir' | 'indexDir'>): Application {
    return new Application({ ...this.settings, ...folders }, this.embedder);
  }

  /**
   * Brings the index up to date with the articles folder.
   *
   * @throws {@link UserError} `articles-folder-missing`, `articles-folder-empty`, `index-locked`, `index-damaged`
   */
  async reindex(options: ReindexOptions = {}): Promise<ReindexSummary> {
    const files = new CorpusFiles(this.settings.articlesDir);
    return await reindex(
      {
        listFiles: () => files.list(),
        readArticle: (file) => files.read(file),
        cut: (article) => this.cut(article),
        describe: passageInput,
        chunking: chunkingName(this.chunking),
        embedder: this.embedder,
        store: vectraStore(this.settings.indexDir, () => new Date()),
        now: () => new Date(),
      },
      options,
    );
  }

  /**
   * Opens the published index.
   *
   * @throws {@link UserError} `index-missing`, `index-incompatible`, `index-damaged`
   */
  async openIndex(): Promise<PassageIndex> {
    return await openVectraIndex(this.settings.indexDir, this.indexIdentity);
  }

  /** Answers from an open index. */
  answererFor(index: PassageIndex): Answerer {
    return answererFor(index, this.embedder);
  }

  /**
   * Answers from the published index and those published later, in a thread. To be closed before the application.
   *
   * @throws {@link UserError} as {@link openIndex}
   */
  async openAnswering(events: AnsweringEvents = {}): Promise<LiveAnswering> {
    const { embedder, indexIdentity: identity } = this;
    return await openAnswering({ indexDir: this.settings.indexDir, identity, embedder, events });
  }

  async close(): Promise<void> {
    await this.embedder.close();
  }

  /** Passages of an article, cut by the tokens of the model in use. */
  async cut(article: Article): Promise<readonly Passage[]> {
    const sentences = splitSentences(article.text);
    const counts = await this.embedder.countTokens(
      sentences.map(({ start, end }) => article.text.slice(start, end)),
    );
    return cutPassages(article, sentences, counts, this.chunking);
  }

  /** What an index must have been built with to be opened. */
  get indexIdentity(): IndexIdentity {
    return identityFor(this.embedder, chunkingName(this.chunking));
  }

  private get chunking(): ChunkingRules {
    return {
      maxTokens: Math.min(PASSAGE_TOKENS, this.embedder.maxTokens - HEADER_TOKENS),
      maxLength: MAX_EXCERPT_LENGTH,
    };
  }
}
