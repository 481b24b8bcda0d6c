import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHtmlDocument } from './html-document.js';
import { measureTree, parseHtml } from './html.js';

function parse(html: string) {
  const outcome = parseHtml(html);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return { ...outcome.value.stated, lines: outcome.value.lines.map(({ text }) => text) };
}

const P = '<p>Mưa lớn làm ngập ba trăm hecta lúa của huyện.</p>';
const TEXT = 'Mưa lớn làm ngập ba trăm hecta lúa của huyện.';

describe('pages that are not whole', () => {
  test.each([
    ['a fragment', P],
    ['words only', TEXT],
    ['a body without html', `<body>${P}</body>`],
    ['a head and body without html', `<head><title>T</title></head><body>${P}</body>`],
    ['html without a body', `<!doctype html><html>${P}</html>`],
    ['unclosed tags', `<html><body><div><p>${TEXT}`],
    ['a byte of nothing around', `\n\n<!-- x -->${P}`],
  ])('reads %s', (_, html) => {
    expect(parse(html).lines).toEqual([TEXT]);
  });

  test.each(['', '   ', '<!doctype html>', '<html></html>', '<', '<!--'])('makes nothing of "%s"', (html) => {
    expect(parse(html).lines.filter((line) => line !== '<')).toEqual([]);
  });
});

describe('what a page leaves open', () => {
  const outcome = (html: string) => {
    const parsed = parseHtml(html);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const { lines, dropped } = parsed.value;
    return [lines.map(({ text }) => text), dropped.map(({ text }) => text)];
  };

  test('a comment hides nothing, and is named', () => {
    expect(outcome(`<article>${P}<!-- xem lại ${P}<!-- ${P}`)).toEqual([
      [TEXT, 'xem lại', TEXT, TEXT],
      ['<!--'],
    ]);
    expect(parse(`<!-- ${P} --><article>${P}<!-- ${P} --!>${P}</article>`).lines).toEqual([TEXT, TEXT]);
  });

  test('code is named', () => {
    expect(outcome(`<article>${P}<script>a();<p>b`)).toEqual([[TEXT], ['<script>a();<p>b']]);
    expect(outcome(`<style>p{}</style><article>${P}</article><script>a()</script>`)).toEqual([[TEXT], []]);
  });
});

test('names what a page says without showing it as text', () => {
  const html = `<article>${P}<noscript>Bật lên</noscript><select><option>Chọn ngày</option></select>
<svg><text>12 hộ</text></svg><template>${P}</template><button>Gửi đi</button><canvas></canvas>${P}</article>`;
  const parsed = parseHtml(html);
  expect(parsed.ok && parsed.value.lines.map(({ text }) => text)).toEqual([TEXT, TEXT]);
  expect(parsed.ok && parsed.value.dropped.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    ...['markup Bật lên', 'markup Chọn ngày', 'markup 12 hộ', `markup ${TEXT}`, 'markup Gửi đi'],
  ]);
});

test('formulas are read, the numbers of notes are not', () => {
  const html = `<article><p>Xã rộng <math><mn>45</mn><mo>,</mo><mn>2</mn><annotation>45{,}2</annotation></math> km²<sup><a href="#n1">[1]</a></sup>
và có 12 hộ<a href="#n2"><sup>2</sup></a>.</p><p>Một m<sup>2</sup> <a href="#x">xem</a>. <a href="#r1">↩</a></p></article>`;
  expect(parse(html).lines).toEqual(['Xã rộng 45,2 km² và có 12 hộ.', 'Một m2 xem.']);
});

test('lines of preformatted text and rows of what is called a table are paragraphs', () => {
  const cells = (role: string, ...texts: string[]) =>
    `<div role="row">${texts.map((text) => `<span role="${role}">${text}</span>`).join('')}</div>`;
  const html = `<article>${P}<pre>Dòng Một\nDòng Hai</pre>
<div role="table">${cells('columnheader', 'Xóm', 'Phiếu')}${cells('cell', 'Bãi', '388')}</div></article>`;
  expect(parse(html).lines).toEqual([TEXT, 'Dòng Một', 'Dòng Hai', 'Xóm | Phiếu', 'Bãi | 388']);
});

