import { ANSWERED } from '../../test/support/outcomes.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programFolders } from '../../test/support/program-folders.js';
import { Application } from '../application.js';
import { parseSettings } from '../config/settings.js';
import type { Answerer } from './answer.js';
import type { CitedAnswer } from './cited-answer.js';

const report = (title: string, published: string, ...paragraphs: readonly string[]) => `---
title: "${title}"
published: ${published}
---

${paragraphs.join('\n\n')}
`;

const ARTICLES = {
  'da-bac.md': report(
    'Hội vật làng Đá Bạc',
    '2028-02-10',
    'Đô vật Kiều Ngạn đoạt giải Trâu Vàng của hội vật làng Đá Bạc sáng 10/2/2028.',
    'Hội vật làng Đá Bạc có 36 đô vật dự thi, đông nhất từ trước đến nay. Trống hội đánh suốt ba ngày.',
  ),
  'com-xanh.md': report(
    'Hội vật làng Cốm Xanh',
    '2030-03-12',
    'Đô vật Thạch Lẫm đoạt giải Trâu Vàng của hội vật làng Cốm Xanh sáng 12/3/2030.',
    'Hội vật làng Cốm Xanh có 52 đô vật dự thi và một đội lân từ làng bên sang góp vui.',
  ),
  'ben-nua.md': report(
    'Bến Nứa bàn chuyện chăn nuôi',
    '2031-05-01',
    'Nhà nông ở Bến Nứa nuôi trâu lấy sữa, mỗi con trâu cho sáu lít một ngày.',
    'Giải chạy quanh Bến Nứa hoãn vì mưa. Hồi 2028, Bến Nứa còn chưa có đường nhựa.',
  ),
};

let application: Application;
let answerer: Answerer;

beforeAll(async () => {
  const { articlesDir, indexDir } = await programFolders(ARTICLES);
  application = await Application.open({ ...parseSettings({ MODEL_THREADS: '1' }), articlesDir, indexDir });
  await application.reindex();
  answerer = application.answererFor(await application.openIndex());
});
afterAll(() => application.close());

/** The articles cited, in the order of their citations, those that the answer says something of marked. */
function cited({ citations, statements }: CitedAnswer): string[] {
  return citations.map(({ n, article }) =>
    statements.some(({ citation }) => citation === n) ? `${article.path}!` : article.path,
  );
}

describe('a question for several', () => {
  test.each([
    'Những ai đoạt giải Trâu Vàng?',
    'nhung ai doat giai trau vang',
    'Các đô vật nào đoạt giải Trâu Vàng?',
    'Bài nào nói về giải Trâu Vàng?',
    'Which articles mention the Trâu Vàng prize?',
  ])('is answered by each article that tells, and by no other: %s', async (question) => {
    const answer = await answerer.answer(question);
    expect(cited(answer).sort()).toEqual(['com-xanh.md!', 'da-bac.md!']);
    const [first, second] = answer.citations;
    expect(first?.score).toBeGreaterThanOrEqual(second?.score ?? 1);
  });

  test.each(['Có tin gì mới không?', "What's new?"])('gets the newest articles: %s', async (question) => {
    const answer = await answerer.answer(question);
    expect(cited(answer)).toEqual(['ben-nua.md!', 'com-xanh.md!', 'da-bac.md!']);
    const until2030 = await answerer.answer(question, { filter: { to: '2030-12-31' }, limit: 1 });
    expect(cited(until2030)).toEqual(['com-xanh.md!']);
  });

  test('has as many citations as are wanted at most', async () => {
    const { citations } = await answerer.answer('Những ai đoạt giải Trâu Vàng?', { limit: 1 });
    expect(citations).toHaveLength(1);
  });

  test('keeps to the articles that pass a filter', async () => {
    const filter = { to: '2029-01-01' };
    expect(cited(await answerer.answer('Những ai đoạt giải Trâu Vàng?', { filter }))).toEqual(['da-bac.md!']);
  });

  test('is not answered by what only shares a word with it', async () => {
    expect(await answerer.answer('Những ai đoạt giải Ngựa Sắt?')).toMatchObject({
      outcome: 'not-told',
      citations: [],
    });
  });
});

