import { expect } from 'vitest';

/** The outcome of a question that is answered, surely or perhaps: which of them is for the models to say, not for a test. */
export const ANSWERED = expect.stringMatching(/^(?:told|perhaps)$/u) as 'told';
