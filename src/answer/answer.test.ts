import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASKED, INVENTED } from '../../test/support/invented-articles.js';
import { programFolders, writeArticles } from '../../test/support/program-folders.js';
import { Application } from '../application.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/passages.js';
import { splitSentences } from '../corpus/sentences.js';
import type { PassageIndex } from '../index/passage-index.js';
import { englishDictionary } from '../search/dictionary.js';
import { vietnameseLexicon } from '../search/lexicon.js';
import { Searcher } from '../search/searcher.js';
import { comparable } from '../search/vietnamese.js';
import { parseSettings } from '../settings.js';
import { Answerer } from './answer.js';
import type { CitedAnswer } from './answer-types.js';
import { calibrationFor } from './calibration.js';
import { overlaps } from './excerpt.js';

/** One paragraph that is too long for one excerpt, so that there is more to cite than the first place. */
const LONG_STORY = [
  ['đầu', 'Bành Khuê', 'kéo dây chão qua khúc sông cạn, buộc vào gốc gạo già rồi thử sức căng'],
  ['hai', 'Mạc Diễn', 'thả phao ở khúc sông sâu, cho thủy thủ bơi theo từng cặp rồi đếm lại quân số'],
  ['ba', 'Lý Thoan', 'chống sào ở khúc sông hẹp, vá lại hai mái chèo gãy và quét dầu lên mạn thuyền'],
  ['tư', 'Tào Vịnh', 'chèo ngược dòng ở khúc sông rộng, nghỉ trưa dưới bóng tre và ghi sổ mực nước'],
  ['năm', 'Phí Nhạn', 'cứu hình nộm ở khúc sông cong, khiêng lên bờ, hô hấp và băng bó như với người'],
  ['sáu', 'Ung Đạt', 'đốt đèn hiệu ở khúc sông đục, gõ mõ gọi nhau và cập bến lúc gà lên chuồng'],
]
  .map(
    ([session, captain, work]) =>
      `Buổi tập thứ ${session ?? ''} của đội cứu hộ bến Sông Trăng do thuyền trưởng ${captain ?? ''} dẫn đầu, cả đội ${work ?? ''}.`,
  )
  .join(' ');

const story = (publisher: string, opening = '') => `---
title: "Đội cứu hộ bến Sông Trăng tập luyện"
publisher: "${publisher}"
---

${opening}${LONG_STORY}
`;

const ARTICLES = {
  'tram.md': INVENTED.station,
  'cau.md': INVENTED.bridge,
  'gom.md': INVENTED.pottery,
  // The same article from two sites, one of which opens otherwise and so cuts other passages.
  'cuu-ho.md': story('Báo Bến'),
  'cuu-ho-ban-sao.md': story('Báo Sóng', 'Tin từ bến sông.\n\n'),
};
const RESCUE = 'Thuyền trưởng nào dẫn đầu buổi tập thứ năm của đội cứu hộ bến Sông Trăng?';
const QUESTIONS = [
  ASKED.station.question,
  ASKED.bridge.question,
  ASKED.pottery.question,
  RESCUE,
  'Đội cứu hộ bến Sông Trăng tập luyện thế nào?',
  'cau treo khe duoc dai bao nhieu met',
  'Who designed the Khe Đước bridge?',
];
const UNTOLD = ASKED.nowhere.question;

let application: Application;
let answerer: Answerer;
/** Over an index of the bridge's article alone. */
let ofOne: Answerer;

beforeAll(async () => {
  const { root, articlesDir, indexDir } = await programFolders(ARTICLES);
  application = await Application.open({ ...parseSettings({}), articlesDir, indexDir });
  await application.reindex();
  answerer = application.answererFor(await application.openIndex());

  const alone = { articlesDir: path.join(root, 'one'), indexDir: path.join(root, 'index-of-one') };
  await writeArticles(alone.articlesDir, { 'cau.md': INVENTED.bridge });
  await application.with(alone).reindex();
  ofOne = application.answererFor(await application.with(alone).openIndex());
});
afterAll(() => application.close());

