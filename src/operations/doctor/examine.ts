import type { Application } from '../../application.js';
import type { Settings } from '../../config/settings.js';
import { attempt } from './attempt.js';
import { examineArticles } from './examine-articles.js';
import { examineDatabase } from './examine-database.js';
import { examineDiscord } from './examine-discord.js';
import { examineSpace, examineWriting } from './examine-disk.js';
import { examineFile } from './examine-file.js';
import { compareIndex, readIndex } from './examine-index.js';
import { examineLock } from './examine-lock.js';
import { examineModel, examineReader, type ExaminedModel } from './examine-models.js';
import type { Finding } from './finding.js';
import { judgeNode } from './judge-node.js';
import { notChecked } from './not-checked.js';
import type { GivenSettings } from './settings-despite-errors.js';
import type { Report, StepHint } from './step-hint.js';

/** Looks at everything in turn, and goes on whatever it finds. What is examined is left as it is. */
export async function* examine(given: GivenSettings, hint: StepHint): AsyncGenerator<Finding> {
  const { settings, error } = given;
  yield judgeNode(process.versions.node);
  yield error === null
    ? { check: 'settings', level: 'well', code: 'settings-right', facts: {} }
    : { check: 'settings', level: 'broken', error };
  yield* await attempt('articles', hint, (report) => examineArticles(settings.articlesDir, report));
  const { finding, application } = await tryModel(given, hint);
  try {
    yield finding;
    yield* await tryReader(given, application, hint);
    if (settings.indexUrl === null) yield* examineIndex(settings, application, hint);
    else yield* await attempt('index', hint, (report) => examineDatabaseOf(application, report));
  } finally {
    await application?.close();
  }
  yield* await attempt('files', hint, () => examineFile('FEEDBACK_FILE', settings.feedbackFile));
  const { healthFile } = settings;
  if (healthFile !== null) yield* await attempt('files', hint, () => examineFile('HEALTH_FILE', healthFile));
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
  if (readerModel === null) return [{ check: 'reader', level: 'warning', code: 'reader-off', facts: {} }];
  return await attempt('reader', hint, async () => {
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
  if (whole !== null && application !== null) {
    yield* await attempt('index', hint, (report) => compareIndex(whole, application, report));
  } else if (whole !== null) {
    yield { check: 'index', level: 'warning', code: 'index-not-compared', facts: {} };
  }
  yield* await attempt('index', hint, () => examineLock(indexDir));
  yield* await attempt('index', hint, () => examineWriting(indexDir));
  yield* await attempt('disk', hint, () => examineSpace(indexDir, whole?.generation ?? null));
}

async function examineDatabaseOf(application: Application | null, report: Report): Promise<Finding[]> {
  if (application !== null) return await examineDatabase(application, report);
  return [{ check: 'index', level: 'warning', code: 'index-not-compared', facts: {} }];
}

async function* tryDiscord({ settings, wrong }: GivenSettings, hint: StepHint): AsyncGenerator<Finding> {
  const { discordToken } = settings;
  const skipped = notChecked('discord', wrong);
  if (discordToken === null) yield { check: 'discord', level: 'well', code: 'discord-not-used', facts: {} };
  else if (skipped !== null) yield skipped;
  else yield* examineDiscord(settings, discordToken, hint);
}
