import { Answerer } from '../answer/answer.js';
import { calibrationFor } from '../answer/calibration.js';
import type { Embedder } from '../embedding/embedder.js';
import type { Reranker } from '../embedding/reranker.js';
import type { PassageIndex } from '../index/passage-index.js';
import { englishDictionary } from '../search/dictionary.js';
import { vietnameseLexicon } from '../search/lexicon.js';
import { Searcher } from '../search/searcher.js';

/**
 * Answers from an open index.
 *
 * @param embedder - of the model that the index was built with
 * @param reranker - null for none
 */
export function answererFor(
  index: PassageIndex,
  embedder: Pick<Embedder, 'embedQueries'>,
  reranker: Pick<Reranker, 'score'> | null,
): Answerer {
  const resources = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
  return new Answerer(
    new Searcher(index, embedder, resources, reranker),
    calibrationFor(index.identity.modelFingerprint),
  );
}
