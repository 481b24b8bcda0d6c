import { Application } from '../application.js';
import { locateModel, resolveModel, type LocatedModel } from '../embedding/models.js';
import { hasModelFiles } from '../embedding/transformers/model-files.js';
import { openReranker } from '../embedding/transformers/open-reranker.js';
import { modelPlaces } from '../embedding/transformers/open-worker.js';
import type { Settings } from '../settings.js';
import type { Check, Finding, Observation } from './finding.js';
import { judgeScore, judgeVector } from './judge-models.js';

const QUESTION = 'Ai là Chánh Văn phòng?';
const TEXT = 'Chánh Văn phòng phát biểu tại lễ kỷ niệm.';

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
  const missing = ifNotDownloaded('model', resolveModel(settings.embeddingModel, modelPlaces(settings)));
  if (missing !== null) return { finding: missing, application: null };
  const application = await Application.open({ ...settings, rerankModel: null });
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
 * Opens the reranking model and has it score a text, as {@link examineModel} does.
 *
 * @throws {@link UserError} `model-not-found`, `model-broken`
 */
export async function examineReranker(settings: Settings, rerankModel: string): Promise<Observation> {
  const missing = ifNotDownloaded('reranker', locateModel(rerankModel, 'reranking', modelPlaces(settings)));
  if (missing !== null) return missing;
  const reranker = await openReranker({ ...settings, rerankModel });
  try {
    const [score] = await reranker.score(QUESTION, [TEXT]);
    return judgeScore(reranker.name, score);
  } finally {
    await reranker.close();
  }
}

function ifNotDownloaded(check: Check, { name, folder, repository }: LocatedModel): Observation | null {
  if (repository === null || hasModelFiles(folder)) return null;
  return { check, level: 'warning', code: 'model-not-downloaded', facts: { name, folder } };
}
