import path from 'node:path';
import { parseSettings, type Settings } from '../../src/config/settings.js';

/** What is on disk for one size of corpus. */
export class SizeFolder {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Settings as environment variables: no others of this machine count, whatever model or database they name. */
  get environment(): Readonly<Record<string, string>> {
    return {
      ARTICLES_DIR: path.join(this.folder, 'articles'),
      INDEX_DIR: path.join(this.folder, 'index'),
      LANGUAGE: 'en',
      LOG_LEVEL: 'error',
      INDEX_URL: '',
      EMBEDDING_MODEL: '',
      READER_MODEL: '',
    };
  }

  get settings(): Settings {
    return parseSettings(this.environment);
  }

  /** What the peers take up: see `passage-file.ts`. */
  get passagesFile(): string {
    return path.join(this.folder, 'passages.jsonl');
  }

  /** The vectors of {@link passagesFile}, one after the other: 32-bit floats, little-endian. */
  get vectorsFile(): string {
    return path.join(this.folder, 'vectors.f32');
  }

  /** A folder of a contender's own. */
  folderOf(contender: string): string {
    return path.join(this.folder, contender);
  }
}
