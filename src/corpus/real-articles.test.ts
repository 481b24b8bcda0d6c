import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArticle } from './formats/parse-article.js';
import { readCorpus } from './read/read-corpus.js';

/** The raw scrapes are not part of this repository: their text belongs to their newspapers. */
const RAW = path.resolve(import.meta.dirname, '../../../shared/articles');

/** Boilerplate of the five pages, none of which may reach a reader. */
const BOILERPLATE = [
  ...[
    'captcha',
    'Từ khóa',
    'Bình luận',
    'Video clip',
    'An toàn giao thông',
    'Back To Top',
    'Lượt xem',
    '12091',
  ],
  ...[
    'In bài viết',
    'Tin khác',
    'Danh sách video',
    'THƯ VIỆN ẢNH',
    'Đăng nhập',
    '302,311',
    '1,836,946',
    '1 2 3',
  ],
  ...[
    'Đánh giá của bạn',
    'Mời các bạn',
    'Bạn đang đọc',
    'toasoan@',
    'hotline',
    '/500 ký tự',
    'Xếp theo',
    './.',
  ],
  ...[
    'Enternews.vn',
    '(TGCT)',
    'ĐBP -',
    'Tin, ảnh',
    'Tuyết Mai',
    'Hướng dẫn quy trình',
    'Tuần Lễ hội',
    'Điểm tin và',
  ],
];

/** Its first three words, its last two and its length in UTF-16 units: titles of others are not kept here. */
function shortened(title: string): string {
  const words = title.split(' ');
  return `${words.slice(0, 3).join(' ')} … ${words.slice(-2).join(' ')} (${title.length})`;
}

const GOLDEN = [
  {
    file: '000_26119b653e123daa.txt',
    title: 'Gặp mặt kỷ … cấp ủy (57)',
    publisher: null,
    author: 'Hồng Thanh',
    publishedAt: '2024-10-17',
    publishedAtInferred: false,
    paragraphs: 12,
    first: 'Chiều 17-10, nhân kỷ',
    last: 'Văn phòng cấp ủy”.',
    sha256: 'bb683c3d4aa74932b182b98d79d56f61abbcb716a361a4055f22d664bdc3071c',
    /** How the raw lines begin that are not in the text; every other raw line is, whole. */
    removed: [
      ...['Gặp mặt kỷ niệm', '21:19', 'Hồng Thanh', 'Từ khóa:', 'Bình luận của bạn', 'captcha', 'Bản tin'],
      ...['Video clip', 'Phóng sự ảnh', 'An toàn giao thông'],
    ],
  },
  {
    file: '001_a2f437a417b6f8e8.txt',
    title: 'Văn phòng Thành … chuyên nghiệp (87)',
    publisher: 'Enternews.vn',
    author: null,
    publishedAt: '2020-10-31',
    publishedAtInferred: true,
    paragraphs: 23,
    first: 'Bên cạnh việc tiếp',
    last: 'ổn định cuộc sống.',
    sha256: 'a3a4e7d3406e66ef9985e7f2dcaf7a39bcf8f00edfa017b5e89262bac70fb509',
    // The caption says again what the second paragraph says; another has two other words, and stays.
    removed: [
      ...['Văn phòng Thành ủy Hà Nội: Xây', 'Đánh giá của bạn', 'Mời các bạn', 'Mời các bạn', 'Bạn đang đọc'],
      ...['Bình luận', 'Bạn còn', 'Xếp theo'],
      'Phó Bí thư Thường trực Thành ủy',
    ],
  },
  {
    file: '002_3f00fff053eb8e22.txt',
    title: 'Họp mặt kỷ … cấp ủy (57)',
    publisher: 'TGCT',
    author: 'Vĩ Lâm',
    publishedAt: '2020-10-16',
    publishedAtInferred: false,
    paragraphs: 13,
    first: 'Chiều 15/10, Văn phòng',
    last: 'Văn Hiểu nhấn mạnh.',
    sha256: 'f2657961e633bf91728849ebc170bf61c38be3ad8699460903127eaba7d2627e',
    // The title's words stand in the first paragraph too, so it counts as held.
    removed: ['12:43', 'Tin, ảnh', '35'],
  },
  {
    file: '003_4025edad1e92169a.txt',
    title: 'Trách nhiệm và … cấp ủy (63)',
    publisher: null,
    author: 'Tuyết Mai - Văn phòng Thị uỷ',
    publishedAt: null,
    publishedAtInferred: false,
    paragraphs: 9,
    first: 'Hội nghị lần thứ',
    last: 'của tỉnh Lào Cai.',
    sha256: 'cb887b981f9a42f0fa3ba080c28cb3674eb5caf84621d8754b177d8163cd1e0a',
    removed: [
      ...['Trách nhiệm và tự hào', 'Tuyết Mai', 'Danh sách video', 'Tin tức', 'Tin khác', '1 2 3 4 5'],
      ...[
        '• Hướng dẫn',
        '• Tuần Lễ',
        '• Điểm tin',
        '1 2 3',
        'THƯ VIỆN',
        'Đăng nhập',
        '• Trong năm',
        '• Tất cả',
      ],
    ],
  },
  {
    file: '004_8fb29ca72316e1b2.txt',
    title: 'Xây dựng Văn … toàn diện (76)',
    publisher: 'ĐBP',
    author: 'Quang Long',
    publishedAt: '2019-10-07',
    publishedAtInferred: false,
    paragraphs: 5,
    first: 'Đó là phát biểu',
    last: 'phòng - an ninh.',
    sha256: '706d27f0bbeb4e396d744f71e4d191be62cd8074af89a7308072b4e8675b9cc1',
    removed: ['Xây dựng Văn phòng', '12:50', 'Tin, ảnh', 'Bình luận', 'Back To Top'],
  },
] as const;

