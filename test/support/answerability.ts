import { FEATURES, type AnswerabilityModel } from '../../src/answer/answerability.js';

const nothing = Object.fromEntries(FEATURES.map((name) => [name, 0])) as AnswerabilityModel['weights'];

/** Takes a span for an answer where its margin is above 0, and is sure of it. */
export const BY_MARGIN: AnswerabilityModel = {
  bias: 0,
  weights: { ...nothing, margin: 1 },
  retrievalWeight: 12,
  threshold: 0.5,
  sure: 0.5,
  measured: {},
};

/** Takes every span for an answer. */
export const SURE_OF_ALL: AnswerabilityModel = { ...BY_MARGIN, bias: 9, weights: nothing };