test('makes a paragraph of each block, list entry and table row', () => {
  const html = `<article>${P}<ul><li>cây keo</li><li><b>cây</b> sao</li></ul><h2>Phần hai</h2>
<table><tr><th>Năm</th><th></th><th>Cây</th></tr><tr><td>2020</td><td>5.000</td></tr></table>
<div>Một lời<br>gãy dòng.<br><br>Một câu khác.</div><blockquote><p>Trích.</p></blockquote>${P}</article>`;
  expect(parse(html).lines).toEqual([
    ...[TEXT, 'cây keo', 'cây sao', 'Phần hai', 'Năm | Cây', 'Năm: 2020 — 5.000'],
    ...['Một lời gãy dòng.', 'Một câu khác.', 'Trích.', TEXT],
  ]);
});

test('a term stands before what defines it', () => {
  const list =
    '<dl><dt>Diện tích:</dt><dd>45 km²</dd><dt>Thôn</dt><dd><p>Hạ</p></dd><dd>Thượng</dd><dt>Hết</dt></dl>';
  expect(parse(`<article>${P}${list}${P}</article>`).lines).toEqual([
    ...[TEXT, 'Diện tích: 45 km²', 'Thôn: Hạ', 'Thượng', 'Hết', TEXT],
  ]);
});

test('a button that opens an answer heads it', () => {
  const html = `<article>${P}<h3><button>Lệ phí</button></h3><p>30.000 đồng</p><button>Bao lâu?</button><p>7 ngày</p>
    <button aria-expanded="false">Hồ sơ</button><p>Hai ảnh</p><button>Gửi đi</button></article>`;
  expect(parse(html).lines).toEqual([
    TEXT,
    'Lệ phí',
    '30.000 đồng',
    'Bao lâu?',
    '7 ngày',
    'Hồ sơ',
    'Hai ảnh',
  ]);
});

describe('what a page says about itself', () => {
  test.each([
    ['meta', '<meta property="article:published_time" content="2024-10-17T08:00:00+07:00">', '2024-10-17'],
    ['a meta in Vietnamese order', '<meta name="pubdate" content="17/10/2024 08:00">', '2024-10-17'],
    ['microdata', '<meta itemprop="datePublished" content="2024-10-17">', '2024-10-17'],
    ['nothing that is a date', '<meta name="date" content="hôm qua">', null],
  ])('takes the day from %s', (_, element, day) => {
    expect(parse(`<html><head>${element}</head><body>${P}</body></html>`).publishedAt).toBe(day);
  });

  test.each([
    ['a time element', '<time datetime="2024-10-17">hôm qua</time>'],
    ['microdata', '<span itemprop="datePublished" content="2024-10-17">x</span>'],
  ])('takes the day from %s in its text', (_, element) => {
    expect(parse(`<html><body>${element}${P}</body></html>`)).toMatchObject({
      publishedAt: '2024-10-17',
      lines: [TEXT],
    });
  });

  test.each([
    ['Lê An', 'Lê An'],
    ['Tin, ảnh: Lê An', 'Lê An'],
    ['https://bao.example/le-an', null],
    ['admin', null],
  ])('of the author "%s" keeps %s', (content, author) => {
    expect(
      parse(`<html><head><meta name="author" content="${content}"></head><body>${P}</body></html>`).author,
    ).toBe(author);
  });

  test.each([
    ['Cầu mới thông xe - Báo Hải Phòng', 'Cầu mới thông xe'],
    ['Cầu mới thông xe | bao.vn', 'Cầu mới thông xe'],
    ['Xây dựng đội ngũ - Nhiệm vụ then chốt', 'Xây dựng đội ngũ - Nhiệm vụ then chốt'],
  ])('of the title "%s" keeps "%s"', (title, kept) => {
    expect(parse(`<html><head><title>${title}</title></head><body>${P}</body></html>`).title).toBe(kept);
  });

  test('broken JSON-LD and addresses that are none are passed over', () => {
    const head =
      '<script type="application/ld+json">{"@type":</script><link rel="canonical" href="javascript:1">';
    expect(parse(`<html><head>${head}</head><body>${P}</body></html>`)).toMatchObject({
      url: null,
      publishedAt: null,
    });
  });
});

