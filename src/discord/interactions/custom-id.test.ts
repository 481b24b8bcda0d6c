import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  excerptCheck,
  formatCustomId,
  parseCustomId,
  publisherKey,
  type ComponentAction,
  type ComponentState,
  type FilterState,
} from './custom-id.js';

const hex = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: length,
    maxLength: length,
  });
const count = fc.nat({ max: 0x7fffffff });
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const filter: fc.Arbitrary<FilterState> = fc.record({
  from: fc.option(day),
  to: fc.option(day),
  publisher: fc.option(hex(8)),
});
const action: fc.Arbitrary<ComponentAction> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), page: count, filter }),
  fc.record({ kind: fc.constant('more' as const), filter }),
  fc.record({ kind: fc.constant('passages' as const), page: count, filter }),
  fc.record({
    kind: fc.constant('search' as const),
    page: count,
    sort: fc.constantFrom('relevance', 'newest'),
    filter,
  }),
  fc
    .record({
      kind: fc.constant('context' as const),
      articleId: hex(12),
      start: count,
      end: count,
      check: hex(8),
    })
    .filter(({ start, end }) => start < end),
  fc.record({ kind: fc.constant('open' as const), articleId: fc.option(hex(12)) }),
  fc.record({ kind: fc.constant('article' as const), articleId: hex(12), page: count }),
  fc.record({ kind: fc.constant('sources' as const), page: count }),
  fc.record({ kind: fc.constant('rate' as const), good: fc.boolean() }),
);
const state: fc.Arbitrary<ComponentState> = fc.record({
  action,
  owner: fc.option(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String)),
});
const RUNS = { numRuns: 1_000 };

describe('formatCustomId and parseCustomId', () => {
  it('carry every state there and back in 100 characters', () => {
    fc.assert(
      fc.property(state, (one) => {
        const id = formatCustomId(one);
        expect(id.length).toBeLessThanOrEqual(100);
        expect(parseCustomId(id)).toEqual(one);
      }),
      RUNS,
    );
  });

  it('keep the ids that stand on messages sent long ago', () => {
    expect(parseCustomId('1|s|175928847299117063|2|n|c1twx|c1u2h|0a1b2c3d')).toEqual({
      action: {
        kind: 'search',
        page: 2,
        sort: 'newest',
        filter: { from: '2024-08-17', to: '2024-10-17', publisher: '0a1b2c3d' },
      },
      owner: '175928847299117063',
    });
    expect(parseCustomId('1|c||0123456789ab|2s|dc|0a1b2c3d')).toEqual({
      action: { kind: 'context', articleId: '0123456789ab', start: 100, end: 480, check: '0a1b2c3d' },
      owner: null,
    });
  });

  it('take no text that is not an id for one, and never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => `1|a||${text}`),
        ),
        (text) => {
          const parsed = parseCustomId(text);
          expect(parsed === null || formatCustomId(parsed) === text).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('read a changed id as nothing or as what it says', () => {
    fc.assert(
      fc.property(
        state,
        fc.nat(),
        fc.constantFrom('', '|', '-', '0', '9', 'z', 'Z', ' ', '.', '\n', '٣'),
        (one, place, change) => {
          const id = formatCustomId(one);
          const at = place % (id.length + 1);
          const changed = id.slice(0, at) + change + id.slice(at + 1);
          const parsed = parseCustomId(changed);
          expect(parsed === null || formatCustomId(parsed) === changed).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it.each([
    ['nothing', ''],
    ['another version', '2|l||0'],
    ['no version', 'l||0'],
    ['an unknown kind', '1|x||0'],
    ['a kind of every object', '1|constructor||0'],
    ['a field missing', '1|l|'],
    ['a field too many', '1|l||0|0'],
    ['a negative page', '1|l||-1'],
    ['a page with a leading zero', '1|l||01'],
    ['a page in capitals', '1|l||A'],
    ['a fraction', '1|l||1.5'],
    ['a page beyond all', '1|l||zzzzzzzz'],
    ['no page', '1|l||'],
    ['an owner that is no id', '1|l|abc|0'],
    ['an owner of 65 bits', '1|l|18446744073709551616|0'],
    ['an article that is no id', '1|o||0123456789AB'],
    ['an article that is too long', '1|o||0123456789abc'],
    ['a way out of the folder', '1|t||../../passwd|0'],
    ['the thirty-first of February', '1|m||c1tgn||'],
    ['a day before 1900', '1|m||bb1q7||'],
    ['a publisher that is no key', '1|m||||Báo Mới'],
    ['an order there is not', '1|s||0|x|||'],
    ['an excerpt that ends before it begins', '1|c||0123456789ab|5|5|0a1b2c3d'],
    ['neither good nor bad', '1|r||2'],
    ['too much', `1|o||${'0'.repeat(200)}`],
    ['a button that cannot be pressed', 'idle|0'],
  ])('refuse %s', (_, id) => {
    expect(parseCustomId(id)).toBeNull();
  });
});

describe('publisherKey', () => {
  it('is the same however the name is typed', () => {
    expect(publisherKey(' báo  Điện Biên ')).toBe(publisherKey('Bao dien bien'.normalize('NFD')));
    expect(publisherKey('Báo Điện Biên Phủ')).not.toBe(publisherKey('Báo Điện Biên'));
  });

  it('is short', () => {
    expect(publisherKey('Báo Điện Biên Phủ')).toMatch(/^[0-9a-f]{8}$/u);
  });
});

describe('excerptCheck', () => {
  it('changes with the text', () => {
    expect(excerptCheck('Một câu.')).toMatch(/^[0-9a-f]{8}$/u);
    expect(excerptCheck('Một câu.')).not.toBe(excerptCheck('Một câu!'));
  });
});