const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

describe.runIf(existsSync(RAW))('the five raw articles', () => {
  test('are all read, without a problem', async () => {
    const { articles, problems } = await readCorpus(RAW);
    expect(problems).toEqual([]);
    expect(articles.map((article) => article.path)).toEqual(GOLDEN.map(({ file }) => file));
  });

  test.each(GOLDEN)('$file: metadata and text', ({ file, ...golden }) => {
    const article = read(file);
    const { title, publisher, author, publishedAt, publishedAtInferred, text } = article;
    const words = squeeze(text).split(' ');
    expect({
      ...{
        title: shortened(title),
        publisher,
        author,
        publishedAt,
        publishedAtInferred,
        paragraphs: text.split('\n\n').length,
      },
      ...{ first: words.slice(0, 4).join(' '), last: words.slice(-4).join(' ') },
      sha256: createHash('sha256').update(text).digest('hex'),
      removed: golden.removed,
    }).toEqual(golden);
  });

  test.each(GOLDEN)(
    '$file: nothing but boilerplate, markers and repeated captions is gone',
    ({ file, removed }) => {
      const text = squeeze(read(file).text);
      const rawLines = readFileSync(path.join(RAW, file), 'utf8').split('\n').map(squeeze);
      const gone = rawLines
        .map((line) => line.replace(/^(?:Enternews\.vn|\(TGCT\)|ĐBP -) /u, '').replace('./.', '.'))
        .filter((line) => !text.includes(line));
      const unexpected = [...gone];
      for (const start of removed) {
        const at = unexpected.findIndex((line) => line.startsWith(start));
        expect(at, `a line that starts with "${start}" is taken out`).toBeGreaterThanOrEqual(0);
        unexpected.splice(at, 1);
      }
      expect(unexpected).toEqual([]);
    },
  );

  test.each(GOLDEN)('$file: no boilerplate is left and no paragraph stands twice', ({ file }) => {
    const { text } = read(file);
    expect(BOILERPLATE.filter((words) => text.includes(words))).toEqual([]);
    const paragraphs = text.split('\n\n');
    expect(new Set(paragraphs).size).toBe(paragraphs.length);
  });

  test.each(GOLDEN)('$file: the cleaned text is cleaned to itself', ({ file }) => {
    const { title, text } = read(file);
    expect(parsed('again.txt', `${title}\n\n${text}\n`).text).toBe(text);
  });

  function read(file: string) {
    return parsed(file, readFileSync(path.join(RAW, file)));
  }
});

if (!existsSync(RAW))
  test.todo('the golden tests of the five raw articles: the articles are not beside this repository');

function parsed(file: string, content: string | Uint8Array) {
  const outcome = parseArticle(file, { bytes: Buffer.from(content), contentHash: '' });
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}
