/** One step from a version of the tables to the next. Those that were published never change; a change is a further one. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/**
 * All steps, by version. What belongs to an index is named by what it is, so that a generation takes over from the one
 * before whatever has not changed, without its being sent again: a vector by its passage's key, an article with its passages
 * by their digest.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE EXTENSION IF NOT EXISTS vector;

      -- Vectors of all models, of any dimensions. The graph over those of one length is made by the first reindex that has some.
      CREATE TABLE dan_nguon.vectors (
        key bytea PRIMARY KEY,
        embedding vector NOT NULL
      );

      -- What a reindex has embedded and not yet published.
      CREATE TABLE dan_nguon.embedding_progress (
        key bytea PRIMARY KEY,
        embedding vector NOT NULL
      );

      -- json and not jsonb: an article comes back as it went in, to the last escaped character.
      CREATE TABLE dan_nguon.article_versions (
        version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        digest bytea NOT NULL UNIQUE,
        article json NOT NULL,
        passages json NOT NULL
      );

      CREATE TABLE dan_nguon.passages (
        key bytea NOT NULL REFERENCES dan_nguon.vectors,
        version integer NOT NULL REFERENCES dan_nguon.article_versions ON DELETE CASCADE,
        PRIMARY KEY (key, version)
      );
      CREATE INDEX ON dan_nguon.passages (version);

      CREATE TABLE dan_nguon.generations (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL UNIQUE,
        identity json NOT NULL,
        built_at timestamptz NOT NULL,
        articles integer NOT NULL,
        passages integer NOT NULL
      );

      CREATE TABLE dan_nguon.generation_articles (
        generation integer NOT NULL REFERENCES dan_nguon.generations ON DELETE CASCADE,
        place integer NOT NULL,
        article_id text NOT NULL,
        version integer NOT NULL REFERENCES dan_nguon.article_versions,
        PRIMARY KEY (generation, place),
        UNIQUE (generation, article_id)
      );
      CREATE INDEX ON dan_nguon.generation_articles (version, generation);

      -- Its one row is the pointer: what readers get, and what to go back to.
      CREATE TABLE dan_nguon.published (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        current integer NOT NULL REFERENCES dan_nguon.generations,
        before integer REFERENCES dan_nguon.generations
      );

      -- Who holds the advisory lock, in words.
      CREATE TABLE dan_nguon.writer (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        host text NOT NULL,
        pid integer NOT NULL,
        since timestamptz NOT NULL
      );
    `,
  },
];

/** The version of the tables that this program works with. */
export const TABLES_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));
