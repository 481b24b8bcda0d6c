import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, homedir, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UserError } from '../lib/errors.js';
import { addressTrouble, hasPassword } from './database-address.js';
import { printableLine } from '../lib/printable.js';
import {
  readEnvironment,
  unknownSettings,
  type Environment,
  type UnknownSetting,
  type Variables,
} from './environment.js';

/** The project's folder: where data/, src/ and package.json are, run from source or from dist/. */
export const PROJECT_ROOT = findProjectRoot(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));

const packageSchema = z.object({ version: z.string() });

export function programVersion(): string {
  const file = path.join(PROJECT_ROOT, 'package.json');
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
const LANGUAGES = ['auto', 'vi', 'en'] as const;
/**
 * What gettext keeps in a variable that is called LANGUAGE, too, and many Linux desktops set: locales separated by colons, such
 * as `en_US:en`. It has a region or a colon, so that a language we don't have (`fr`) is still named as a wrong value.
 */
const LOCALE_LIST = /^(?=.*[_:])[a-z]{2,3}(?:_[\w.@-]+)?(?::[a-z]{2,3}(?:_[\w.@-]+)?)*:?$/u;

const folder = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value) => path.resolve(PROJECT_ROOT, value));

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .transform((value) => value.toLowerCase())
    .pipe(z.enum(values, { error: `expected one of ${values.join(', ')}` }));

const model = (expected: string) =>
  z.string().refine((value) => !value.includes('..') || path.isAbsolute(value) || value.startsWith('.'), {
    error: `expected ${expected}`,
  });

const webAddress = z
  .url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' })
  .refine((value) => !hasCredentials(value), {
    error: 'expected an address without a user name and password, which error messages would show',
  });

const databaseAddress = z.string().superRefine((value, context) => {
  const trouble = addressTrouble(value);
  if (trouble !== null) context.addIssue({ code: 'custom', message: trouble, input: value });
});

/** Discord's ids: 64-bit numbers that begin with a time. */
const snowflake = z.string().regex(/^\d{17,20}$/, { error: 'expected an id of Discord, 17 to 20 digits' });

/** `auto`, `8`, `0-3/8`, `5/8`, `leased` or `leased/8`. */
const SHARDS =
  /^(?:auto|(?<all>[1-9]\d{0,3})|(?<first>\d{1,4})(?:-(?<last>\d{1,4}))?\/(?<of>[1-9]\d{0,3})|leased(?:\/(?<leased>[1-9]\d{0,3}))?)$/iu;
const EXPECTED_SHARDS =
  'expected auto, the number of shards, those of this machine such as 0-3/8, or leased or leased/8';

const shards = z.string().transform((value, context): ShardSetting => {
  const named = SHARDS.exec(value)?.groups;
  const { all, first, last, of, leased } = named ?? {};
  const countOf = (text: string | undefined) => (text === undefined ? null : Number(text));
  if (first !== undefined && of !== undefined) {
    const [from, to, count] = [Number(first), Number(last ?? first), Number(of)];
    if (from <= to && to < count) {
      return { kind: 'these', ids: Array.from({ length: to - from + 1 }, (_, at) => from + at), count };
    }
  } else if (named !== undefined) {
    return value.toLowerCase().startsWith('leased')
      ? { kind: 'share', count: countOf(leased) }
      : { kind: 'all', count: countOf(all) };
  }
  context.addIssue({ code: 'custom', message: EXPECTED_SHARDS, input: value });
  return z.NEVER;
});

