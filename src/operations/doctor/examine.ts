import type { Application } from '../../application.js';
import type { UnknownSetting } from '../../config/environment.js';
import { parseSettings, type Settings } from '../../config/settings.js';
import type { StepHint } from './report.js';
import { examineArticles, compareIndex, examineDatabase, examineLock, readIndex } from './check-index.js';
import { examineDiscord } from './check-discord.js';
import { examineFile, examineSpace, examineWriting } from './check-files.js';
import { type ExaminedModel, examineModel, examineReader } from './check-models.js';
import { type Finding, type Observation, found } from './finding.js';
import { UserError } from '../../lib/errors.js';

/** The oldest Node.js that the program is tested on, as package.json has it. */
export const OLDEST_NODE = '20.19.0';
/** Settings that a check cannot do without: with a default in the place of a wrong one it would tell of something else. */
const NEEDED_SETTINGS = {
  model: ['EMBEDDING_MODEL'],
  reader: ['READER_MODEL'],
  discord: ['DISCORD_API_URL', 'GUILD_ID', 'ALLOWED_CHANNELS'],
} as const;

export interface GivenSettings {
  /** A wrong one is as if it were not set. */
  readonly settings: Settings;
  /** Names of the wrong ones, as in the environment. */
  readonly wrong: readonly string[];
  /** What is wrong with them; null when nothing is. */
  readonly error: UserError | null;
  /** What looks as if it were meant to be one. */
  readonly mistaken?: readonly UnknownSetting[];
  /** Lines of .env that are no setting. */
  readonly oddLines?: readonly number[];
}

/** Looks at everything in turn, and goes on whatever it finds. What is examined is left as it is. */
export async function* examine(given: GivenSettings, hint: StepHint): AsyncGenerator<Finding> {
  const { settings, error } = given;
  yield judgeNode(process.versions.node);
  yield error === null
    ? found('settings', 'well', 'settings-right', {})
    : { check: 'settings', level: 'broken', error };
  for (const { name, meant } of given.mistaken ?? []) {
    yield found('settings', 'warning', 'setting-unknown', { name, meant });
  }
  for (const line of given.oddLines ?? []) yield found('settings', 'warning', 'setting-line-odd', { line });
  yield* await hint.attempt('articles', (report) => examineArticles(settings.articlesDir, report));
  const { finding, application } = await tryModel(given, hint);
  try {
    yield finding;
    yield* await tryReader(given, application, hint);
    if (settings.indexUrl === null) yield* examineIndex(settings, application, hint);
    else yield* await hint.attempt('index', (report) => examineDatabase(application, report));
  } finally {
    await application?.close();
  }
  yield* await hint.attempt('files', () => examineFile('FEEDBACK_FILE', settings.feedbackFile));
  const { healthFile } = settings;
  if (healthFile !== null) yield* await hint.attempt('files', () => examineFile('HEALTH_FILE', healthFile));
  yield* tryDiscord(given, hint);
}

async function tryModel({ settings, wrong }: GivenSettings, hint: StepHint): Promise<ExaminedModel> {
  const skipped = notChecked('model', wrong);
  if (skipped !== null) return { finding: skipped, application: null };
  try {
    return await hint.during('model', () => examineModel(settings));
  } catch (error) {
    return { finding: { check: 'model', level: 'broken', error }, application: null };
  }
}

async function tryReader(
  { settings, wrong }: GivenSettings,
  application: Application | null,
  hint: StepHint,
): Promise<readonly Finding[]> {
  const skipped = notChecked('reader', wrong);
  if (skipped !== null) return [skipped];
  const { readerModel } = settings;
  if (readerModel === null) return [found('reader', 'warning', 'reader-off', {})];
  return await hint.attempt('reader', async () => {
    const observation = await examineReader(settings, readerModel, application);
    return observation === null ? [] : [observation];
  });
}

async function* examineIndex(
  { indexDir, discordToken }: Settings,
  application: Application | null,
  hint: StepHint,
): AsyncGenerator<Finding> {
  const { findings, whole } = await hint.during('index', () =>
    readIndex(indexDir, discordToken !== null, new Date()),
  );
  yield* findings;
  if (whole !== null) {
    yield* await hint.attempt('index', (report) => compareIndex(whole, application, report));
  }
  yield* await hint.attempt('index', () => examineLock(indexDir));
  yield* await hint.attempt('index', () => examineWriting(indexDir));
  yield* await hint.attempt('disk', () => examineSpace(indexDir, whole?.generation ?? null));
}

async function* tryDiscord({ settings, wrong }: GivenSettings, hint: StepHint): AsyncGenerator<Finding> {
  const { discordToken } = settings;
  const skipped = notChecked('discord', wrong);
  if (discordToken === null) yield found('discord', 'well', 'discord-not-used', {});
  else if (skipped !== null) yield skipped;
  else yield* examineDiscord(settings, discordToken, hint);
}

/** `parseSettings`, but where some are wrong the others still count. */
export function settingsDespiteErrors(
  environment: Readonly<Record<string, string | undefined>>,
): GivenSettings {
  const error = settingsError(environment);
  const wrong =
    error === null
      ? []
      : Object.entries(environment).flatMap(([name, value]) =>
          settingsError({ [name]: value }) === null ? [] : [name],
        );
  const right = Object.entries(environment).filter(([name]) => !wrong.includes(name));
  return { settings: parseSettings(Object.fromEntries(right)), wrong, error };
}

function settingsError(environment: Readonly<Record<string, string | undefined>>): UserError | null {
  try {
    parseSettings(environment);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** Says why a check is left out; null when it is not. */
export function notChecked(
  check: keyof typeof NEEDED_SETTINGS,
  wrong: readonly string[],
): Observation<'not-checked'> | null {
  const because = NEEDED_SETTINGS[check].filter((name) => wrong.includes(name));
  if (because.length === 0) return null;
  return found(check, 'warning', 'not-checked', { because });
}

/**
 * Whether this Node.js is one that the program runs on.
 *
 * @param version - such as `20.19.0`
 */
export function judgeNode(version: string): Observation<'node-fit' | 'node-too-old'> {
  const isOlder = version.localeCompare(OLDEST_NODE, 'en', { numeric: true }) < 0;
  return isOlder
    ? found('node', 'broken', 'node-too-old', { version, needed: OLDEST_NODE })
    : found('node', 'well', 'node-fit', { version });
}
