import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSiteMarkup } from './site-markup.js';

const plain = (markdown: string): string => withoutSiteMarkup(markdown).text.replace(/\s+/gu, ' ').trim();

test.each([
  ['links', 'Bà [[nguoi/hoa|Hoa]] ở [[Bãi]], xem [[Nghị quyết#Mục 3|mục ba]] và [[Nghị quyết#Mục 4]].'],
  ['highlights and block names', 'Bà ==Hoa== ở Bãi, xem mục ba và Nghị quyết > Mục 4. ^muc-4'],
  [
    'comments',
    'Bà Hoa %%hỏi lại%% ở Bãi, <!-- chưa rõ -->xem mục ba\n%%\nnhiều\ndòng\n%%và Nghị quyết > Mục 4.',
  ],
  ['embedded files', 'Bà Hoa ở Bãi, ![[anh.png|300]] xem mục ba và Nghị quyết > Mục 4.\n\n![[bien-ban]]'],
  [
    'shortcodes of Hugo',
    '{{< figure src="a.jpg" >}}Bà Hoa ở {{% b %}}Bãi{{% /b %}}, xem mục ba và Nghị quyết > Mục 4.',
  ],
  ['comments of Hugo', 'Bà Hoa {{/* hỏi lại */}}ở Bãi, xem mục ba và Nghị quyết > Mục 4.'],
  [
    'tags of Liquid',
    '{% include qc.html %}\nBà Hoa {{ page.x }}ở {% raw %}Bãi{% endraw %}, xem mục ba và Nghị quyết > Mục 4.',
  ],
  [
    'comments of Liquid',
    'Bà Hoa {%- comment -%}hỏi lại{%- endcomment -%}ở Bãi, xem mục ba và Nghị quyết > Mục 4.',
  ],
  [
    'attributes',
    '[Bà Hoa]{.ten} ở Bãi, {width=50%}xem mục ba{#muc-3 .x a="b c"} và Nghị quyết > Mục 4.\n{: .note }',
  ],
  [
    'modules and expressions of MDX',
    "import Tabs from '@theme/Tabs';\nexport const a = {\n  b: 1,\n};\n\nBà Hoa{' '}ở Bãi, {/* ? */}xem mục ba{props.x} và Nghị quyết > Mục 4.",
  ],
  ['directives', ':b[Bà Hoa] ở Bãi, xem mục ba và Nghị quyết > Mục 4.\n\n[TOC]'],
  [
    'scripts and styles',
    '<style>p { color: red }</style>Bà Hoa ở Bãi, <script>a(1)</script>xem mục ba và Nghị quyết > Mục 4.',
  ],
])('takes out %s', (_, markdown) => {
  expect(plain(markdown)).toBe('Bà Hoa ở Bãi, xem mục ba và Nghị quyết > Mục 4.');
});

test.each([
  'Giá tăng 5%% rồi giảm 3%% nữa.',
  'Một %% không đóng.',
  'x ^2 và 3 == 3',
  'Tập {A} gồm {a, b}; {% chưa xong',
  'import hàng từ “Trung Quốc” tăng',
  'Lúc 7:30[1] họp; a:b',
  '```\n{{ a }} ==b== %%c%%\n```',
  'Mẫu:\n```\n<!-- chưa đóng\n```\nBà Hoa ở Bãi.',
  '~~~\na --> <!-- b\n~~~\nHết.',
  'Dùng `<!--` để mở, `-->` để đóng. Còn `{{ a }}`, ``%% ` %%`` và `==b==` thì để yên.',
  'Một `a\n\nHai ` ba.',
])('leaves “%s” as it is', (markdown) => {
  expect(withoutSiteMarkup(markdown)).toEqual({ text: markdown, dropped: [] });
});

test('fields of Dataview are labelled lines', () => {
  expect(plain('bí thư:: bà [[Hoa]]\nXã rộng (diện tích:: 45 km²) và [dân số:: 12.400].')).toBe(
    'bí thư: bà Hoa Xã rộng diện tích: 45 km² và dân số: 12.400.',
  );
  expect(plain('Gọi std::sort rồi a::b')).toBe('Gọi std::sort rồi a::b');
});