const schema = z.object({
  ARTICLES_DIR: folder('data/articles'),
  INDEX_DIR: folder('data/index'),
  INDEX_URL: databaseAddress.optional(),
  REINDEX: oneOf(['on', 'off']).optional(),
  EMBEDDING_MODEL: model(
    'vi-en-mini, a hub name such as Xenova/multilingual-e5-small, or the path of a model folder',
  ).default('vi-en-mini'),
  READER_MODEL: model(
    'vi-en-reader, off, a hub name such as Xenova/distilbert-base-cased-distilled-squad, or the path of a model folder',
  ).default('vi-en-reader'),
  READER_PASSAGES: z.coerce
    .number({ error: 'expected a number of passages' })
    .int({ error: 'expected a whole number of passages' })
    .min(1, { error: 'expected at least 1 passage' })
    .max(12, { error: 'expected at most 12 passages' })
    .default(8),
  MODEL_THREADS: z.coerce
    .number({ error: 'expected a number of threads' })
    .int({ error: 'expected a whole number of threads' })
    .min(1, { error: 'expected at least 1 thread' })
    .max(64, { error: 'expected at most 64 threads' })
    .default(availableParallelism),
  MODEL_CACHE_DIR: folder('data/model-cache'),
  MODEL_HUB: webAddress.default('https://huggingface.co/'),
  LANGUAGE: z
    .string()
    .default('auto')
    .transform((value) => (LOCALE_LIST.test(value) ? languageOfList(value) : value.toLowerCase()))
    .pipe(z.enum(LANGUAGES, { error: `expected one of ${LANGUAGES.join(', ')}` })),
  LOG_LEVEL: oneOf(LOG_LEVELS).optional(),
  LOG_QUESTIONS: z.stringbool({ error: 'expected true or false' }).default(false),
  DISCORD_TOKEN: z
    .string()
    .transform((value) => value.replace(/^Bot\s+/iu, ''))
    .optional(),
  DISCORD_API_URL: webAddress.default('https://discord.com/api'),
  GUILD_ID: snowflake.optional(),
  ALLOWED_CHANNELS: z
    .string()
    .default('')
    .transform((value) => {
      const ids = value.split(/[\s,;]+/u).filter((id) => id !== '');
      // Separators alone would let the bot answer everywhere, which is not what was meant.
      return ids.length === 0 && value.trim() !== '' ? [value] : ids;
    })
    .pipe(z.array(snowflake)),
  COOLDOWN: z.coerce
    .number({ error: 'expected a number of seconds' })
    .min(0, { error: 'expected 0 or more seconds' })
    .max(86_400, { error: 'expected at most 86400 seconds, a day' })
    .default(0),
  FEEDBACK_FILE: folder('data/feedback.jsonl'),
  HEALTH_FILE: z
    .string()
    .transform((value) => path.resolve(PROJECT_ROOT, value))
    .optional(),
  SHARDS: shards.default({ kind: 'all', count: null }),
  SHARD_LEASE: z.coerce
    .number({ error: 'expected a number of seconds' })
    .min(2, { error: 'expected at least 2 seconds' })
    .max(60, { error: 'expected at most 60 seconds' })
    .default(10),
  // Of each user one: in a folder for all, what another has made could not be written to.
  LOCK_DIR: folder(path.join(tmpdir(), `dan-nguon-${userInfo().uid}`)),
  METRICS_PORT: z.coerce
    .number({ error: 'expected the number of a port' })
    .int({ error: 'expected the number of a port' })
    .min(0, { error: 'expected a port from 0 to 65535' })
    .max(65_535, { error: 'expected a port from 0 to 65535' })
    .optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  LC_ALL: z.string().optional(),
  LC_MESSAGES: z.string().optional(),
  LANG: z.string().optional(),
});

/** What the system sets for every program. */
const OF_THE_SYSTEM = ['LC_ALL', 'LC_MESSAGES', 'LANG'];
const SETTING_NAMES = Object.keys(schema.shape).filter((name) => !OF_THE_SYSTEM.includes(name));
/** Their values are never shown. */
const SECRETS = ['DISCORD_TOKEN', 'INDEX_URL'] as const;
/** What may be a token or an address with a password, wherever it was put by mistake. */
const LIKE_A_SECRET = /[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}|:\/\/.*@/u;
/** Characters of a wrong value that are shown. */
const SHOWN = 60;

/** Which shards of the bot are served here; a count of null is as many as Discord recommends. */
type ShardSetting =
  /** All, each in a process of its own where the bot is started in several. */
  | { readonly kind: 'all'; readonly count: number | null }
  /** These of `count`; others serve the rest. */
  | { readonly kind: 'these'; readonly ids: readonly number[]; readonly count: number }
  /** A share of all, with the other processes of the bot. */
  | { readonly kind: 'share'; readonly count: number | null };

/**
 * Reads the settings from `environment`. An empty value counts as not set.
 *
 * @throws {@link UserError} `settings-invalid`, naming every wrong setting on a line of its own, with what was expected and what was
 * found where that is no secret.
 */
