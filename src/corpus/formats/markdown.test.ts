import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from './markdown.js';

function parse(markdown: string) {
  const outcome = parseMarkdown(markdown);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return { title: outcome.value.stated.title, lines: outcome.value.lines.map(({ text }) => text) };
}

test.each([
  ['emphasis', '**Cầu** *mới* ***đẹp*** __và__ _dài_ ~~cũ~~', 'Cầu mới đẹp và dài cũ'],
  [
    'stars and underscores that are none',
    '5 * 3 = 15, a*b, ten_tep_tin, 2*3',
    '5 * 3 = 15, a*b, ten_tep_tin, 2*3',
  ],
  [
    'links',
    '[Cầu](https://a.example/b_(c) "t") và [đường][1], <https://b.example>',
    'Cầu và đường, https://b.example',
  ],
  ['images', 'Trước ![ảnh](a.png) sau ![b][c]', 'Trước sau'],
  ['a linked image', '[![ảnh](a.png)](https://a.example) sau', 'sau'],
  ['code, tags and entities', '`a_b` <b>đậm</b><br>x &amp; y &#273;&#x111; &xyz;', 'a_b đậm x & y đđ &xyz;'],
  ['entities of signs', '5 &euro; &times; 2 &rarr; &frac12; m&sup2;', '5 € × 2 → ½ m²'],
  ['addresses', '<ban@bao.example> <https://bao.example>', 'ban@bao.example https://bao.example'],
  [
    'tags of blocks',
    '<ul><li>Một</li><li>H<sub>2</sub>O</li></ul><summary>Ba</summary>bốn',
    'Một H2O Ba bốn',
  ],
  ['accented entities', 'l&agrave; &Acirc;u x&oacute;m tr&shy;ong &valueOf;', 'là Âu xóm trong &valueOf;'],
  ['backslash line breaks', 'Vé là 30 nghìn\\\ncho người lớn.', 'Vé là 30 nghìn cho người lớn.'],
  ['escapes', '\\*không\\* \\_nghiêng\\_ 1\\. \\\\', '*không* _nghiêng_ 1. \\'],
  ['footnotes', 'Một câu.[^1]', 'Một câu.'],
])('strips %s', (_, markdown, text) => {
  expect(parse(markdown).lines).toEqual([text]);
});

test('makes a paragraph of each block', () => {
  const markdown = `# Tiêu đề

Một câu
gãy dòng.

## Phần một ##
> Một lời
> trích.

- cây keo
  và cây sao
* cây bàng
1. cây dừa

Phần hai
--------

| Năm | Cây |
|-----|----:|
| 2020 | 5.000 |

***

\`\`\`js
const a = '*b*';
\`\`\`

[1]: https://a.example
<!-- ghi chú
nhiều dòng --> Cuối bài.`;
  expect(parse(markdown)).toEqual({
    title: 'Tiêu đề',
    lines: [
      'Một câu gãy dòng.',
      ...['Phần một', 'Một lời trích.', 'cây keo và cây sao', 'cây bàng', '1. cây dừa', 'Phần hai'],
      ...['Năm: 2020 — Cây: 5.000', "const a = '*b*';", 'Cuối bài.'],
    ],
  });
});

test('a stated title wins over a heading, which stays', () => {
  expect(parse('---\ntitle: Một\n---\n# Hai\n\nBa.')).toEqual({ title: 'Một', lines: ['Hai', 'Ba.'] });
});

test('what follows an unclosed fence or comment stays, and nothing hangs', () => {
  expect(parse('Một.\n```\nhai').lines).toEqual(['Một.', 'hai']);
  expect(parse('Một.\n<!-- hai').lines).toEqual(['Một. hai']);
});

test('footnotes are sentences of the article', () => {
  const notes = `Huyện giảm nghèo nhanh.[^1] Vốn vay giúp nhiều.[^von] Còn nữa.^[Theo sở.]

[^1]: Cuối năm còn 3,27%.
[^von]: Quỹ có 1.250 tỷ.
    Quỹ cho vay dài hạn.

    Ai cũng được vay.`;
  expect(parse(notes).lines).toEqual([
    'Huyện giảm nghèo nhanh. Vốn vay giúp nhiều. Còn nữa. (Theo sở.)',
    ...['Cuối năm còn 3,27%.', 'Quỹ có 1.250 tỷ. Quỹ cho vay dài hạn.', 'Ai cũng được vay.'],
  ]);
});

