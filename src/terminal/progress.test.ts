import { PassThrough } from 'node:stream';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Language } from '../locales/english.js';
import { barLine } from './bar-meter.js';
import { createProgress } from './progress.js';

/** Progress with a clock that the test moves, and what it printed. */
async function open(isTerminal: boolean, language: Language = 'vi') {
  const output = Object.assign(new PassThrough(), { isTTY: isTerminal, columns: 90 });
  const clock = { milliseconds: 0 };
  const progress = await createProgress({ output, language, isTerminal, now: () => clock.milliseconds });
  return { progress, clock, text: () => String(output.read() ?? '') };
}

describe('progress off the terminal', () => {
  it('tells the start, each quarter and the end, however many steps there are', async () => {
    const { progress, clock, text } = await open(false);
    for (let done = 0; done <= 1000; done++) {
      clock.milliseconds = done * 20;
      progress.onReindex({ phase: 'embedding', done, total: 1000 });
    }
    expect(text().split('\n')).toEqual([
      'Lập chỉ mục…',
      'Lập chỉ mục: 25% · 250/1.000 đoạn · 50 đoạn/giây · còn 15 giây',
      'Lập chỉ mục: 50% · 500/1.000 đoạn · 50 đoạn/giây · còn 10 giây',
      'Lập chỉ mục: 75% · 750/1.000 đoạn · 50 đoạn/giây · còn 5 giây',
      'Lập chỉ mục: 100% · 1.000/1.000 đoạn · 50 đoạn/giây',
      '',
    ]);
  });

  it('tells only the end of little work', async () => {
    const { progress, clock, text } = await open(false, 'en');
    for (let done = 0; done <= 5; done++) {
      clock.milliseconds += 100;
      progress.onReindex({ phase: 'reading', done, total: 5 });
    }
    progress.onReindex({ phase: 'publishing', done: 0, total: 1 });
    progress.onReindex({ phase: 'publishing', done: 1, total: 1 });
    expect(text()).toBe('Reading articles: 100% · 5/5 articles · 10 articles/s\nSaving the index…\n');
  });

  it('counts what is stored where that takes its time', async () => {
    const { progress, clock, text } = await open(false, 'en');
    progress.onReindex({ phase: 'publishing', done: 0, total: 1 });
    for (let done = 1_000; done <= 4_000; done += 1_000) {
      clock.milliseconds += 5_000;
      progress.onReindex({ phase: 'publishing', done, total: 4_000 });
    }
    progress.onReindex({ phase: 'publishing', done: 1, total: 1 });
    expect(text()).toMatch(/^Saving the index…\n[^]*Saving the index: 50% · 2,000\/4,000 passages/u);
  });

  it('gives a slow rate with a decimal and a fast one without', async () => {
    const { progress, clock, text } = await open(false);
    for (const [phase, seconds] of [
      ['reading', 30],
      ['embedding', 3],
    ] as const) {
      progress.onReindex({ phase, done: 0, total: 100 });
      clock.milliseconds += seconds * 1000;
      progress.onReindex({ phase, done: 100, total: 100 });
    }
    expect(
      text()
        .split('\n')
        .filter((line) => line.includes('100%')),
    ).toEqual([
      'Đọc bài viết: 100% · 100/100 bài · 3,3 bài/giây',
      'Lập chỉ mục: 100% · 100/100 đoạn · 33 đoạn/giây',
    ]);
  });

  it('says nothing of work that is none', async () => {
    const { progress, text } = await open(false);
    progress.onReindex({ phase: 'reading', done: 0, total: 0 });
    expect(text()).toBe('');
  });

  it('counts a download in megabytes, file by file, without the small ones', async () => {
    const { progress, clock, text } = await open(false);
    progress.onDownload({ file: 'config.json', loadedBytes: 700, totalBytes: 700 });
    for (const [file, size] of [
      ['tokenizer.json', 8e6],
      ['onnx/model.onnx', 120e6],
    ] as const) {
      for (let loaded = 0; loaded <= size; loaded += 4e6) {
        clock.milliseconds += 1000;
        progress.onDownload({ file, loadedBytes: loaded, totalBytes: size });
      }
    }
    const lines = text().split('\n');
    expect(lines[1]).toBe('Tải tokenizer.json: 50% · 4,0/8,0 MB · 4,0 MB/giây · còn 1 giây');
    expect(lines).toContain('Tải model.onnx: 25% · 32,0/120,0 MB · 4,0 MB/giây · còn 22 giây');
    expect(lines.filter((line) => line.includes('model.onnx'))).toHaveLength(5);
    expect(lines.join()).not.toContain('config.json');
  });

  it('gives no share where the hub does not tell the size', async () => {
    const { progress, text } = await open(false);
    progress.onDownload({ file: 'model.onnx', loadedBytes: 1e6, totalBytes: null });
    progress.onDownload({ file: 'model.onnx', loadedBytes: 9e6, totalBytes: null });
    expect(text()).toBe('Tải model.onnx…\n');
  });
});

describe('progress on a terminal', () => {
  it('draws a bar that ends full, on a line of its own', async () => {
    const { progress, clock, text } = await open(true);
    progress.onReindex({ phase: 'embedding', done: 0, total: 64 });
    clock.milliseconds = 2000;
    progress.onReindex({ phase: 'embedding', done: 64, total: 64 });
    progress.finish();
    const printed = text();
    expect(printed).toContain(`Lập chỉ mục ${'┄'.repeat(30)}   0% · 0/64 đoạn`);
    expect(printed).toContain(`Lập chỉ mục ${'━'.repeat(30)} 100% · 64/64 đoạn · 32 đoạn/giây`);
    expect(printed).toMatch(/\n$/u);
  });

  it('ends one bar before the next', async () => {
    const { progress, text } = await open(true);
    progress.onReindex({ phase: 'reading', done: 5, total: 5 });
    progress.onReindex({ phase: 'embedding', done: 1, total: 5 });
    progress.finish();
    progress.finish();
    expect(text()).toMatch(/Đọc bài viết .*100%.*\n.*Lập chỉ mục .*20%.*\n$/su);
  });

  it('leaves the terminal’s line wrapping and cursor as they are', async () => {
    const { progress, text } = await open(true);
    progress.onReindex({ phase: 'embedding', done: 1, total: 5 });
    progress.finish();
    expect(text()).not.toContain('\u001B[?');
  });
});

describe('barLine', () => {
  const job = { label: 'Lập chỉ mục', unit: 'passage', done: 30, total: 60 } as const;

  it.each([20, 30, 40, 60, 99])('keeps to %s columns', (width) => {
    expect(stringWidth(barLine(job, '30/60 đoạn · 9 đoạn/giây', width))).toBeLessThanOrEqual(width);
  });

  it('gives up the bar before the figures', () => {
    expect(barLine(job, '30/60 đoạn', 32)).toBe('Lập chỉ mục  50% · 30/60 đoạn');
    expect(barLine(job, '30/60 đoạn', 40)).toBe('Lập chỉ mục ━━━━━┄┄┄┄┄  50% · 30/60 đoạn');
  });

  it('shows figures alone where the total is not known', () => {
    expect(barLine({ ...job, total: null }, '30 đoạn', 60)).toBe('Lập chỉ mục 30 đoạn');
  });
});
