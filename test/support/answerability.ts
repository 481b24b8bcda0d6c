import { BY_MARGIN, type AnswerabilityModel } from '../../src/answer/answerability.js';

/** Takes every span for an answer. */
export const SURE_OF_ALL: AnswerabilityModel = {
  ...BY_MARGIN,
  bias: 9,
  weights: { ...BY_MARGIN.weights, margin: 0 },
};
