import { Application } from '../../application.js';
import { type LocatedModel, locateModel, hasModelFiles } from '../../models/model-files.js';
import { resolveModel } from '../../embedding/model-families.js';
import type { Settings } from '../../config/settings.js';
import { type Check, type Finding, type Observation, found } from './finding.js';
import type { Reading } from '../../reading/reader.js';

const QUESTION = 'Ai là Chánh Văn phòng?';
const TEXT = 'Chánh Văn phòng phát biểu tại lễ kỷ niệm.';
/** A slow machine is none that does not work. */
const READ_WITHIN_MS = 60_000;

/** How far a vector's length may be from 1: what 32-bit floats lose in some thousand dimensions, and much more. */
const TOLERANCE = 0.01;

export interface ExaminedModel {
  readonly finding: Finding;
  /** To be closed; null when the model cannot be used. */
  readonly application: Application | null;
}

/**
 * Opens the embedding model and embeds a text. What would have to be downloaded first is left alone.
 *
 * @throws {@link UserError} `model-not-found`, `model-broken`
 */
export async function examineModel(settings: Settings): Promise<ExaminedModel> {
  const missing = ifNotDownloaded(
    'model',
    'model-not-downloaded',
    resolveModel(settings.embeddingModel, settings),
  );
  if (missing !== null) return { finding: missing, application: null };
  const application = await Application.open(settings);
  try {
    const { embedder } = application;
    const [vector] = await embedder.embedQueries([QUESTION]);
    const finding = judgeVector(embedder.name, embedder.dimensions, vector);
    if (finding.level === 'well') return { finding, application };
    await application.close();
    return { finding, application: null };
  } catch (error) {
    await application.close();
    throw error;
  }
}

/**
 * Opens the reading model and has it read a text, as {@link examineModel} does.
 *
 * @param application - with the models; null where the embedding model, in whose process it would be opened, cannot be used
 * @throws {@link UserError} `model-not-found`, `model-broken`
 */
export async function examineReader(
  settings: Settings,
  readerModel: string,
  application: Application | null,
): Promise<Observation | null> {
  const missing = ifNotDownloaded(
    'reader',
    'reader-not-downloaded',
    locateModel(readerModel, 'reading', settings),
  );
  if (missing !== null) return missing;
  const reader = application?.reader ?? null;
  if (reader === null) return null;
  const [reading] = await reader.read(QUESTION, [{ title: '', text: TEXT }], READ_WITHIN_MS);
  return judgeReading(reader.name, reading);
}

function ifNotDownloaded(
  check: Check,
  code: 'model-not-downloaded' | 'reader-not-downloaded',
  { name, folder, repository }: LocatedModel,
): Observation | null {
  if (repository === null || hasModelFiles(folder)) return null;
  return found(check, 'warning', code, { name, folder });
}

/** Whether what an embedding model gave for a text is a vector that can be searched with. */
export function judgeVector(
  name: string,
  dimensions: number,
  vector: Float32Array | undefined,
): Observation<'model-works' | 'model-talks-nonsense'> {
  const length = Math.hypot(...(vector ?? []));
  const isUnit = Math.abs(length - 1) <= TOLERANCE && vector?.length === dimensions;
  return isUnit
    ? found('model', 'well', 'model-works', { name, dimensions })
    : found('model', 'broken', 'model-talks-nonsense', { name });
}

/** Whether what a reading model gave for a question and a text is a span with a margin. */
export function judgeReading(
  name: string,
  reading: Reading | null | undefined,
): Observation<'reader-works' | 'model-talks-nonsense'> {
  return Number.isFinite(reading?.spans[0]?.margin)
    ? found('reader', 'well', 'reader-works', { name })
    : found('reader', 'broken', 'model-talks-nonsense', { name });
}