export function parseSettings(environment: Variables) {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = schema.safeParse(given, { reportInput: true });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path: [name, at], message, input }) => {
      // Of a list, only what is wrong in it.
      const value = at === undefined ? given[String(name)] : String(input);
      return `${String(name)}: ${message}${found(String(name), value, given)}`;
    });
    throw new UserError(
      'settings-invalid',
      wrong.length === 1 ? `Wrong setting: ${wrong.join('')}` : ['Wrong settings:', ...wrong].join('\n'),
      'Mend it in the environment or in .env; .env.example lists every setting.',
    );
  }
  const values = parsed.data;
  return {
    articlesDir: values.ARTICLES_DIR,
    indexDir: values.INDEX_DIR,
    /** Address of the PostgreSQL database that holds the index, with its password; null when `indexDir` holds it. */
    indexUrl: values.INDEX_URL ?? null,
    /** Whether the chat and the bot may bring the index up to date by themselves; null where that is not said: see `mayReindex`. */
    reindex: values.REINDEX === undefined ? null : values.REINDEX === 'on',
    embeddingModel: values.EMBEDDING_MODEL,
    /** The model that reads the passages found; null for none. */
    readerModel: values.READER_MODEL.toLowerCase() === 'off' ? null : values.READER_MODEL,
    /** Passages read for a question at most. */
    readerPassages: values.READER_PASSAGES,
    modelThreads: values.MODEL_THREADS,
    modelCacheDir: values.MODEL_CACHE_DIR,
    modelHub: values.MODEL_HUB,
    language:
      values.LANGUAGE === 'auto'
        ? languageOfLocale(values.LC_ALL ?? values.LC_MESSAGES ?? values.LANG)
        : values.LANGUAGE,
    // A bot has no other way to say what it is doing.
    logLevel: values.LOG_LEVEL ?? (values.DISCORD_TOKEN === undefined ? 'warn' : 'info'),
    /** Whether the log may hold what people ask. */
    logQuestions: values.LOG_QUESTIONS,
    discordToken: values.DISCORD_TOKEN ?? null,
    /** Base address of Discord's REST API, without a version. */
    discordApiUrl: values.DISCORD_API_URL.replace(/\/+$/u, ''),
    /** The one guild that commands are registered in; null for all. */
    guildId: values.GUILD_ID ?? null,
    /** Channels that the bot answers in, besides direct messages; all when empty. */
    allowedChannels: values.ALLOWED_CHANNELS,
    /** Seconds that a person waits between two questions to the bot. */
    cooldown: values.COOLDOWN,
    /** File that keeps unanswered questions and ratings. */
    feedbackFile: values.FEEDBACK_FILE,
    /** File whose age tells that the bot is alive; null when none is kept. */
    healthFile: values.HEALTH_FILE ?? null,
    shards: values.SHARDS,
    /** Seconds without a sign of life after which another process takes over a shard. */
    shardLease: values.SHARD_LEASE,
    /** Folder of the locks that keep two processes of this machine from serving the same shard. */
    lockDir: values.LOCK_DIR,
    /** Port that the bot serves its metrics on, 0 for any free one; null for none. */
    metricsPort: values.METRICS_PORT ?? null,
    metricsHost: values.METRICS_HOST,
  };
}

/** Every setting of the program, checked. Paths are absolute. */
export type Settings = Readonly<ReturnType<typeof parseSettings>>;

/** Whether there is a password for the database at an address, there or where PostgreSQL's own programs look for one. */
export function isPasswordKnown(url: string): boolean {
  const { PGPASSWORD, PGPASSFILE } = process.env;
  const file = PGPASSFILE ?? path.join(homedir(), '.pgpass');
  return hasPassword(url) || (PGPASSWORD ?? '') !== '' || existsSync(file);
}

/** Ends a sentence on a wrong value by the value, where nothing of a secret is in it. */
function found(name: string, value = '', given: Variables): string {
  const secrets = SECRETS.flatMap((secret) => given[secret]?.toLowerCase() ?? []);
  const isSecret =
    SECRETS.some((secret) => secret === name) ||
    LIKE_A_SECRET.test(value) ||
    secrets.some((secret) => value.toLowerCase().includes(secret));
  if (isSecret) return '.';
  const shown = printableLine(value);
  return `; found “${shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown}”.`;
}

/** The process's environment, with what .env in the project's folder adds to it. */
export function loadEnvironment(): Environment {
  return readEnvironment(path.join(PROJECT_ROOT, '.env'), process.env);
}

/** What of an environment looks as if it were meant to be a setting. */
export function mistakenSettings(environment: Environment): UnknownSetting[] {
  return unknownSettings(environment, SETTING_NAMES);
}

/** The language in which to say that a setting is wrong: as set or of the system, whatever else is wrong. */
export function languageForErrors(): Settings['language'] {
  const { LANGUAGE = '', LC_ALL, LC_MESSAGES, LANG } = process.env;
  const language = languageOfList(LANGUAGE.trim().toLowerCase());
  return language === 'auto' ? languageOfLocale(LC_ALL ?? LC_MESSAGES ?? LANG) : language;
}

/** English only where the system says so: the articles and most readers are Vietnamese. */
function languageOfLocale(locale: string | undefined): 'vi' | 'en' {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'vi';
}

/** The first language of a {@link LOCALE_LIST} that we have. */
function languageOfList(list: string): (typeof LANGUAGES)[number] {
  const codes = list.split(':').map((locale) => locale.split('_', 1)[0]);
  return codes.find((code) => code === 'vi' || code === 'en') ?? 'auto';
}

/** True for `https://user:password@hub/`. */
function hasCredentials(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}

function findProjectRoot(here: string): string {
  return path.basename(path.dirname(here)) === 'dist'
    ? path.resolve(here, '../..')
    : path.resolve(here, '..');
}
