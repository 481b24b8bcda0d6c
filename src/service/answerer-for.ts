import { Answerer, type Reading } from '../answer/answer.js';
import { UserError } from '../lib/errors.js';
import type { Embedder } from '../embedding/embedder.js';
import type { PassageIndex } from '../index/passage-index.js';
import { englishDictionary } from '../language/dictionary.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { UNMEASURED, readAnswerability } from '../answer/answerability.js';
import { locateModel } from '../models/locate-model.js';
import { modelPlaces } from '../models/model-process.js';
import type { Settings } from '../config/settings.js';
import { HybridRetriever } from '../retrieval/hybrid-retriever.js';

/**
 * Answers from an open index.
 *
 * @param embedder - of the model that the index was built with
 * @param reading - null where passages are only found
 * @param onUnread - hears why passages could not be read
 */
export function answererFor(
  index: PassageIndex,
  embedder: Pick<Embedder, 'embedQueries'>,
  reading: Reading | null,
  onUnread?: (error: unknown) => void,
): Answerer {
  const resources = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
  return new Answerer(new HybridRetriever(index, embedder, resources), reading, onUnread);
}

/** How passages are read with these settings; null where they want no reader. That there is no such model is told by its reader. */
export function readingOf(settings: Settings, reader: Reading['reader'] | null): Reading | null {
  if (reader === null || settings.readerModel === null) return null;
  const folder = folderOf(settings.readerModel, settings);
  const answerability = folder === null ? UNMEASURED : readAnswerability(folder);
  return { reader, answerability, most: settings.readerPassages };
}

function folderOf(readerModel: string, settings: Settings): string | null {
  try {
    return locateModel(readerModel, 'reading', modelPlaces(settings)).folder;
  } catch (error) {
    if (error instanceof UserError && error.code === 'model-not-found') return null;
    throw error;
  }
}