test.each([
  ['for good', 'Một.\n\n<!-- hai\n\nBa. -- > bốn'],
  ['before another', 'Một.\n\n<!-- hai\n\nBa. <!-- ẩn -->-- > bốn'],
  ['before a block of code', 'Một.\n\n<!-- hai\n\n```\nBa. -- > bốn\n```'],
  ['on the last line', 'Một. hai Ba. -- > bốn <!--'],
])('what follows a comment left open %s stays, and the mark is named', (_, markdown) => {
  const { text, dropped } = withoutSiteMarkup(markdown);
  expect(
    text
      .replace(/\s+|```/gu, ' ')
      .replace(/ +/gu, ' ')
      .trim(),
  ).toBe('Một. hai Ba. -- > bốn');
  expect(dropped).toContainEqual({ kind: 'markup', text: '<!--', characters: 4 });
});

test('signs of per cent in two paragraphs enclose no comment', () => {
  const text = 'Lãi tăng %% lạ.\n\nMức thấp.\n\nCòn %% gì nữa.';
  expect(withoutSiteMarkup(text)).toEqual({ text, dropped: [] });
  expect(plain('Một.\n\n%% hai\n\nba %%\n\nBốn.')).toBe('Một. Bốn.');
});

test('words that a shortcode shows stay', () => {
  expect(
    plain('{{< figure src="a b.jpg" caption="Cầu Bãi dài 120 m" >}}\n\n{% x "Vé là 30 nghìn." %} Hết.'),
  ).toBe('Cầu Bãi dài 120 m Vé là 30 nghìn. Hết.');
});

test('a fence in a comment is none', () => {
  expect(plain('Một <!-- hai\n```\nba\n```\nbốn -->năm')).toBe('Một năm');
});

test('names what it takes out, and a comment by what it says', () => {
  expect(withoutSiteMarkup('A %% hỏi lại %% b {{< c >}}<!-- d').dropped).toEqual([
    { kind: 'comment', text: 'hỏi lại', characters: 7 },
    { kind: 'markup', text: '<!--', characters: 4 },
    { kind: 'markup', text: '{{< c >}}', characters: 9 },
  ]);
});

test('loses no word in silence: each is in the text or among what was taken out', () => {
  const mark = fc.constantFrom(
    ...[
      '{{',
      '}}',
      '{%',
      '%}',
      '%%',
      '<!--',
      '-->',
      '[[',
      ']]',
      '|',
      '![[',
      '==',
      '{',
      '}',
      '#',
      ':::',
      '^',
      '\n',
      '```',
      '`',
      '\n\n',
    ],
    ...['{/*', '*/}', 'import ', "'", 'export const ', '<script', '</script>', '{.', '=', ' '],
  );
  const word = fc.integer({ min: 1000, max: 9999 }).map((number) => `chữ${number}`);
  fc.assert(
    fc.property(fc.array(fc.oneof(mark, word), { maxLength: 25 }), (parts) => {
      const { text, dropped } = withoutSiteMarkup(parts.join(' '));
      const all = [text, ...dropped.map((block) => block.text)].join(' ');
      const targets =
        parts
          .join(' ')
          .match(/\[\[[^\][|\n]*\|/gu)
          ?.join(' ') ?? '';
      for (const part of parts.filter((one) => one.startsWith('chữ'))) expect(all + targets).toContain(part);
    }),
  );
});

test.each([
  '{{',
  '{%',
  '%%',
  '<!--',
  '[[',
  '![[',
  '==',
  '{a=',
  '{.a ',
  ' ^a',
  ':a[',
  '{a(',
  'import ',
  '{# ',
  ' ',
])('takes linear time in a flood of “%s”', (mark) => {
  const started = performance.now();
  withoutSiteMarkup(mark.repeat(100_000));
  withoutSiteMarkup(`import${mark.repeat(100_000)}x`);
  expect(performance.now() - started).toBeLessThan(10_000);
});
