import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fakeAnswer, fakeSearch } from '../../test/support/fake-answer.js';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { type ChatParts, runChat } from './chat.js';

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