test.each([
  ['a question in brackets', '[Hỏi]: Vì sao cầu chưa xong?', '[Hỏi]: Vì sao cầu chưa xong?'],
  ['one word behind brackets', '[Đáp]: Mưa', '[Đáp]: Mưa'],
  ['a label in bold', '**Tổng cộng**: 830,5', 'Tổng cộng: 830,5'],
  ['a definition', 'Keo\n: Cây mọc nhanh.', 'Keo: Cây mọc nhanh.'],
  ['a checked task', '- [x] Trồng cây', 'Trồng cây'],
  ['a link by its label alone', 'Xem [quyết định].\n\n[quyết định]: /qd/12 "Số 12"', 'Xem quyết định.'],
  ['words in brackets', 'Ông [Nam] nói.', 'Ông [Nam] nói.'],
  ['a note with a star', '[*]: Theo sở, còn 3,27%.', '[*]: Theo sở, còn 3,27%.'],
  ['a star in brackets', 'Còn 12 hộ (*) và 3 thôn [**].', 'Còn 12 hộ (*) và 3 thôn [**].'],
  ['a date behind brackets', '[Ngày]: 12/03/2024', '[Ngày]: 12/03/2024'],
  ['an amount behind brackets', '[k]: 1.250', '[k]: 1.250'],
  ['the number of a document', '[i]: QD-12/2024', '[i]: QD-12/2024'],
  ['an abbreviated place', '[Nơi]: TP.HCM', '[Nơi]: TP.HCM'],
  ['an inequality', 'Khi a<b và c>d, <Người dân> chờ.', 'Khi a<b và c>d, <Người dân> chờ.'],
  ['code', 'Thẻ `<title>` và `*a*` rồi ``x`y``.', 'Thẻ <title> và *a* rồi x`y.'],
  ['a task put off', '- [>] Sửa cầu', 'Sửa cầu'],
  ['an entry with a note', '- [1] Số liệu', '[1] Số liệu'],
])('keeps the words of %s', (_, markdown, text) => {
  expect(parse(markdown).lines).toEqual([text]);
});

test('lines that begin with what they are about are paragraphs', () => {
  const labelled = `Chi năm nay:
**Y tế**: 12
**Giáo dục:** 30
[1]: Theo sở.
[2] Theo xã.
• Một
• Hai
Dòng ba  
Dòng bốn\\
Dòng năm<br>Dòng sáu`;
  expect(parse(labelled).lines).toEqual([
    ...['Chi năm nay:', 'Y tế: 12', 'Giáo dục: 30', '[1]: Theo sở.', '[2] Theo xã.', 'Một'],
    ...['Hai Dòng ba', 'Dòng bốn', 'Dòng năm', 'Dòng sáu'],
  ]);
});

test('each definition follows its term', () => {
  expect(parse('Keo\n: Cây mọc nhanh.\n: Chất dính.\n\nSao\n\n: Cây to.\n\n## Hết\n: thêm').lines).toEqual([
    ...['Keo: Cây mọc nhanh.', 'Keo: Chất dính.', 'Sao: Cây to.', 'Hết', 'thêm'],
  ]);
});

test('a table drawn with signs says each row with its headers', () => {
  const table = `+------+-------+
| Xóm  | Số hộ |
+======+=======+
| Bãi  | 388   |
| Dưới |       |
+------+-------+
| Đồi  | 412   |
+------+-------+`;
  expect(parse(table).lines).toEqual(['Xóm: Bãi Dưới — Số hộ: 388', 'Xóm: Đồi — Số hộ: 412']);
  expect(parse('| Xóm | Số hộ |\n|-----+-------|\n| Bãi | 388 |').lines).toEqual(['Xóm: Bãi — Số hộ: 388']);
});

test('a table says each row with its headers, empty cells in their columns', () => {
  const table = `Kết quả như sau:
Xóm | Đợt đầu | **Đợt cuối**
--- | :-: | ---:
Xóm Bãi | | 388
Xóm Đồi | 412 |
[[xom/thuong\\|Xóm Thượng]] | 1 \\| 2 | 5

Hết.`;
  expect(parse(table).lines).toEqual([
    'Kết quả như sau:',
    'Xóm Bãi — Đợt cuối: 388',
    'Xóm Đồi — Đợt đầu: 412',
    'Xóm Thượng — Đợt đầu: 1 | 2; Đợt cuối: 5',
    'Hết.',
  ]);
  expect(parse('| Lúa | 5 |\n| Ngô | |').lines).toEqual(['Lúa | 5', 'Ngô']);
});

