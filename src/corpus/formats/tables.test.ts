import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHtmlDocument } from './html-document.js';
import { readBlocks } from './html-blocks.js';
import { tableRows } from './tables.js';

test('each row is a sentence with the headers of its columns', () => {
  expect(
    tableRows(
      ['Xóm', 'Đợt đầu', 'Đợt cuối:'],
      [
        ['Xóm Bãi', '12 suất', '15 suất'],
        ['Đình Trên', '', '9 suất'],
        ['Tổng', '12', '24', 'chưa tính quà'],
      ],
    ),
  ).toEqual([
    'Xóm Bãi — Đợt đầu: 12 suất; Đợt cuối: 15 suất',
    'Xóm: Đình Trên — Đợt cuối: 9 suất',
    'Xóm: Tổng — Đợt đầu: 12; Đợt cuối: 24; chưa tính quà',
  ]);
});

test('a first column without a header or cell', () => {
  expect(
    tableRows(
      ['', 'Lúa', 'Ngô'],
      [
        ['2023', '5', ''],
        ['', '6', '7'],
        ['', '', ''],
      ],
    ),
  ).toEqual(['2023 — Lúa: 5', 'Lúa: 6; Ngô: 7']);
});

test('without headers the cells are parted by bars', () => {
  expect(
    tableRows(null, [
      ['Lúa', '', '5'],
      ['', ''],
    ]),
  ).toEqual(['Lúa | 5']);
  expect(tableRows(['', ''], [['Ngô', '6']])).toEqual(['Ngô | 6']);
});

test('no cell is lost where the headers are all there is, or too long to write again and again', () => {
  const long = 'dài '.repeat(40).trim();
  expect(tableRows(['Lúa', 'Ngô'], [])).toEqual(['Lúa | Ngô']);
  expect(tableRows(['Lúa', long], [['5', '6']])).toEqual([`Lúa | ${long}`, '5 | 6']);
  const rows = Array.from({ length: 20_000 }, () => ['1', '2']);
  const text = tableRows(['a'.repeat(40), 'b'.repeat(40)], rows);
  expect(text).toHaveLength(20_001);
});

const rowsOf = (html: string) =>
  readBlocks(parseHtmlDocument(`<html><body>${html}</body></html>`).body).flatMap(({ text, tableRow }) =>
    tableRow === true ? [text] : [],
  );
const textsOf = (html: string) =>
  readBlocks(parseHtmlDocument(`<html><body>${html}</body></html>`).body).map(({ text }) => text);

describe('rows with the headers of their columns', () => {
  const body =
    '<tr><td>Xóm Bãi</td><td></td><td>12 suất</td></tr><tr><td>Xóm Đình</td><td>9 suất</td><td></td></tr>';
  const sentences = ['Xóm Bãi — Đợt cuối: 12 suất', 'Xóm Đình — Đợt đầu: 9 suất'];
  test.each([
    ['th', '<tr><th>Xóm</th><th>Đợt đầu</th><th>Đợt cuối</th></tr>'],
    ['thead', '<thead><tr><td>Xóm</td><td>Đợt đầu</td><td>Đợt cuối</td></tr></thead>'],
    ['paragraphs', '<tr><th><p>Xóm</p></th><th><p>Đợt</p><p>đầu</p></th><th>Đợt cuối</th></tr>'],
    ['bold', '<tr><td><b>Xóm</b></td><td><strong>Đợt đầu</strong></td><td><p><b>Đợt cuối</b></p></td></tr>'],
    ['nothing but what they say', '<tr><td>Xóm</td><td>Đợt đầu</td><td>Đợt cuối</td></tr>'],
    ['an empty row above', '<tr><td></td></tr><tr><th>Xóm</th><th>Đợt đầu</th><th>Đợt cuối</th></tr>'],
  ])('headers by %s', (_, head) => {
    expect(rowsOf(`<table>${head}${body}</table>`)).toEqual(sentences);
    expect(rowsOf(`<table>${head}<tbody>${body}</tbody></table>`)).toEqual(sentences);
  });

  test('years are headers too', () => {
    const html =
      '<table><tr><td>Loại</td><td>2021</td><td>2022</td></tr><tr><td>Lúa</td><td>5,1</td><td>6,2</td></tr><tr><td>Ngô</td><td>3</td><td>4</td></tr></table>';
    expect(rowsOf(html)).toEqual(['Loại: Lúa — 2021: 5,1; 2022: 6,2', 'Loại: Ngô — 2021: 3; 2022: 4']);
  });

  test('no first row is a header that says something of its own', () => {
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    expect(rowsOf(`<table>${row('Lúa', '5')}${row('Ngô', '6')}</table>`)).toEqual(['Lúa | 5', 'Ngô | 6']);
    expect(rowsOf(`<table>${row('Lan', 'đàn bầu')}${row('Huệ', 'sáo')}</table>`)).toEqual([
      'Lan | đàn bầu',
      'Huệ | sáo',
    ]);
    expect(
      rowsOf('<table><tr><th>Rộng</th><td>12 ha</td></tr><tr><th>Dài</th><td>3 km</td></tr></table>'),
    ).toEqual(['Rộng | 12 ha', 'Dài | 3 km']);
  });

  test('cells that span columns and rows', () => {
    const html = `<table><caption>Lúa của hai xóm</caption>
<tr><th rowspan="2">Xóm</th><th colspan="2">Vụ chiêm</th><th>Vụ mùa</th></tr><tr><th>Nếp</th><th>Tẻ</th><th>Tẻ</th></tr>
<tr><td rowspan="2">Bãi</td><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td></td><td>6</td></tr>
<tr><td colspan="4">Xóm mới lập</td></tr><tr><td>Đồi</td><td colspan="2">7</td><td>8</td></tr></table>`;
    expect(textsOf(html)).toEqual([
      'Lúa của hai xóm',
      'Xóm: Bãi — Vụ chiêm – Nếp: 1; Vụ chiêm – Tẻ: 2; Vụ mùa – Tẻ: 3',
      'Xóm: Bãi — Vụ chiêm – Nếp: 4; Vụ mùa – Tẻ: 6',
      'Xóm mới lập',
      'Xóm: Đồi — Vụ chiêm – Nếp, Vụ chiêm – Tẻ: 7; Vụ mùa – Tẻ: 8',
    ]);
  });

  test('a header with nothing below it is said, too', () => {
    const html =
      '<table><tr><th>Xóm</th><th>Một</th><th>Hai</th></tr><tr><td>Bãi</td><td>5</td><td></td></tr></table>';
    expect(rowsOf(html)).toEqual(['Xóm | Một | Hai', 'Xóm: Bãi — Một: 5']);
  });

  test('spans that are made to fill the memory are not followed', () => {
    const cell = `<td rowspan="60000" colspan="900">${'dài '.repeat(40)}</td>`;
    const html = `<table>${`<tr>${cell}${cell}</tr>`.repeat(2_000)}</table>`;
    expect(rowsOf(html).join('').length).toBeLessThan(2 * html.length);
  });
});