/** Holds for every answer, whatever was asked. */
function checkCitations({ citations, statements }: CitedAnswer): void {
  expect(citations.map(({ n }) => n)).toEqual(citations.map((_, at) => at + 1));
  const scores = citations.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  for (const { n, article, excerpt, start, end, score, highlights, keySentence } of citations) {
    expect(excerpt).toBe(article.text.slice(start, end));
    expect(excerpt.length).toBeLessThanOrEqual(MAX_EXCERPT_LENGTH);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
    const sentences = splitSentences(article.text);
    expect(sentences.map((sentence) => sentence.start)).toContain(start);
    expect(sentences.map((sentence) => sentence.end)).toContain(end);
    expect(sentences.map((sentence) => sentence.start)).toContain(start + keySentence.start);
    expect(sentences.map((sentence) => sentence.end)).toContain(start + keySentence.end);
    expect(keySentence.end).toBeLessThanOrEqual(excerpt.length);

    let from = 0;
    for (const span of highlights) {
      expect(span.start).toBeGreaterThanOrEqual(from);
      expect(span.end).toBeGreaterThan(span.start);
      from = span.end;
    }
    expect(from).toBeLessThanOrEqual(excerpt.length);
    const others = citations.filter((other) => other.article.id === article.id && other.n !== n);
    expect(others.some((other) => overlaps(other, { start, end }))).toBe(false);
  }
  for (const { text, citation, emphasis } of statements) {
    const cited = citations.find(({ n }) => n === citation);
    expect(text).toBe(cited?.excerpt.slice(cited.keySentence.start, cited.keySentence.end));
    const emphasised = emphasis.map(({ start, end }) => text.slice(start, end));
    const highlighted = cited?.highlights.map(({ start, end }) => cited.excerpt.slice(start, end));
    expect(highlighted).toEqual(expect.arrayContaining(emphasised));
  }
}

describe('a question that the articles answer', () => {
  test.each([
    ['tram.md', ASKED.station],
    ['cau.md', ASKED.bridge],
    ['gom.md', ASKED.pottery],
    ['cau.md', { question: 'cau treo khe duoc dai bao nhieu met', answer: '214 mét' }],
    ['cau.md', { question: 'kĩ sư nào thiết kế cầu treo khe đước vậy', answer: 'Vũ Đình Khoát' }],
  ])('is answered from %s: %o', async (file, { question, answer }) => {
    const { answered, citations, statements, closest } = await answerer.answer(question);
    expect(answered).toBe(true);
    expect(citations[0]?.article.path).toBe(file);
    expect(citations[0]?.excerpt).toContain(answer);
    expect(statements[0]).toMatchObject({ citation: 1, text: expect.stringContaining(answer) as string });
    expect(closest).toBeNull();
  });

  test.each(QUESTIONS)('is cited by places that can be checked: %s', async (question) => {
    for (const limit of [1, 3, 10]) {
      const answer = await answerer.answer(question, { limit });
      expect(answer.citations.length).toBeLessThanOrEqual(limit);
      expect(answer.statements.length > 0).toBe(answer.answered);
      checkCitations(answer);
    }
  });

  test('is cited by several places of an article where one excerpt does not hold all of it', async () => {
    const { citations } = await answerer.answer('Đội cứu hộ bến Sông Trăng tập luyện thế nào?');
    expect(citations.filter(({ article }) => article.title.includes('cứu hộ')).length).toBeGreaterThan(1);
  });

  test('is cited as often for a larger limit, and by the same first places', async () => {
    const [few, many] = [
      await answerer.answer(RESCUE, { limit: 2 }),
      await answerer.answer(RESCUE, { limit: 5 }),
    ];
    expect(many.citations.slice(0, 2)).toEqual(few.citations);
  });

  test('is emphasised at its own words', async () => {
    const { statements } = await answerer.answer(ASKED.bridge.question);
    const [first] = statements;
    const emphasised = first?.emphasis.map(({ start, end }) => first.text.slice(start, end)).join(' ');
    expect(emphasised).toContain('Khe Đước');
  });
});

