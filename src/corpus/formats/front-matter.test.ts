import { expect, test } from 'vitest';
import { parseFrontMatter } from './front-matter.js';
import { NOTHING_STATED } from './raw-page.js';

const parse = (yaml: string) => parseFrontMatter(`---\n${yaml}\n---\nThân bài`);

test('reads every field, whatever the case and spelling of its key, as text', () => {
  const yaml = `Title: 2020
PUBLISHER: "Báo: Hải Phòng"
author: [Lê An, Trần Bình]
published: 17/10/2024
url: https://bao.example/a?b=1
Original Title: Bài gốc
lượt xem: 12`;
  expect(parse(yaml)).toEqual({
    ok: true,
    value: {
      stated: {
        title: '2020',
        publisher: 'Báo: Hải Phòng',
        author: 'Lê An, Trần Bình',
        publishedAt: '2024-10-17',
        url: 'https://bao.example/a?b=1',
        originalTitle: 'Bài gốc',
      },
      passedOver: [],
      body: 'Thân bài',
    },
  });
});

test.each(['original_title', 'originalTitle', 'original-title', 'original title'])(
  'knows the key %s',
  (key) => {
    expect(parse(`${key}: Bài gốc`)).toMatchObject({
      ok: true,
      value: { stated: { originalTitle: 'Bài gốc' } },
    });
  },
);

test.each(['2024-10-17', '"2024-10-17"', '2024-10-17T08:00:00+07:00', '17/10/2024', '17/10/2024 08:00'])(
  'reads the date %s',
  (date) => {
    expect(parse(`published: ${date}`)).toMatchObject({
      ok: true,
      value: { stated: { publishedAt: '2024-10-17' } },
    });
  },
);

test('an empty value is not stated', () => {
  const outcome = parse('published:\nurl: ""\nauthor: []');
  expect(outcome).toMatchObject({
    ok: true,
    value: { stated: { publishedAt: null, url: null, author: null } },
  });
});

test('a text without front matter, or with nothing in it, states nothing', () => {
  expect(parseFrontMatter('Thân bài\n---\n')).toMatchObject({ ok: true, value: { body: 'Thân bài\n---\n' } });
  expect(parseFrontMatter('---\n---\nThân bài')).toMatchObject({ ok: true, value: { body: 'Thân bài' } });
  expect(parseFrontMatter('---\r\ntitle: A\r\n---\r\nB')).toMatchObject({
    ok: true,
    value: { stated: { title: 'A' } },
  });
});

test.each([
  ['a word for a date', 'published: hôm qua', ['published: hôm qua']],
  ['a day that does not exist', 'Published: 31/02/2024', ['Published: 31/02/2024']],
  ['an address without its site', 'url: /tin/a', ['url: /tin/a']],
  ['a script for an address', 'url: javascript:alert(1)', ['url: javascript:alert(1)']],
  ['a map that names nobody', 'author: {a: b}', ['author: {"a":"b"}']],
  ['a switch', 'published: true', []],
  ['a source that is no address', 'source: sổ tay', []],
])('%s costs its field alone', (_, yaml, passedOver) => {
  const outcome = parse(`title: Bài\n${yaml}`);
  expect(outcome).toMatchObject({ ok: true, value: { stated: { ...NOTHING_STATED, title: 'Bài' } } });
  expect(outcome.ok && outcome.value.passedOver.map(({ text }) => text)).toEqual(passedOver);
});

test('broken YAML is read line by line', () => {
  const outcome = parse('title: Văn phòng: xây dựng\nauthor: "Lê An\npublished: 2024-10-17\nauthor: Lê Ba');
  expect(outcome).toMatchObject({
    value: {
      stated: { title: 'Văn phòng: xây dựng', author: 'Lê Ba', publishedAt: '2024-10-17' },
      body: 'Thân bài',
      passedOver: [{ kind: 'field', text: 'author: "Lê An' }],
    },
  });
});

test.each([
  ['a list', '---\n- mục một\n- mục hai\n---\nThân bài'],
  ['prose', '---\nBài mở đầu dưới một đường kẻ.\n\nĐịa điểm: nhà văn hóa.\n---\nThân bài'],
  ['prose that nothing closes', '---\n\nBài mở đầu dưới một đường kẻ.\n'],
])('%s below a rule is text', (_, text) => {
  expect(parseFrontMatter(text)).toMatchObject({ ok: true, value: { stated: NOTHING_STATED, body: text } });
});

test.each([
  ['blank lines before it', '\n \n---\ntitle: Bài\n---\n'],
  ['its language behind the line', '---json\n{"title": "Bài"}\n---\n'],
  ['TOML between dashes', '---toml\ntitle = "Bài"\n---\n'],
  ['semicolons', ';;;\n{\n  "title": "Bài"\n}\n;;;\n'],
  ['JSON on one line', '{"title": "Bài", "date": "2024-03-15"}\n'],
])('reads front matter with %s', (_, text) => {
  expect(parseFrontMatter(`${text}Thân bài`)).toMatchObject({
    value: { stated: { title: 'Bài' }, body: 'Thân bài' },
  });
});

test('a field that is not read but says something is named', () => {
  const lead = 'Sáng 15/3, xã Phước An khánh thành trường tiểu học mới.';
  const outcome = parse(`title: Bài\ndescription: ${lead}\ntags: [xã, trường]`);
  expect(outcome.ok && outcome.value.passedOver.map(({ text }) => text)).toEqual([`description: ${lead}`]);
  expect(parseFrontMatter(`---\ndescription: ${lead}\n---\n${lead}`)).toMatchObject({
    value: { passedOver: [] },
  });
});

