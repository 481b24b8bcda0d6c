import { expect, test } from 'vitest';
import { parseFrontMatter } from './front-matter.js';

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
  ['a date', 'published: hôm qua', /"published".*date.*hôm qua/],
  ['a day that does not exist', 'Published: 31/02/2024', /"Published".*date/],
  ['an address', 'url: bao.example/a', /"url".*web address/],
  ['a script for an address', 'url: javascript:alert(1)', /"url".*web address/],
  ['a map for a title', 'title: {a: b}', /"title".*not a line of text/],
  ['an unquoted colon', 'title: Văn phòng: xây dựng', /YAML on line 2/],
  ['a key twice', 'title: A\ntitle: B', /YAML on line 3/],
  ['a list', '- title', /key: value/],
])('says what is wrong with %s', (_, yaml, message) => {
  const outcome = parse(yaml);
  expect(outcome).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(message) as string },
  });
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
  ['an alias', 'a: &a Bài\ntitle: *a', /"title".*not a line of text/],
  ['a flood of aliases', `${aliasFlood()}\nauthor: [*j]`, /"author".*not a line of text/],
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