test('scripts never run, and their code is no text', () => {
  const marker = globalThis as { ran?: true };
  expect(parse(`${P}<script>globalThis.ran = true</script><p onclick="x()">Hết.</p>`).lines).toEqual([
    TEXT,
    'Hết.',
  ]);
  expect(marker.ran).toBeUndefined();
});

test.each([
  ['elements', '<p>x'.repeat(30_001), /too large: up to 30001 elements/],
  ['elements in what may be a comment', `<!--${'<p>x'.repeat(30_001)}-->`, /too large/],
  ['marks', '<'.repeat(200_001), /too large/],
  ['attributes', `<p ${'a='.repeat(10)}${'b '.repeat(300_000)}>`, /too large/],
  ['attributes without blanks', `<p ${'b=""'.repeat(300_000)}>`, /too large/],
  ['text in one paragraph', `<p>${'a'.repeat(200_001)}`, /Paragraph 1 .*200000 characters/],
])('refuses a page with too many or much %s', (_, html, message) => {
  expect(parseHtml(html)).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(message) as string },
  });
});

describe('a page that is too large for Readability is read whole:', () => {
  test.each([
    ['deep', '<div>'.repeat(201)],
    ['as deep as it may be', '<div>'.repeat(29_000)],
    ['deep by tags that mostly close one another', '<li><p>'.repeat(14_000)],
    ['deep behind comments that seem to close', '<div><!-- </div> -->'.repeat(14_000)],
    ['large', '<b></b><!---->'.repeat(21_000)],
    ['large by attributes', `<b ${Array.from({ length: 41_000 }, (_, at) => `a${at}=1`).join(' ')}></b>`],
    ['both a little', `${'<div>'.repeat(150)}${'<b></b>'.repeat(2_000)}`],
  ])('%s', (_, markup) => {
    expect(parse(`<html><body><nav>Trang</nav>${markup}${TEXT}`).lines).toEqual(['Trang', TEXT]);
  });
});

test.each([
  ['headings in one another', '<h1>'.repeat(20_000), TEXT],
  ['dates in one another', '<b itemprop="datePublished">'.repeat(20_000), null],
  ['a title without end', `<title>${'a - '.repeat(60_000)}|</title>`, null],
])('looks at the first few of %s', (_, markup, title) => {
  expect(parse(`<html><body>${markup}${TEXT}`)).toMatchObject({ title, publishedAt: null });
});

test('never throws', () => {
  const tag = fc.constantFrom(
    'html',
    'body',
    'head',
    'div',
    'p',
    'table',
    'tr',
    'td',
    'li',
    'br',
    'svg',
    'template',
  );
  const piece = fc.oneof(
    tag.map((name) => `<${name}>`),
    tag.map((name) => `</${name}>`),
    fc.constantFrom(
      P,
      '&lt;',
      '<!--',
      '-->',
      '<![CDATA[',
      '<meta name=author content=x>',
      '<title>',
      '<script>',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(() => parseHtml(pieces.join(''))).not.toThrow();
    }),
    { numRuns: 500 },
  );
});

describe('the size of a page', () => {
  const measure = (html: string) => measureTree(parseHtmlDocument(`<html><body>${html}</body></html>`).body);

  test.each([
    ['nothing', '', { nodes: 1, depth: 0, pairs: 0 }],
    ['a text', 'a', { nodes: 2, depth: 1, pairs: 1 }],
    ['siblings, a comment among them', '<b></b><!-- c --><b></b>', { nodes: 4, depth: 1, pairs: 3 }],
    ['attributes', '<b id="a" hidden></b>', { nodes: 4, depth: 1, pairs: 1 }],
    ['what is nested', '<div><p>a</p></div>', { nodes: 4, depth: 3, pairs: 6 }],
  ])('measures %s', (_, html, size) => {
    expect(measure(html)).toEqual(size);
  });

  test('measures a page that is nested more deeply than the call stack', () => {
    expect(measure('<div>'.repeat(30_000))).toMatchObject({ nodes: 30_001, depth: 30_000 });
  });
});
