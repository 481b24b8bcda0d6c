import type { Reading } from '../answer/answer.js';
import { readAnswerability } from '../answer/answerability.js';
import { BUILT_IN_READER, locateModel } from '../models/locate-model.js';
import { modelPlaces } from '../models/open-worker.js';
import type { Settings } from '../config/settings.js';

/**
 * How passages are read with these settings; null where they want no reader. A reading model that nobody has measured is trusted as
 * far as the built-in one.
 *
 * @throws {@link UserError} `model-not-found`
 */
export function readingOf(settings: Settings, reader: Reading['reader'] | null): Reading | null {
  if (reader === null || settings.readerModel === null) return null;
  const folderOf = (name: string) => locateModel(name, 'reading', modelPlaces(settings)).folder;
  const answerability =
    readAnswerability(folderOf(settings.readerModel)) ?? readAnswerability(folderOf(BUILT_IN_READER));
  if (answerability === null) throw new Error(`The model ${BUILT_IN_READER} has no answerability.json.`);
  return { reader, answerability, most: settings.readerPassages };
}
