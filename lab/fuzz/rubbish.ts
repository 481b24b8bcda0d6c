import fc from 'fast-check';
import { SNIPPETS } from './snippets.js';

/** Times that a snippet stands in a row: mostly a few, seldom as many as matter for time. */
const times = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 5, arbitrary: fc.integer({ min: 5, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 60_000 }) },
);

const snippets = fc
  .array(
    fc.tuple(fc.constantFrom(...SNIPPETS), times).map(([snippet, count]) => snippet.repeat(count)),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

/** Text of the worst kind. */
export const rubbishText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: snippets },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3_000 }) },
);

/** Any bytes: of no text, or of one in an encoding of somebody's. */
export const rubbishBytes: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 4_000 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 5, arbitrary: rubbishText.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: rubbishText.map((text) => Buffer.from(`\uFEFF${text}`, 'utf16le')) },
  { weight: 1, arbitrary: rubbishText.map((text) => Buffer.from(text, 'utf16le').swap16()) },
  { weight: 1, arbitrary: rubbishText.map((text) => Buffer.from(text, 'latin1')) },
);

/** A place in a file and how much there is changed, as shares of its length. */
const range = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});
const damage = fc.record({
  range,
  kind: fc.constantFrom('cut', 'repeat', 'insert', 'flip', 'end', 'move'),
  rubbish: rubbishBytes,
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

/** `original`, damaged in one place or several. */
export function mutated(original: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(original, fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([bytes, damages]) => damages.reduce(harm, bytes));
}

function harm(bytes: Buffer, { range: { at, share }, kind, rubbish }: Damage): Buffer {
  const start = Math.floor(at * bytes.length);
  // Mostly a little: a file that has lost its half is refused for that alone.
  const end = Math.min(bytes.length, start + 1 + Math.floor(share ** 4 * bytes.length));
  const [before, within, after] = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  switch (kind) {
    case 'cut':
      return Buffer.concat([before, after]);
    case 'repeat':
      return Buffer.concat([before, within, within, after]);
    case 'insert':
      return Buffer.concat([before, rubbish, after]);
    case 'flip':
      return Buffer.concat([before, within.map((byte) => byte ^ (1 << (start % 8))), after]);
    case 'end':
      return Buffer.from(before);
    case 'move':
      return Buffer.concat([before, after, within]);
  }
}
