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
      ...['Năm | Cây', '2020 | 5.000', "const a = '*b*';", 'Cuối bài.'],
    ],
  });
});

test('a stated title wins over a heading, which stays', () => {
  expect(parse('---\ntitle: Một\n---\n# Hai\n\nBa.')).toEqual({ title: 'Một', lines: ['Hai', 'Ba.'] });
});

test('an unclosed fence or comment hides or keeps the rest, and nothing hangs', () => {
  expect(parse('Một.\n```\nhai').lines).toEqual(['Một.', 'hai']);
  expect(parse('Một.\n<!-- hai').lines).toEqual(['Một.']);
});
