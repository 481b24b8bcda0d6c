import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUN_DEPTH, runLines } from './trec-run.js';

test('lists query, Q0, document, rank, score and tag', () => {
  const ranking = [
    { id: 'doc/1', score: 0.75 },
    { id: 'b', score: -1.5 },
  ];
  expect(runLines('q1', ranking, 'tag')).toBe('q1 Q0 doc/1 1 0.750000 tag\nq1 Q0 b 2 -1.500000 tag\n');
});

test('lists a hundred documents at most', () => {
  const ranking = Array.from({ length: RUN_DEPTH + 1 }, (_, at) => ({ id: `d${at}`, score: -at }));
  const lines = runLines('q', ranking, 'tag').trimEnd().split('\n');
  expect(lines).toHaveLength(100);
  expect(lines.at(-1)).toBe('q Q0 d99 100 -99.000000 tag');
});

test('has six columns a line whatever blanks the ids hold', () => {
  expect(runLines('q 1', [{ id: 'a\tb', score: 1 }], 'tag')).toBe('q%201 Q0 a%09b 1 1.000000 tag\n');
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
      expect(runLines(id, [{ id, score: 0 }], 'tag').split(/\s+/u)).toHaveLength(7);
    }),
  );
});
