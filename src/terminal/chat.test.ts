import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fakeAnswer, fakeSearch, fakeRefusal } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { type ChatParts, runChat, ChatSession, type ChatSources } from './chat.js';
import { viewWith } from './layout.js';
import { UserError } from '../lib/errors.js';

const article = fakeArticle('a.md', 'Tiêu đề', ['Câu trả lời nằm ở đây. Câu sau.']);
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** A chat under way, with what it printed so far. */
class RunningChat {
  readonly input = new PassThrough();
  readonly output = new PassThrough();
  readonly ended: Promise<void>;
  private seen = '';
  private heard: (() => void) | null = null;

  constructor(parts: Partial<ChatParts> = {}) {
    this.output.on('data', (chunk: Buffer) => {
      this.seen += chunk.toString();
      this.heard?.();
    });
    this.ended = runChat({
      answer: (text) => Promise.resolve(fakeAnswer(text, [article])),
      search: (text) => Promise.resolve(fakeSearch(text, [article])),
      articles: [article],
      passages: 1,
      notice: 'Chưa có mã Discord.',
      examples: ['Câu trả lời ở đâu?'],
      language: 'vi',
      colour: false,
      isTerminal: true,
      input: this.input,
      output: this.output,
      after: () => () => undefined,
      ...parts,
    });
  }

  /** What was printed, without what moves the cursor. */
  get text(): string {
    return stripVTControlCharacters(this.seen);
  }

  /** Resolves when `text` has been printed. */
  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) {
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
  }
}

describe('runChat on a terminal', () => {
  it('welcomes, answers, and says goodbye on /quit', async () => {
    const chat = new RunningChat();
    await chat.until('❯ ');
    expect(chat.text).toContain('Dẫn Nguồn');
    expect(chat.text).toContain('1 bài viết · 1 đoạn');
    expect(chat.text).toContain('Chưa có mã Discord.');
    expect(chat.text).toContain('› Câu trả lời ở đâu?');
    chat.input.write('câu trả lời\r');
    await chat.until('[1] Tiêu đề — 17/10/2024');
    chat.input.write('/quit\r');
    await chat.ended;
    expect(chat.text).toMatch(/Tạm biệt!\n$/u);
  });

  it.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
  ])('leaves on %s', async (_, key) => {
    const chat = new RunningChat();
    await chat.until('❯ ');
    chat.input.write(key);
    await chat.ended;
    expect(chat.text).toMatch(/Tạm biệt!\n$/u);
  });

  it('leaves on Ctrl-C without waiting for the answer under way', async () => {
    const chat = new RunningChat({ answer: () => new Promise(() => undefined) });
    await chat.until('❯ ');
    chat.input.write('câu hỏi\r');
    await chat.until('câu hỏi');
    chat.input.write(CTRL_C);
    await chat.ended;
    expect(chat.text).toMatch(/Tạm biệt!\n$/u);
  });

  it('answers what was typed before the input ended', async () => {
    const chat = new RunningChat();
    chat.input.end('câu trả lời\rcâu sau\r');
    await chat.ended;
    expect(chat.text.split('▌ Câu trả lời nằm ở đây. [1]')).toHaveLength(3);
  });

  it('goes on after an error', async () => {
    const chat = new RunningChat({
      answer: (text) =>
        text === 'hỏng' ? Promise.reject(new Error('bùm')) : Promise.resolve(fakeAnswer(text, [article])),
    });
    chat.input.write('hỏng\r');
    await chat.until('✗ Đã có lỗi ngoài dự tính: bùm');
    chat.input.write('câu\r');
    await chat.until('[1] Tiêu đề');
    chat.input.write(CTRL_D);
    await chat.ended;
  });

  it('shows that it is at work when an answer takes long', async () => {
    const chat: RunningChat = new RunningChat({
      answer: (text) => chat.until('đang tìm trong các bài viết…').then(() => fakeAnswer(text, [article])),
      after: (_milliseconds, run) => {
        run();
        return () => undefined;
      },
    });
    chat.input.end('câu\r');
    await chat.ended;
    expect(chat.text).toContain('[1] Tiêu đề');
  });

  it('completes a command’s name on Tab', async () => {
    const chat = new RunningChat();
    await chat.until('❯ ');
    chat.input.write('/so\t');
    await chat.until('/sources');
    chat.input.write('\r');
    await chat.until('1 bài viết, mới nhất trước');
    chat.input.write(CTRL_D);
    await chat.ended;
  });

  it('follows the terminal’s width', async () => {
    const output = Object.assign(new PassThrough(), { columns: 30 });
    const chat = new RunningChat({ output });
    output.pipe(chat.output);
    await chat.until('❯ ');
    chat.input.write('câu\r');
    await chat.until(`╭${'─'.repeat(28)}╮`);
    output.columns = 50;
    chat.input.write('câu\r');
    await chat.until(`╭${'─'.repeat(48)}╮`);
    chat.input.write(CTRL_D);
    await chat.ended;
  });
});

describe('runChat elsewhere', () => {
  it('answers each line in order and ends with the input', async () => {
    const chat = new RunningChat({ isTerminal: false });
    chat.input.end('một\n\n  \n/sources\r\nhai');
    await chat.ended;
    const printed = ['Chưa có mã Discord.', '❯ một', '[1] Tiêu đề', '❯ /sources', '1 bài viết', '❯ hai'];
    const places = printed.map((text) => chat.text.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(chat.text.split('❯ ')).toHaveLength(4);
    expect(chat.text).not.toContain('Tạm biệt');
  });

  it('prints nothing for an input that is empty from the start', async () => {
    const chat = new RunningChat({ isTerminal: false, notice: null });
    chat.input.end();
    await chat.ended;
    expect(chat.text).toBe('');
  });

  it('stops at /quit', async () => {
    const chat = new RunningChat({ isTerminal: false });
    chat.input.write('/quit\nmột\n');
    await chat.ended;
    expect(chat.text).toBe('Chưa có mã Discord.\n\n');
  });

  it('ends quietly when nobody reads any more', async () => {
    let answered = 0;
    const chat = new RunningChat({
      isTerminal: false,
      answer: (text) => {
        answered++;
        return Promise.resolve(fakeAnswer(text, [article]));
      },
      output: new Writable({
        write: (_chunk, _encoding, done) => {
          done(answered === 0 ? null : Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
        },
      }),
    });
    chat.input.write('một\nhai\n');
    await chat.ended;
    expect(answered).toBe(1);
  });
});

describe('a session', () => {
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
      () => viewWith('vi', 80, false),
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

  it.each([
    [' Đoạn số mấy? ', '▌ Đoạn số 1 của bài này. [1]'],
    ['30/4 là đoạn số mấy', '▌ Đoạn số 1 của bài này. [1]'],
    ['/search  huân chương ', '“huân chương”'],
    ['/SEARCH x', '“x”'],
    ['/searching x', 'Không có lệnh /searching.'],
    ['/', 'Không có lệnh /.'],
  ])('reads %j', async (line, said) => {
    expect(await openSession()(line)).toContain(said);
  });
});