describe('a comparison', () => {
  test.each([
    'So sánh số đô vật dự thi ở Đá Bạc và Cốm Xanh',
    'so sanh do vat du thi o da bac voi com xanh',
    'Hội vật làng Đá Bạc và hội vật làng Cốm Xanh khác nhau thế nào?',
  ])('says what is told of either side: %s', async (question) => {
    const answer = await answerer.answer(question);
    expect(answer.question.text).toBe(question);
    const said = cited(answer).filter((file) => file.endsWith('!'));
    expect(said.sort()).toEqual(['com-xanh.md!', 'da-bac.md!']);
  });

  test('says the number of each side', async () => {
    const { statements } = await answerer.answer('So sánh số đô vật dự thi ở Đá Bạc và Cốm Xanh');
    const said = statements.map(({ text }) => text).join('\n');
    expect(said).toContain('36 đô vật');
    expect(said).toContain('52 đô vật');
  });

  test.each(['So sánh hội vật làng Đá Bạc và làng Khe Sanh', 'So sánh Khe Sanh với Khe Đước'])(
    'is not answered where a side is not told of: %s',
    async (question) => {
      expect(await answerer.answer(question)).toMatchObject({
        outcome: 'not-told',
        citations: [],
        statements: [],
      });
    },
  );
});

describe('a question for the newest', () => {
  test.each([
    ['Ai đoạt giải Trâu Vàng gần đây nhất?', ['com-xanh.md!', 'da-bac.md']],
    ['ai doat giai trau vang gan day nhat', ['com-xanh.md!', 'da-bac.md']],
    ['Ai đoạt giải Trâu Vàng cũ nhất?', ['da-bac.md!', 'com-xanh.md']],
  ])('is answered by that of the articles that tell: %s', async (question, expected) => {
    expect(cited(await answerer.answer(question))).toEqual(expected);
  });

  test('names the newest article where none tells', async () => {
    const { outcome, closest } = await answerer.answer('Bài mới nhất nói về gì?');
    expect({ outcome, file: closest?.article.path }).toEqual({ outcome: 'not-told', file: 'ben-nua.md' });
  });

  test('finds the passages of the newest first', async () => {
    const { found } = await answerer.search('giải Trâu Vàng mới nhất');
    expect(found[0]?.article.path).toBe('com-xanh.md');
  });
});

describe('a date', () => {
  test.each([
    ['Ai đoạt giải Trâu Vàng năm 2028?', 'da-bac.md'],
    ['Sự kiện ngày 10/2/2028', 'da-bac.md'],
  ])('is that of what is told: %s', async (question, file) => {
    const answer = await answerer.answer(question);
    expect(answer.citations[0]?.article.path).toBe(file);
    expect(answer.outcome).toEqual(ANSWERED);
  });

  test.each([
    ['Ai đoạt giải Trâu Vàng tháng 3 năm 2030?', 'com-xanh.md'],
    ['ai doat giai trau vang nam 2030', 'com-xanh.md'],
    ['What happened in March 2030?', 'com-xanh.md'],
  ])('is that of what is found first: %s', async (question, file) => {
    const { found } = await answerer.search(question);
    expect(found[0]?.article.path).toBe(file);
  });

  test('is no reason to say what is told of another', async () => {
    expect(cited(await answerer.answer('Những ai đoạt giải Trâu Vàng năm 2028?'))).not.toContain(
      'com-xanh.md!',
    );
  });

  test.each([
    'Ai đoạt giải Trâu Vàng năm 1987?',
    'Ai đoạt giải Trâu Vàng tháng 3 năm 2028?',
    'Sự kiện ngày 12/2/2028',
    'Những ai đoạt giải Trâu Vàng năm 2029?',
  ])('of which nothing is told is not answered: %s', async (question) => {
    expect(await answerer.answer(question)).toMatchObject({
      outcome: 'not-told',
      citations: [],
      statements: [],
    });
  });

  test('that an article speaks of later is found, too', async () => {
    const answer = await answerer.answer('Bến Nứa hồi 2028 có gì?');
    expect(answer.citations[0]?.article.path).toBe('ben-nua.md');
  });
});
