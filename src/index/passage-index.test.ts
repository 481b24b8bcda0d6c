import { describe, expect, it } from 'vitest';
import { identityDifferences, identityFor } from './passage-index.js';

const model = { name: 'small', fingerprint: 'f1', dimensions: 8 };
const expected = identityFor(model, 'chunks-1');

describe('identityDifferences', () => {
  it('is empty for the same model under another name', () => {
    expect(identityDifferences(identityFor({ ...model, name: './small' }, 'chunks-1'), expected)).toEqual([]);
  });

  it.each([
    [
      'weights',
      identityFor({ ...model, fingerprint: 'f2' }, 'chunks-1'),
      /model small .*f2.* not small .*f1/,
    ],
    ['dimensions', identityFor({ ...model, dimensions: 9 }, 'chunks-1'), /9 dimensions.*8 dimensions/],
    ['chunking', identityFor(model, 'chunks-2'), /chunks-2, not chunks-1/],
    ['format', { ...expected, formatVersion: 99 }, /format 99, not/],
  ])('names other %s, found and expected', (_, found, phrase) => {
    expect(identityDifferences(found, expected)).toEqual([expect.stringMatching(phrase)]);
  });
});