describe('an article that stands in two files', () => {
  test('says each sentence once', async () => {
    const { answered, citations, statements } = await answerer.answer(RESCUE, { limit: 5 });
    expect(answered).toBe(true);
    expect(statements[0]?.text).toContain('Phí Nhạn');
    const keys = citations.map(({ excerpt, keySentence }) =>
      comparable(excerpt.slice(keySentence.start, keySentence.end)),
    );
    expect(keys.filter((key) => key.includes(comparable('thuyền trưởng Phí Nhạn')))).toHaveLength(1);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is not cited by the same excerpt twice', async () => {
    const { citations } = await answerer.answer('Đội cứu hộ bến Sông Trăng tập luyện thế nào?', {
      limit: 10,
    });
    const excerpts = citations.map(({ excerpt }) => comparable(excerpt));
    expect(new Set(excerpts).size).toBe(excerpts.length);
  });
});

describe('a filter', () => {
  test.each([
    ['publisher', { publisher: 'báo sóng' }, 'cuu-ho-ban-sao.md'],
    ['other publisher', { publisher: 'bao ben' }, 'cuu-ho.md'],
  ])('keeps the citations to its %s', async (_, filter, file) => {
    const { answered, citations } = await answerer.answer(RESCUE, { filter, limit: 5 });
    expect(answered).toBe(true);
    expect(new Set(citations.map(({ article }) => article.path))).toEqual(new Set([file]));
  });

  test('keeps the citations to its days', async () => {
    const { question } = ASKED.bridge;
    expect(
      await answerer.answer(question, { filter: { from: '2029-11-20', to: '2029-11-20' } }),
    ).toMatchObject({ answered: true });
    const later = await answerer.answer(question, { filter: { from: '2029-11-21' } });
    expect(later.answered).toBe(false);
    expect(later.closest?.article.path).not.toBe('cau.md');
  });

  test('that no article passes leaves nothing, not even a nearest article', async () => {
    const answer = await answerer.answer(RESCUE, { filter: { publisher: 'Báo Biển' } });
    expect(answer).toMatchObject({
      answered: false,
      citations: [],
      statements: [],
      closest: null,
      confidence: 0,
    });
  });
});

describe('a question that goes on with an earlier one', () => {
  const { question: first } = ASKED.bridge;

  test.each([
    ['ai thiết kế?', [first], 'cau.md', 'Vũ Đình Khoát'],
    ['khánh thành khi nào?', [first, 'ai thiết kế?'], 'cau.md', '20/11/2029'],
    ['còn Bến Lở thì sao?', ['Nghệ nhân ở Hòn Mây là ai?'], 'gom.md', 'Quách Văn Thung'],
  ])('is answered with it: %s', async (question, earlier, file, told) => {
    const answer = await answerer.answer(question, { earlier });
    expect(answer.answered).toBe(true);
    expect(answer.citations[0]?.article.path).toBe(file);
    expect(answer.citations[0]?.excerpt).toContain(told);
    expect(answer.question.text).toBe(question);
    checkCitations(answer);
  });

  test('is not answered where the articles do not tell about that one', async () => {
    const answer = await answerer.answer('còn Khe Sanh thì sao?', { earlier: [first] });
    expect(answer).toMatchObject({ answered: false, question: { text: 'còn Khe Sanh thì sao?' } });
  });

  test('is answered by itself where only so the articles tell', async () => {
    const question = 'tàu tiếp tế mang tên gì?';
    const [after, alone] = [
      await answerer.answer(question, { earlier: [first] }),
      await answerer.answer(question),
    ];
    expect(after.answered).toBe(true);
    expect(after.citations).toEqual(alone.citations);
  });

  test('finds the passages for both', async () => {
    const { question, found } = await answerer.search('ai thiết kế?', { earlier: [first] });
    expect(question.text).toBe('ai thiết kế?');
    expect(found[0]?.article.path).toBe('cau.md');
    const filter = { publisher: 'báo gốm' };
    const { found: filtered } = await answerer.search('ai thiết kế?', { earlier: [first], filter });
    expect(new Set(filtered.map(({ article }) => article.path))).toEqual(new Set(['gom.md']));
  });
});