test.each([
  ['author: "[[Lê An]]"', 'Lê An'],
  ['author: [[Lê An]]', 'Lê An'],
  ['author:\n  - "[[nguoi/an|Lê An]]"\n  - Trần Ba', 'Lê An, Trần Ba'],
  ['author: {name: Lê An, url: https://a.example}', 'Lê An'],
  ['authors:\n  - name: Lê An\n    title: Biên tập\n  - name: Trần Ba', 'Lê An, Trần Ba'],
])('reads who wrote it from %s', (yaml, author) => {
  expect(parse(yaml)).toMatchObject({ value: { stated: { author }, passedOver: [] } });
});

test.each([
  ['date: 2024-02-14 09:30:00 +0700\npublished: true', '2024-02-14'],
  ['date: 2024-02-14\npublished: 2024-03-01', '2024-03-01'],
  ['publishDate: 2024-02-14T08:00:00Z', '2024-02-14'],
  ['title: Đồi chè\npublishDate: 2024-02-14T17:30:00Z', '2024-02-15'],
  ['publishDate: 2024-02-14T23:30:00-05:00', '2024-02-14'],
  ['date: 14/2/2024 8h30', '2024-02-14'],
])('reads the day from %s', (yaml, publishedAt) => {
  expect(parse(yaml)).toMatchObject({ value: { stated: { publishedAt }, passedOver: [] } });
});

test('a time in UTC tells its own day where the text is not Vietnamese', () => {
  expect(parseFrontMatter('---\ndate: 2024-02-14T17:30:00Z\n---\nA short note')).toMatchObject({
    value: { stated: { publishedAt: '2024-02-14' } },
  });
});

test('reads TOML between plus signs', () => {
  const toml = `title = "Xe \\"sách\\" về làng" # ghi chú
date = 2024-03-15T08:00:00+07:00
draft = false
author = 'Lê Thu'
tags = [
  "thư viện",
  "làng",
]
[params]
  color = "đỏ"`;
  expect(parseFrontMatter(`+++\n${toml}\n+++\nThân bài`)).toMatchObject({
    value: {
      stated: { title: 'Xe "sách" về làng', publishedAt: '2024-03-15', author: 'Lê Thu' },
      body: 'Thân bài',
      passedOver: [],
    },
  });
  expect(parseFrontMatter('+++\nauthor = { name = "Lê Thu" }\n+++\n')).toMatchObject({
    value: { stated: { author: 'Lê Thu' } },
  });
  expect(parseFrontMatter('+++\ntitle = "A"\n[author]\nname = "Lê Thu"\n+++\n')).toMatchObject({
    value: { stated: { title: 'A', author: 'Lê Thu' } },
  });
  expect(parseFrontMatter('+++\ntitle = "A"\n')).toMatchObject({ ok: false });
});

test('reads JSON between braces', () => {
  expect(parseFrontMatter('{\n  "title": "Bài",\n  "date": "2024-03-15"\n}\nThân bài')).toMatchObject({
    value: { stated: { title: 'Bài', publishedAt: '2024-03-15' }, body: 'Thân bài' },
  });
  expect(parseFrontMatter('{\nThân bài')).toMatchObject({ value: { body: '{\nThân bài' } });
});

test.each([
  ['!!binary aGk=', 'aGk='],
  ['!!int 12', '12'],
  ['!!js/function "() => process.exit()"', '() => process.exit()'],
  ['!x y', 'y'],
])('takes %s for the text that it is', (written, title) => {
  expect(parse(`title: ${written}`)).toMatchObject({ ok: true, value: { stated: { title } } });
});

test.each([
  ['an alias', 'a: &a Bài\ntitle: *a', null],
  ['a flood of aliases', `${aliasFlood()}\nauthor: [*j]`, null],
  ['nesting', `title: ${'['.repeat(10_000)}`, /key: value/],
  [
    'nesting by blanks',
    Array.from({ length: 240 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    /key: value/,
  ],
  ['nesting by dashes', `title:\n${'- '.repeat(1_000)}`, /key: value/],
  ['nesting by question marks', `title:\n  ${'? '.repeat(1_000)}`, /key: value/],
  ['as much nesting as may be', `title: ${'['.repeat(100)}${']'.repeat(100)}`, null],
  ['as much by blanks', Array.from({ length: 60 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'), null],
  ['blank lines', '\n'.repeat(40_000), /too long/],
  ['keys', Array.from({ length: 10_000 }, (_, at) => `k${at}:`).join('\n'), /too long/],
])('lives through %s', (_, yaml, message) => {
  const outcome = parse(yaml);
  if (message === null) expect(outcome).toMatchObject({ ok: true });
  else expect(outcome).toMatchObject({ problem: { message: expect.stringMatching(message) as string } });
});

test('merges no map into another', () => {
  expect(parse('base: &base {title: Bài}\n<<: *base')).toMatchObject({
    ok: true,
    value: { stated: { title: null } },
  });
});

/** Ten lists, each of ten of the one before: ten thousand million items if they were written out. */
function aliasFlood(): string {
  const names = 'a b c d e f g h i j'.split(' ');
  return names
    .map(
      (name, at) =>
        `${name}: &${name} [${Array<string>(10)
          .fill(at === 0 ? 'x' : `*${names[at - 1] ?? ''}`)
          .join(', ')}]`,
    )
    .join('\n');
}

test('says that front matter is never closed', () => {
  expect(parseFrontMatter('---\ntitle: A\n')).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(/never closed/) as string },
  });
});