test('titles of callouts and admonitions are paragraphs, their marks go', () => {
  const callouts = `> [!note]- Kết luận
> Xã thu **5,4** tỷ. ^muc-tieu

> [!WARNING]
> Chợ nghỉ Tết.

:::note Lưu ý
Nhớ mang ô.
:::

:::tip[Mẹo]{.x}
Đi sớm.
::::

!!! warning
    Đường trơn.

!!! note "Nhắc"
    Vé trả sau.`;
  expect(parse(callouts).lines).toEqual([
    ...['Kết luận', 'Xã thu 5,4 tỷ.', 'Chợ nghỉ Tết.', 'Lưu ý', 'Nhớ mang ô.', 'Mẹo', 'Đi sớm.'],
    ...['Đường trơn.', 'Nhắc', 'Vé trả sau.'],
  ]);
});

test('a table in HTML says the same', () => {
  const html = `<table class="a">
<caption>Kết quả</caption>
<tr><th>Xóm</th><th>Đợt đầu</th>
  <th>Đợt cuối</th></tr>
<tr><td>Xóm <b>Bãi</b></td><td></td><td>388</td></tr>
</table>
Hết.`;
  expect(parse(html).lines).toEqual([
    ...['Kết quả', 'Xóm | Đợt đầu | Đợt cuối', 'Xóm Bãi — Đợt cuối: 388', 'Hết.'],
  ]);
  expect(parse('<table><tr><td>Lúa</td><td>5</td></tr></table>').lines).toEqual(['Lúa | 5']);
  const spanned = `<table><tr><th>Xã</th><th>Năm</th><th>Số hộ</th></tr>
<tr><td rowspan="2">An Lạc</td><td>2023</td><td>**12** &lt;a&gt;</td></tr><tr><td>2024</td><td>15</td></tr></table>`;
  expect(parse(spanned).lines).toEqual([
    ...['Xã: An Lạc — Năm: 2023; Số hộ: 12 <a>', 'Xã: An Lạc — Năm: 2024; Số hộ: 15'],
  ]);
  expect(parse('<table> chưa xong').lines).toEqual(['chưa xong']);
});

test('the rows of tables are told as such', () => {
  const tables =
    '| a | b |\n|---|---|\n| Bình luận | 5 |\n\n<table><tr><td>Tin khác</td><td>5</td></tr>\n<tr><td>x</td><td>6</td></tr></table>';
  const outcome = parseMarkdown(`Mở đầu.\n\n${tables}`);
  expect(outcome.ok && outcome.value.lines.map(({ tableRow = false }) => tableRow)).toEqual([
    ...[false, true, true, true],
  ]);
});

test('names what has words of its own and is not in the text', () => {
  const outcome = parseMarkdown('---\nurl: /a\n---\n![Cầu mới](a.png) Một câu. ![](b.png)\n\n[a]: /b "Cũ"');
  expect(outcome.ok && outcome.value.dropped.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    ...['field url: /a', 'markup ![Cầu mới](a.png)', 'markup [a]: /b "Cũ"'],
  ]);
});

test('every sentence is in the text, whatever marks stand around it', () => {
  const mark = fc.constantFrom(
    ...[
      '# ',
      '> ',
      '- ',
      '1. ',
      '| ',
      ' | ',
      '---\n',
      '\n',
      '\n\n',
      ': ',
      '[^1]: ',
      '[a]: ',
      ':::note ',
      '> [!tip] ',
    ],
    ...['**', '_', '`', '\\', '!!! ', '<b>', '</table>', '<table>', '|---|---|', '==', '% '],
    ...[
      '<!-- ',
      '[*]: ',
      '[1] ',
      '• ',
      'a<b ',
      ' c>d',
      '+---+---+\n',
      '+===+\n',
      '(*) ',
      '  \n',
      '<br>',
      '%% ',
    ],
  );
  const sentence = fc.integer({ min: 1000, max: 9999 }).map((number) => `Câu số ${number}.`);
  fc.assert(
    fc.property(fc.array(fc.oneof(mark, sentence), { maxLength: 20 }), (drawn) => {
      // Two of these in a paragraph are a comment's, of Obsidian.
      const parts = drawn.filter((part, at) => part !== '%% ' || drawn.indexOf(part) === at);
      const { title, lines } = parse(`Mở đầu.\n${parts.join('')}`);
      const text = [title, ...lines].join('\n');
      for (const part of parts) if (part.startsWith('Câu')) expect(text).toContain(part);
    }),
  );
});