describe('a table that lays out a page is no data', () => {
  const long = 'Bà con kể rằng từ ngày có cầu, đường ra chợ ngắn đi một nửa, trẻ đi học không phải qua đò. '
    .repeat(4)
    .trim();
  test.each([
    ['marked', '<table role="presentation"><tr><td>a</td><td>b</td></tr></table>', ['a', 'b']],
    ['one column', '<table><tr><td><img></td></tr><tr><td>Cầu mới</td></tr></table>', ['Cầu mới']],
    ['picture and caption', '<table><tr><td><img></td><td>Cầu mới</td></tr></table>', ['Cầu mới']],
    [
      'prose',
      `<table><tr><td>Bên lề</td><td><p>${long}</p><p>Hết.</p></td></tr></table>`,
      ['Bên lề', long, 'Hết.'],
    ],
    [
      'tables',
      '<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>',
      ['a', 'b | c'],
    ],
    ['a title', '<table><tr><td><h1>a</h1></td><td>b</td></tr></table>', ['a', 'b']],
    ['a menu', '<table><tr><td><a href="/a">a</a></td><td><a href="/b">b</a></td></tr></table>', ['a', 'b']],
    ['text outside of cells', '<table>x<tr><td>a</td>y<td>b</td></tr></table>', ['x', 'a', 'y', 'b']],
  ])('%s', (_, html, texts) => {
    expect(textsOf(html)).toEqual(texts);
  });
});

test('a header of two rows is found though nothing marks it', () => {
  const html = `<table><tr><td>Năm</td><td colspan="2">Diện tích</td></tr><tr><td></td><td>Lúa</td><td>Ngô</td></tr>
    <tr><td>2022</td><td>100</td><td>40</td></tr><tr><td>2023</td><td>101</td><td>41</td></tr></table>`;
  expect(rowsOf(html)).toEqual([
    'Năm: 2022 — Diện tích – Lúa: 100; Diện tích – Ngô: 40',
    'Năm: 2023 — Diện tích – Lúa: 101; Diện tích – Ngô: 41',
  ]);
});

test('a table with more places than are laid out is read cell by cell', () => {
  const html = `<table><tr>${'<td>a</td>'.repeat(1_000)}</tr>${'<tr><td>b</td></tr>'.repeat(1_000)}</table>`;
  expect(textsOf(html)).toHaveLength(2_000);
});

test('every cell of any table stands in the sentence of its row, behind its header', () => {
  const word = fc.constantFrom(
    'Bãi',
    'Đình',
    'lúa nếp',
    '12',
    '3,5 tạ',
    'năm 2021',
    '-',
    'ba, bốn; năm: sáu',
  );
  const cell = fc.oneof({ weight: 3, arbitrary: word }, { weight: 1, arbitrary: fc.constant('') });
  const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
    fc.record({
      header: fc.array(
        fc.integer({ min: 0, max: 999 }).map((number) => `Cột ${number}`),
        { minLength: width, maxLength: width },
      ),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      style: fc.constantFrom('th', 'thead', 'p'),
    }),
  );
  fc.assert(
    fc.property(table, ({ header, rows, style }) => {
      const tr = (cells: readonly string[], tag: string) =>
        `<tr>${cells.map((text) => `<${tag}>${style === 'p' ? `<p>${text}</p>` : text}</${tag}>`).join('')}</tr>`;
      const head = style === 'thead' ? `<thead>${tr(header, 'td')}</thead>` : tr(header, 'th');
      const sentences = rowsOf(`<table>${head}${rows.map((row) => tr(row, 'td')).join('')}</table>`);
      const filled = rows.filter((row) => row.some((text) => text !== ''));
      if (filled.length === 0) return;
      const isUnused = header.some((_, at) => filled.every((row) => row[at] === ''));
      expect(sentences).toHaveLength(filled.length + (isUnused ? 1 : 0));
      filled.forEach((row, at) => {
        const sentence = sentences[at + (isUnused ? 1 : 0)] ?? '';
        row.forEach((text, column) => {
          if (text !== '') expect(sentence).toContain(`${header[column] ?? ''}: ${text}`);
        });
      });
    }),
  );
});