test('a question that stands by itself is answered as if none had been before it', async () => {
  const { question } = ASKED.pottery;
  const [after, alone] = [
    await answerer.answer(question, { earlier: [ASKED.bridge.question] }),
    await answerer.answer(question),
  ];
  expect({ ...after, tookMs: 0 }).toEqual({ ...alone, tookMs: 0 });
});

describe('a question that the articles do not answer', () => {
  test.each([
    ['about nothing in them', UNTOLD],
    ['about nothing in them, without diacritics', 'gia ve may bay di paris bao nhieu tien'],
    ['about nothing in them, in English', 'What is the weather in Tokyo today?'],
    ['about another bridge', 'Cầu treo Khe Sanh dài bao nhiêu mét?'],
    ['about another year', 'Cầu treo Khe Đước năm 1975 dài bao nhiêu mét?'],
    ['for what they do not tell', 'Số điện thoại của cầu treo Khe Đước là gì?'],
    ['in another script', '橋の長さは？'],
  ])('%s names the nearest article and claims nothing', async (_, question) => {
    const { answered, statements, citations, closest, confidence } = await answerer.answer(question);
    expect({ answered, statements, citations }).toEqual({ answered: false, statements: [], citations: [] });
    expect(Object.keys(ARTICLES)).toContain(closest?.article.path);
    expect(closest?.score).toBeGreaterThanOrEqual(0);
    expect(closest?.score).toBeLessThanOrEqual(1);
    expect(confidence).toBeLessThan(calibrationFor(application.embedder.fingerprint).threshold);
  });

  test.each(['', '  ', '?!… ——'])('for it asks nothing: %j', async (question) => {
    expect(await answerer.answer(question)).toMatchObject({ answered: false, citations: [], confidence: 0 });
    expect(await answerer.evidenceFor(question)).toBeNull();
  });

  test('is the less believed the less of it the articles hold', async () => {
    const [told, untold] = [await answerer.answer(ASKED.bridge.question), await answerer.answer(UNTOLD)];
    expect(told.confidence).toBeGreaterThan(untold.confidence);
  });
});

describe('an index of one article', () => {
  test('answers what the article tells', async () => {
    const answer = await ofOne.answer(ASKED.bridge.question);
    expect(answer).toMatchObject({ answered: true, citations: [{ article: { path: 'cau.md' } }] });
    checkCitations(answer);
  });

  test('does not answer what it does not tell', async () => {
    expect(await ofOne.answer(UNTOLD)).toMatchObject({
      answered: false,
      closest: { article: { path: 'cau.md' } },
    });
  });
});

test('an index without passages answers nothing', async () => {
  const empty: PassageIndex = {
    ...ofOne.searcher.index,
    articles: [],
    passages: [],
    nearest: () => Promise.resolve([]),
  };
  const resources = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
  const { embedder } = application;
  const nobody = new Answerer(new Searcher(empty, embedder, resources), calibrationFor(embedder.fingerprint));
  expect(await nobody.answer(ASKED.bridge.question)).toMatchObject({
    answered: false,
    statements: [],
    citations: [],
    closest: null,
    confidence: 0,
  });
});

test('tells how long it took, by the clock that it was given', async () => {
  const times = [1000, 1250];
  const timed = new Answerer(
    ofOne.searcher,
    calibrationFor(application.embedder.fingerprint),
    () => times.shift() ?? NaN,
  );
  expect((await timed.answer(ASKED.bridge.question)).tookMs).toBe(250);
});

test('is as sure as it has to be to answer', async () => {
  const calibration = calibrationFor(application.embedder.fingerprint);
  const { question } = ASKED.bridge;
  const withThreshold = (threshold: number) =>
    new Answerer(ofOne.searcher, { ...calibration, threshold }).answer(question);
  const { confidence } = await withThreshold(0);
  expect(await withThreshold(confidence)).toMatchObject({ answered: true, closest: null });
  expect(await withThreshold(confidence + 1e-9)).toMatchObject({
    answered: false,
    statements: [],
    citations: [],
  });
});
