import { Application } from '../../application.js';
import { locateModel, resolveModel, type LocatedModel } from '../../models/locate-model.js';
import { hasModelFiles } from '../../models/model-files.js';
import { modelPlaces } from '../../models/model-process.js';
import type { Settings } from '../../config/settings.js';
import type { Check, Finding, Observation } from './finding.js';
import { judgeReading, judgeVector } from './judge-models.js';

const QUESTION = 'Ai là Chánh Văn phòng?';
const TEXT = 'Chánh Văn phòng phát biểu tại lễ kỷ niệm.';
/** A slow machine is none that does not work. */
const READ_WITHIN_MS = 60_000;

/** An embedding model that was tried. */
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
    resolveModel(settings.embeddingModel, modelPlaces(settings)),
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
    locateModel(readerModel, 'reading', modelPlaces(settings)),
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
  return { check, level: 'warning', code, facts: { name, folder } };
}
