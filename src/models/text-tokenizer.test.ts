import path from 'node:path';
import { env } from '@xenova/transformers/src/env.js';
import { AutoTokenizer, type PreTrainedTokenizer } from '@xenova/transformers/src/tokenizers.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../config/settings.js';
import { BUILT_IN_MODEL } from './model-files.js';
import { TextTokenizer, type LibraryTokenizer } from './text-tokenizer.js';

let library: PreTrainedTokenizer;

beforeAll(async () => {
  env.allowRemoteModels = false;
  env.localModelPath = path.join(PROJECT_ROOT, 'data', 'models');
  library = await AutoTokenizer.from_pretrained(BUILT_IN_MODEL);
});

const bare = (text: string) => library.encode(text, null, { add_special_tokens: false });

/** What the library's rules look at: blanks of many kinds, what it leaves out, letters that depend on their neighbours. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        '\n',
        '\t',
        '\r',
        '\u00a0',
        '\u2028',
        '\u3000',
        '\ufeff',
        '\u200b',
        '\0',
        '\x0b',
        '\x85',
      ),
      fc.constantFrom(
        'Đà',
        'Nẵng',
        'đường',
        'ΟΔΟΣ',
        'Σ',
        'İ',
        'e\u0301',
        '\u0301',
        '北京',
        '🙂',
        '\ud800',
        '�',
      ),
      fc.constantFrom(
        '[CLS]',
        '[MASK]',
        '##ng',
        '1.250,5',
        '(2024)',
        '…',
        "'",
        '-',
        'x'.repeat(40),
        'y'.repeat(70),
      ),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('ids', () => {
  test('are the library’s own, whatever the text', () => {
    const tokenizer = new TextTokenizer(library);
    fc.assert(
      fc.property(text, (given) => {
        expect(tokenizer.ids(given)).toEqual(bare(given));
        // Remembered by now.
        expect(tokenizer.ids(given)).toEqual(bare(given));
      }),
      { numRuns: 500 },
    );
  });

  test('of a word are asked for once', () => {
    const asked: string[] = [];
    const tokenizer = new TextTokenizer(listening(library, asked));
    asked.length = 0;
    tokenizer.ids('Hà Nội, Hà Nam');
    tokenizer.ids('Nam Hà');
    expect(asked).toEqual(['Hà', 'Nội,', 'Nam']);
  });

  test('of a tokenizer with other rules are those of the whole text', () => {
    const asked: string[] = [];
    const other = { ...listening(library, asked), pre_tokenizer: library.post_processor };
    const tokenizer = new TextTokenizer(other);
    asked.length = 0;
    expect(tokenizer.ids('Hà Nội, Hà Nam')).toEqual(bare('Hà Nội, Hà Nam'));
    expect(asked).toEqual(['Hà Nội, Hà Nam']);
  });
});

describe('encode', () => {
  test('is the library’s own below the limit', () => {
    const tokenizer = new TextTokenizer(library);
    fc.assert(
      fc.property(text, (given) => {
        expect(tokenizer.encode(given, 10_000)).toEqual(library.encode(given));
      }),
    );
  });

  test('cuts off the text’s end and keeps the special tokens', () => {
    const tokenizer = new TextTokenizer(library);
    const whole = library.encode('một hai ba bốn năm');
    expect(tokenizer.encode('một hai ba bốn năm', 5)).toEqual([...whole.slice(0, 4), whole.at(-1)]);
    expect(tokenizer.specialTokens).toBe(2);
  });

  test('is never empty', () => {
    const without = { ...listening(library, []), encode: () => [] };
    expect(new TextTokenizer(without).encode('', 8)).toEqual([0]);
  });
});

/** The tokenizer, which writes down the texts that it is asked for. */
function listening(tokenizer: PreTrainedTokenizer, asked: string[]): LibraryTokenizer {
  const { pre_tokenizer, added_tokens, model } = tokenizer;
  return {
    pre_tokenizer,
    added_tokens,
    model,
    encode: (given, pair, options) => {
      asked.push(given);
      return tokenizer.encode(given, pair, options);
    },
  };
}
