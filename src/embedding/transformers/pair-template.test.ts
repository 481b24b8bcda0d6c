import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PairTemplate } from './pair-template.js';

/** `[CLS] A [SEP] B [SEP]`, as BERT has it: 101 and 102 are special. */
const bert = new PairTemplate({
  whole: [101, 7, 102, 8, 102],
  segments: [0, 0, 0, 1, 1],
  first: [7],
  second: [8],
});

describe('join', () => {
  test('puts special tokens around the texts, and tells the texts apart by their segments', () => {
    expect(bert.join([1, 2], [3, 4, 5], 100)).toEqual({
      ids: [101, 1, 2, 102, 3, 4, 5, 102],
      segments: [0, 0, 0, 0, 1, 1, 1, 1],
    });
  });

  test('knows a pair that is put together otherwise: two separators, none at the end, no segments', () => {
    const roberta = new PairTemplate({ whole: [0, 7, 2, 2, 8, 2], segments: null, first: [7], second: [8] });
    expect(roberta.join([1], [3], 100)).toEqual({ ids: [0, 1, 2, 2, 3, 2], segments: [0, 0, 0, 0, 0, 0] });
    const bare = new PairTemplate({ whole: [7, 8], segments: null, first: [7], second: [8] });
    expect(bare.join([1], [3], 100).ids).toEqual([1, 3]);
  });

  test('finds texts of several tokens and two texts of the same', () => {
    const several = new PairTemplate({
      whole: [101, 5, 7, 102, 5, 7, 102],
      segments: null,
      first: [5, 7],
      second: [5, 7],
    });
    expect(several.join([1], [3], 100).ids).toEqual([101, 1, 102, 3, 102]);
  });

  test('refuses a sample that is no pair', () => {
    expect(() => new PairTemplate({ whole: [101, 7, 102], segments: null, first: [7], second: [8] })).toThrow(
      'it does not encode pairs of texts',
    );
  });

  test('cuts the end of a text that is too long', () => {
    expect(bert.join([1, 2], [3, 4, 5], 7)).toEqual({
      ids: [101, 1, 2, 102, 3, 4, 102],
      segments: [0, 0, 0, 0, 1, 1, 1],
    });
  });

  test('cuts a question that would leave less than half of the room to the text', () => {
    expect(bert.join([1, 1, 1, 1, 1, 1], [3, 3, 3, 3], 7).ids).toEqual([101, 1, 1, 102, 3, 3, 102]);
    expect(bert.join([1, 1, 1, 1, 1, 1], [3], 7).ids).toEqual([101, 1, 1, 1, 102, 3, 102]);
  });

  test('keeps to the limit and to the beginnings of both, and cuts nothing that fits', () => {
    const ids = fc.array(fc.nat(50), { maxLength: 40 });
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 3, max: 60 }), (question, text, limit) => {
        const joined = bert.join(question, text, limit);
        expect(joined.ids).toHaveLength(Math.min(limit, question.length + text.length + 3));
        expect(joined.segments).toHaveLength(joined.ids.length);
        const end = joined.ids.indexOf(102);
        const [first, second] = [joined.ids.slice(1, end), joined.ids.slice(end + 1, -1)];
        expect(question.slice(0, first.length)).toEqual(first);
        expect(text.slice(0, second.length)).toEqual(second);
      }),
    );
  });
});
