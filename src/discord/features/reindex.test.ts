import { describe, expect, it } from 'vitest';
import type { ReindexSummary } from '../../index/reindex-parts.js';
import { wordsIn } from '../../locales/catalogue.js';
import { replySchema } from '../../../test/support/reply-schema.js';
import { reindexDoneView, reindexProgressView } from './reindex.js';

const words = wordsIn('vi');
const summary: ReindexSummary = {
  added: 1,
  changed: 0,
  removed: 0,
  unchanged: 4,
  failed: 0,
  passages: 63,
  embedded: 9,
  reused: 54,
  seconds: 1.25,
  generation: '20241017',
  problems: [],
  passedOver: [],
  retained: [],
  leftOut: [],
};

describe('reindexProgressView', () => {
  it('tells the phase and how far it is', () => {
    const state = (done: number) =>
      reindexProgressView({ phase: 'embedding', done, total: 60 }, words).content;
    expect(state(0)).toBe('**Đang cập nhật chỉ mục**\nLập chỉ mục ▱▱▱▱▱▱▱▱▱▱▱▱ 0/60 đoạn');
    expect(state(15)).toBe('**Đang cập nhật chỉ mục**\nLập chỉ mục ▰▰▰▱▱▱▱▱▱▱▱▱ 15/60 đoạn');
    expect(state(60)).toBe('**Đang cập nhật chỉ mục**\nLập chỉ mục ▰▰▰▰▰▰▰▰▰▰▰▰ 60/60 đoạn');
  });

  it('tells no figure where there is none', () => {
    expect(reindexProgressView(null, words).content).toContain('Đang chuẩn bị…');
    expect(reindexProgressView({ phase: 'reading', done: 0, total: 0 }, words).content).toContain(
      'Đọc bài viết…',
    );
    expect(reindexProgressView({ phase: 'publishing', done: 0, total: 1 }, words).content).toContain(
      'Lưu chỉ mục…',
    );
  });
});

describe('reindexDoneView', () => {
  it('names what was passed over', () => {
    const passedOver = [
      { path: 'cu.doc', reason: 'An old Word document is not read: save it as .docx or .txt.' },
      { path: '*.png', reason: '2 files are of a kind that is not read.' },
    ];
    expect(reindexDoneView({ ...summary, passedOver }, words).content).toMatch(
      /\n-# Bỏ qua: cu\.doc, \\\*\.png$/u,
    );
  });

  it('tells what has changed', () => {
    const reply = reindexDoneView(summary, wordsIn('en'));
    expect(reply.content).toBe(
      '**The index was brought up to date in 1.3 s.**\n' +
        'Articles: 1 added · 0 changed · 0 removed · 4 unchanged · 0 failed\n' +
        'Passages: 63 (9 embedded · 54 reused)',
    );
    expect(reply.embeds).toEqual([]);
  });

  it('tells that nothing has', () => {
    expect(reindexDoneView({ ...summary, generation: null }, words).content).toContain(
      'không có gì thay đổi',
    );
  });

  it('tells that the index was damaged before, without naming a folder of the machine', () => {
    const damage = 'The index is damaged: /srv/index/generations/20241017/index.pb is missing.';
    const lines = reindexDoneView({ ...summary, damage }, words).content.split('\n');
    expect(lines.slice(3)).toEqual([
      'Chỉ mục bị hỏng và đã được lập lại; nhật ký của bot ghi rõ hỏng ở đâu.',
    ]);
  });

  it('names the files that could not be read, as many as there is room for', () => {
    const problems = Array.from({ length: 30 }, (_, at) => ({
      path: `tin/${at}-${'**@everyone**'.repeat(20)}.md`,
      message: '<@&1>'.repeat(200),
      hint: 'Mend it.',
    }));
    const retained = problems.slice(0, 1).map(({ path }) => path);
    const reply = reindexDoneView({ ...summary, failed: 30, problems, retained }, words);
    expect(replySchema.safeParse(reply).error).toBeUndefined();
    expect(reply.embeds[0]?.title).toBe('Không đọc được 30 tệp\\:');
    expect(reply.embeds[0]?.description).toMatch(/^\*\*tin\/0-/u);
    expect(reply.embeds[0]?.description).toMatch(/-# bản đọc được gần nhất[^]*… và 22 tệp nữa\.$/u);
    expect(reply.embeds[0]?.description).not.toMatch(/@everyone|<@/u);
  });

  it('does not tell where on the machine a file is', () => {
    const message = "The folder cannot be read: EACCES: permission denied, scandir '/srv/articles/tin'.";
    const problems = [{ path: 'tin', message, hint: 'Check its permissions.' }];
    expect(reindexDoneView({ ...summary, failed: 1, problems }, words).embeds[0]?.description).toBe(
      '**tin**\nKhông đọc được thư mục: EACCES: permission denied.\nHãy kiểm tra quyền truy cập.',
    );
  });
});
