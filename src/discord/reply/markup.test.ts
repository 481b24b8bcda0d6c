import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, nodesOf, textIn, typesIn } from '../../../test/support/discord-markdown.js';
import { NASTY, untrustedText as untrusted } from '../../../test/support/untrusted-text.js';
import { printable, printableLine } from '../../lib/printable.js';
import {
  bold,
  escaped,
  escapedLine,
  joined,
  link,
  marked,
  md,
  questionIn,
  questionLine,
  quote,
  subtext,
  unescaped,
  webAddress,
  type Markup,
} from './markup.js';

const RUNS = { numRuns: 1_000 };

it('ends no link that stands before it', () => {
  expect(escaped('](a) (b)').source).toBe(String.raw`\]\(a) (b)`);
  expect(escaped('(a)').source).toBe(String.raw`\(a)`);
});

describe('escaped', () => {
  it.each(NASTY)('shows %j as it is written', (text) => {
    expect(typesIn(nodesOf(escaped(text).source))).toEqual([]);
    expect(textIn(nodesOf(escaped(text).source))).toBe(printable(text));
  });

  it('shows any text as it is written', () => {
    fc.assert(
      fc.property(untrusted, (text) => {
        expect(typesIn(nodesOf(escaped(text).source))).toEqual([]);
        expect(textIn(nodesOf(escaped(text).source))).toBe(printable(text));
      }),
      RUNS,
    );
  });

  it('keeps texts that come to stand side by side as they are written', () => {
    fc.assert(
      fc.property(untrusted, untrusted, (one, other) => {
        const both = md`${one}${other}`;
        expect(typesIn(nodesOf(both.source))).toEqual([]);
        expect(textIn(nodesOf(both.source))).toBe(printable(one) + printable(other));
        expect(both.source).not.toMatch(BLOCK);
      }),
      RUNS,
    );
  });

  it('leaves nothing to the servers that look for mentions and addresses without reading markdown', () => {
    fc.assert(
      fc.property(untrusted, untrusted, (one, other) => {
        expect(md`${one}${other}`.source).not.toMatch(
          /@everyone|@here|<[@#:/]|<a?:|<t:|<id:|<\d|https?:\/\/|discord\.gg\//iu,
        );
      }),
      RUNS,
    );
  });

  it('spends nothing on the punctuation of news', () => {
    const text = 'Kinh tế - xã hội (2020 - 2025): “9 đồng chí”, 31/10/2020; a@b.vn, +84, 3.5%.';
    expect(escaped(text).source).toBe(text);
  });
});

describe('escapedLine', () => {
  it('makes one line of several', () => {
    expect(escapedLine('một\n\n - hai ').source).toBe('một - hai');
  });

  it('is taken back by unescaped', () => {
    fc.assert(
      fc.property(untrusted, (text) => {
        expect(unescaped(escapedLine(text).source)).toBe(printableLine(text));
      }),
      RUNS,
    );
  });
});

describe('md', () => {
  it('marks up its own words only', () => {
    const inner = bold(escaped('a*b'));
    expect(md`**${'*x*'}** ${inner}, ${3}`.source).toBe('**\\*x\\*** **a\\*b**, 3');
  });

  it('keeps two bold parts apart', () => {
    const nodes = nodesOf(md`${bold(escaped('a\\'))}${bold(escaped('*b'))}`.source);
    expect(nodes.map((node) => [node.type, textIn([node])])).toEqual([
      ['strong', 'a\\'],
      ['text', ''],
      ['strong', '*b'],
    ]);
  });

  it('takes no other object for markup', () => {
    const forged = { source: '@everyone', length: 9 };
    expect(() => md`${forged as unknown as Markup}`).toThrow(TypeError);
  });
});

describe('bold, subtext and quote', () => {
  it('emphasises each line without the blanks around it', () => {
    expect(bold(escaped('  một hai \n\nba')).source).toBe('  **một hai** \n\n**ba**');
    expect(bold(escaped(' ')).source).toBe(' ');
  });

  it('is bold once', () => {
    expect(bold(md`a ${bold(escaped('b*'))} c`).source).toBe('**a b\\* c**');
  });

  it('puts each line in small print', () => {
    expect(subtext(escaped('một\n\nhai')).source).toBe('-# một\n\n-# hai');
  });

  it('quotes each line', () => {
    const nodes = nodesOf(quote(escaped('một\n\n# hai\n')).source);
    expect(nodes.map((node) => node.type)).toEqual(['blockQuote']);
    expect(textIn(nodes)).toBe('một\n\n# hai');
    expect(quote(escaped('\n')).source).toBe('');
  });
});

describe('joined', () => {
  it('leaves out what is empty', () => {
    expect(joined([escaped('a'), escaped(''), escaped('b')], ' · ').source).toBe('a · b');
    expect(joined([], '\n').source).toBe('');
    expect(joined([escaped('a'), escaped('b')], md` **${'|'}** `).source).toBe('a **\\|** b');
  });
});

describe('link', () => {
  it('shows its label and leads to the address, whatever they hold', () => {
    fc.assert(
      fc.property(
        untrusted,
        fc.oneof(
          fc.webUrl({ withFragments: true, withQueryParameters: true }),
          untrusted.map((path) => `https://example.com/${path}`),
        ),
        (label, url) => {
          const made = link(label, url);
          fc.pre(made !== null);
          const nodes = nodesOf(made.source);
          expect(nodes.map((node) => node.type)).toEqual(['link']);
          expect(typesIn(nodes)).toEqual(['link']);
          expect(new URL(String(nodes[0]?.['target'])).hostname).toBe(new URL(url).hostname);
          const shown = printableLine(label).replaceAll('[', '(').replaceAll(']', ')');
          expect(textIn(nodes)).toBe(shown === '' ? new URL(url).host : shown);
        },
      ),
      RUNS,
    );
  });

  it('takes markup for a label', () => {
    expect(link(bold(escaped('[Video] Lễ hội')), 'https://example.com/a')?.source).toBe(
      '[**(Video) Lễ hội**](<https://example.com/a>)',
    );
  });

  it('is none without a web address', () => {
    expect(link('a', 'javascript:alert(1)')).toBeNull();
  });
});

describe('marked', () => {
  const places = fc.array(
    fc.record({ start: fc.integer({ min: -2, max: 60 }), end: fc.integer({ min: -2, max: 60 }) }),
    {
      maxLength: 6,
    },
  );

  it('shows any text as it is written, and only emphasises', () => {
    fc.assert(
      fc.property(untrusted.map(printable), places, (text, spans) => {
        const nodes = nodesOf(marked(text, spans, bold).source);
        expect(new Set([...typesIn(nodes), 'strong'])).toEqual(new Set(['strong']));
        expect(textIn(nodes)).toBe(text);
      }),
      RUNS,
    );
  });

  it('emphasises what the spans cover', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom('a', 'ộ', '*', '_', '\\', '-', ' ', '\n', '@', ':'))
          .map((letters) => letters.join('')),
        places,
        (text, spans) => {
          const covered = Array.from(text, (letter, at) =>
            /\S/u.test(letter) && spans.some(({ start, end }) => start <= at && at < end) ? letter : '',
          );
          const strong = nodesOf(marked(text, spans, bold).source).filter((node) => node.type === 'strong');
          expect(textIn(strong).replace(/\s/gu, '')).toBe(covered.join(''));
        },
      ),
      RUNS,
    );
  });

  it('is safe for text that is not clean, too', () => {
    fc.assert(
      fc.property(untrusted, places, (text, spans) => {
        expect(new Set([...typesIn(nodesOf(marked(text, spans, bold).source)), 'strong'])).toEqual(
          new Set(['strong']),
        );
      }),
      RUNS,
    );
  });

  it.each([
    ['a blank at its ends', 'một hai ba', [[3, 8]], 'một **hai** ba'],
    [
      'neighbours',
      'một hai ba',
      [
        [4, 7],
        [0, 3],
      ],
      '**một hai** ba',
    ],
    ['a part of a word', 'Đồng bằng', [[0, 2]], '**Đồ**ng bằng'],
    ['half a letter', 'e\u0323\u0302 x', [[0, 1]], '**ệ** x'],
    ['several lines', 'một\nhai', [[0, 7]], '**một**\n**hai**'],
    ['stars', '*a*', [[0, 3]], '**\\*a\\***'],
    [
      'nothing',
      'a b',
      [
        [1, 2],
        [9, 12],
        [2, 1],
      ],
      'a b',
    ],
  ])('handles %s', (_, text, spans, expected) => {
    expect(
      marked(
        text,
        spans.map(([start = 0, end = 0]) => ({ start, end })),
        bold,
      ).source,
    ).toBe(expected);
  });
});

