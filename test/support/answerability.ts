import { UNMEASURED, type AnswerabilityModel } from '../../src/answer/answerability.js';

/** Takes every span for an answer. */
export const SURE_OF_ALL: AnswerabilityModel = {
  ...UNMEASURED,
  bias: 9,
  weights: { ...UNMEASURED.weights, tells: 0 },
};
