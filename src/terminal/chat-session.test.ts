import { describe, expect, it } from 'vitest';
import { fakeAnswer, fakeRefusal, fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { ChatSession, type ChatSources, parseChatLine } from './chat-session.js';
import { UserError } from '../lib/errors.js';

const article = fakeArticle(
  'a.md',
  'Bài dài',
  Array.from({ length: 6 }, (_, at) => `Đoạn số ${at + 1} của bài này.`),
);

function openSession(sources: Partial<ChatSources> = {}) {
  const session = new ChatSession(
    {
      articles: [article],
      answer: (text) => Promise.resolve(fakeAnswer(text, [article])),
      search: (text) => Promise.resolve(fakeSearch(text, [article])),
      ...sources,
    },
    () => ({ language: 'vi', width: 80, colour: false }),
    false,
  );
  return (line: string) => session.respond(line);
}

/** The numbers of the paragraphs that a reply shows. */
function shown(reply: string | null): number[] {
  return Array.from((reply ?? '').matchAll(/Đoạn số (\d)/gu), ([, number]) => Number(number));
}

describe('ChatSession', () => {
  it('answers a question and says nothing to an empty line', async () => {
    const say = openSession();
    expect(await say('đoạn số')).toContain('▌ Đoạn số 1 của bài này. [1]');
    expect(await say('  ')).toBe('');
  });

  it('goes on after a question with the passages that were not cited, page by page', async () => {
    const say = openSession();
    await say('đoạn số');
    const first = await say('/more');
    expect(shown(first)).toEqual([2, 3, 4]);
    expect(first).toContain('Thêm 3 đoạn cho “đoạn số”');
    expect(first).toContain('Gõ /more để xem tiếp.');
    const second = await say('/more');
    expect(shown(second)).toEqual([5, 6]);
    expect(second).not.toContain('Gõ /more để xem tiếp.');
    expect(await say('/more')).toBe('Không còn đoạn nào khác cho “đoạn số”.');
  });

  it('says where only words were searched for', async () => {
    const say = openSession({
      answer: (text) => Promise.resolve({ ...fakeRefusal(text, article), lexicalOnly: true }),
      search: (text, earlier) =>
        Promise.resolve({ ...fakeSearch(text, earlier.length > 0 ? [] : [article]), lexicalOnly: true }),
    });
    for (const line of ['đoạn số', '/more', '/search bài', 'số', '/more']) {
      expect(await say(line)).toContain('chỉ tìm theo từ khóa');
    }
  });

  it('goes on after a search, and starts anew with the next question', async () => {
    const say = openSession();
    expect(shown(await say('/search bài'))).toEqual([1, 2, 3]);
    expect(shown(await say('/more'))).toEqual([4, 5, 6]);
    await say('số');
    expect(shown(await say('/more'))).toEqual([2, 3, 4]);
  });

  it('hands on what was asked before, for a question that goes on with it', async () => {
    const heard: [string, readonly string[]][] = [];
    const say = openSession({
      answer: (text, earlier) => {
        heard.push([text, earlier]);
        return Promise.resolve(fakeAnswer(text, [article]));
      },
      search: (text, earlier) => {
        heard.push([`/more ${text}`, earlier]);
        return Promise.resolve(fakeSearch(text, [article]));
      },
    });
    await say('đoạn số một?');
    await say('còn số hai thì sao?');
    await say('/more');
    expect(heard).toEqual([
      ['đoạn số một?', []],
      ['còn số hai thì sao?', ['đoạn số một?']],
      ['/more còn số hai thì sao?', ['đoạn số một?']],
    ]);
    for (let at = 0; at < 20; at++) await say(`câu ${at}`);
    expect(heard.at(-1)?.[1]).toEqual(Array.from({ length: 10 }, (_, at) => `câu ${at + 9}`));
  });

  it('shows what answers last, where the excerpts don’t push it off the screen', async () => {
    const reply = (await openSession()('đoạn số')) ?? '';
    expect(reply.indexOf('[1] Bài dài')).toBeGreaterThanOrEqual(0);
    expect(reply.indexOf('▌ Đoạn số 1')).toBeGreaterThan(reply.indexOf('[1] Bài dài'));
    expect(reply.split('\n').at(-1)).toContain('▌ Đoạn số 1 của bài này. [1]');
  });

  it('shows an article by its number or words of its title', async () => {
    const say = openSession();
    for (const line of ['/article 1', '/article bai DAI']) {
      const reply = await say(line);
      expect(reply?.startsWith('Bài dài — ')).toBe(true);
      expect(shown(reply)).toEqual([1, 2, 3, 4, 5, 6]);
    }
    expect(await say('/article 2')).toBe('Không có bài “2”; /sources liệt kê 1 bài viết.');
    expect(await say('/article 0')).toContain('Không có bài “0”');
    expect(await say('/article')).toContain('/article 1');
  });

  it('shows the article that the last answer cites by a number in brackets', async () => {
    const cited = { ...fakeArticle('cu.md', 'Bài cũ', ['Một.']), publishedAt: '2019-01-01' };
    const newest = fakeArticle('moi.md', 'Bài mới', ['Hai.']);
    const say = openSession({
      articles: [newest, cited],
      answer: (text) => Promise.resolve(fakeAnswer(text, [cited])),
    });
    expect(await say('/article [1]')).toContain('không dẫn [1]');
    await say('Một là gì?');
    expect((await say('/article [1]'))?.startsWith('Bài cũ')).toBe(true);
    expect((await say('/article 1'))?.startsWith('Bài mới')).toBe(true);
    expect(await say('/article [9]')).toContain('không dẫn [9]');
  });

  it('says what is missing', async () => {
    const say = openSession({ search: (text) => Promise.resolve(fakeSearch(text, [])) });
    expect(await say('/more')).toBe('Bạn chưa hỏi câu nào.');
    expect(await say('/search')).toContain('Hãy gõ từ cần tìm sau /search');
    expect(await say('/search \u001B[31mxyz')).toBe('Không tìm thấy đoạn nào cho “xyz”.');
  });

  it('lists the articles and the commands', async () => {
    const say = openSession();
    expect(await say('/sources')).toContain('1 bài viết, mới nhất trước\n 1. Bài dài');
    expect((await say('/help'))?.split('\n').map((line) => line.split(' ', 1)[0])).toEqual([
      '/search',
      '/more',
      '/sources',
      '/article',
      '/help',
      '/quit',
    ]);
  });

  it('names the commands that exist when asked for another', async () => {
    expect(await openSession()('/xóa hết')).toBe(
      'Không có lệnh /xóa. Các lệnh: /search, /more, /sources, /article, /help, /quit.',
    );
  });

  it('leaves on /quit', async () => {
    expect(await openSession()('/quit')).toBeNull();
  });

  it('turns an error into words and goes on', async () => {
    const failures = [new UserError('index-damaged', 'The index is damaged.', 'x'), new Error('bất ngờ')];
    const say = openSession({
      answer: (text) => {
        const failure = failures.shift();
        return failure ? Promise.reject(failure) : Promise.resolve(fakeAnswer(text, [article]));
      },
    });
    expect(await say('một')).toBe(
      '✗ Chỉ mục bị hỏng: The index is damaged.\n' +
        '→ Hãy chạy `npm run reindex -- --full` để tạo lại từ các bài viết.',
    );
    expect(await say('hai')).toContain('Đã có lỗi ngoài dự tính: bất ngờ');
    expect(await say('ba')).toContain('[1] Bài dài');
  });
});

describe('parseChatLine', () => {
  it.each([
    ['  ', { kind: 'empty' }],
    [' Ai là Bí thư? ', { kind: 'question', text: 'Ai là Bí thư?' }],
    ['30/4 là ngày gì', { kind: 'question', text: '30/4 là ngày gì' }],
    ['/search  huân chương ', { kind: 'command', name: 'search', words: 'huân chương' }],
    ['/SEARCH x', { kind: 'command', name: 'search', words: 'x' }],
    ['/quit', { kind: 'command', name: 'quit', words: '' }],
    ['/searching x', { kind: 'unknown-command', command: '/searching' }],
    ['/', { kind: 'unknown-command', command: '/' }],
  ])('reads %j', (line, expected) => {
    expect(parseChatLine(line)).toEqual(expected);
  });
});