describe('questionIn', () => {
  it('reads back what questionLine shows', () => {
    fc.assert(
      fc.property(untrusted, (question) => {
        const asked = printableLine(question);
        const line = questionLine(question).source;
        expect(line).not.toContain('\n');
        expect(questionIn(line)).toBe(asked === '' ? null : asked);
        expect(questionIn(`${line}\n**Trả lời** > 1`)).toBe(asked === '' ? null : asked);
      }),
      RUNS,
    );
  });

  it('takes no other text for a question', () => {
    fc.assert(
      fc.property(untrusted, (text) => {
        for (const other of [
          escaped(text),
          quote(escaped(text)),
          bold(escaped(text)),
          quote(bold(escaped(text))),
        ]) {
          expect(questionIn(other.source)).toBeNull();
        }
      }),
      RUNS,
    );
  });

  it.each(['', 'Chào bạn!', '>>> a', '>a', '> ', '\n> a'])('finds none in %j', (content) => {
    expect(questionIn(content)).toBeNull();
  });
});

describe('webAddress', () => {
  it.each([
    ['https://vnexpress.net/bai-viet-1.html', 'https://vnexpress.net/bai-viet-1.html'],
    ['http://Example.com', 'http://example.com/'],
    ['https://example.com:8080/a?b=c&d#e', 'https://example.com:8080/a?b=c&d#e'],
    ['https://example.com/a (b) [c]<d>*|\\', 'https://example.com/a%20%28b%29%20%5Bc%5D%3Cd%3E%2A%7C/'],
    ['https://báo.vn/đường', 'https://xn--bo-mia.vn/%C4%91%C6%B0%E1%BB%9Dng'],
  ])('gives %s as %s', (text, expected) => {
    expect(webAddress(text)).toBe(expected);
  });

  it.each([
    '',
    'example.com',
    '/bai-viet',
    'javascript:alert(1)',
    'data:text/html,a',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://bank.example@evil.example/',
    'https://:mật-khẩu@evil.example/',
    'http://localhost:3000/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'https://example.com./',
    'https://a_b.example.com/',
  ])('refuses %j', (text) => {
    expect(webAddress(text)).toBeNull();
  });

  it('refuses what is too long for Discord', () => {
    const longest = `https://example.com/${'a'.repeat(492)}`;
    expect(webAddress(longest)).toBe(longest);
    expect(webAddress(`${longest}a`)).toBeNull();
  });
});
