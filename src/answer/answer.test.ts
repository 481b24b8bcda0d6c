import { ANSWERED } from '../../test/support/outcomes.js';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASKED, INVENTED } from '../../test/support/invented-articles.js';
import { programFolders, writeArticles } from '../../test/support/program-folders.js';
import { Application } from '../application.js';
import { MAX_EXCERPT_LENGTH } from '../corpus/chunk.js';
import { splitSentences } from '../corpus/sentences.js';
import type { PassageIndex } from '../index/passage-index.js';
import { englishDictionary } from '../language/dictionary.js';
import { vietnameseLexicon } from '../language/lexicon.js';
import { HybridRetriever } from '../retrieval/hybrid-retriever.js';
import { comparable } from '../language/vietnamese.js';
import { parseSettings } from '../config/settings.js';
import { UserError } from '../lib/errors.js';
import { readingOf } from '../service/answering.js';
import { Answerer, type Reading } from './answer.js';
import { type CitedAnswer, isAnswered } from './cited-answer.js';
import { contains, overlaps } from './excerpt.js';

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
let reading: Reading;
let answerability: Reading['answerability'];
let answerer: Answerer;
/** Over an index of the bridge's article alone. */
let ofOne: Answerer;

beforeAll(async () => {
  const { root, articlesDir, indexDir } = await programFolders(ARTICLES);
  application = await Application.open({ ...parseSettings({ MODEL_THREADS: '1' }), articlesDir, indexDir });
  await application.reindex();
  answerer = application.answererFor(await application.openIndex());
  const used = readingOf(application.settings, application.reader);
  if (used === null) throw new Error('The built-in settings want a reader.');
  reading = used;
  ({ answerability } = used);

  const alone = { articlesDir: path.join(root, 'one'), indexDir: path.join(root, 'index-of-one') };
  await writeArticles(alone.articlesDir, { 'cau.md': INVENTED.bridge });
  await application.with(alone).reindex();
  ofOne = application.answererFor(await application.with(alone).openIndex());
});
afterAll(() => application.close());

describe('while the embedding model does not answer', () => {
  const broken = new UserError('model-broken', 'The process stopped.', 'Wait.');
  const withEmbedder = async (error: Error) => {
    const embedder = { embedQueries: () => Promise.reject(error) };
    const resources = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
    return new Answerer(new HybridRetriever(await application.openIndex(), embedder, resources), null);
  };

  test('words alone are searched for, and the answer and a search say so', async () => {
    const byWords = await withEmbedder(broken);
    const { question, answer } = ASKED.bridge;
    const told = await byWords.answer(question);
    expect(told.citations[0]?.excerpt).toContain(answer);
    expect(told.lexicalOnly).toBe(true);
    expect(byWords.failures).toBe(1);
    expect((await byWords.search(question)).lexicalOnly).toBe(true);
    expect((await answerer.search(question)).lexicalOnly).toBeUndefined();
  });

  test('for another reason, that is an error', async () => {
    const defect = new TypeError('a defect');
    await expect((await withEmbedder(defect)).answer(ASKED.bridge.question)).rejects.toBe(defect);
  });
});

/** Holds for every answer, whatever was asked. */
function checkCitations({ citations, statements }: CitedAnswer): void {
  expect(citations.map(({ n }) => n)).toEqual(citations.map((_, at) => at + 1));
  for (const { n, article, excerpt, start, end, score, statement, answer } of citations) {
    expect(excerpt).toBe(article.text.slice(start, end));
    expect(excerpt.length).toBeLessThanOrEqual(MAX_EXCERPT_LENGTH);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
    const sentences = splitSentences(article.text);
    const [starts, ends] = [sentences.map((one) => one.start), sentences.map((one) => one.end)];
    expect(starts).toContain(start);
    expect(ends).toContain(end);
    if (statement === null || answer === null)
      throw new Error('a citation that was read says which words answer');
    expect(starts).toContain(start + statement.start);
    expect(ends).toContain(start + statement.end);
    expect(statement.end).toBeLessThanOrEqual(excerpt.length);
    expect(contains(statement, answer)).toBe(true);
    expect(answer.end).toBeGreaterThan(answer.start);
    const others = citations.filter((other) => other.article.id === article.id && other.n !== n);
    expect(others.some((other) => overlaps(other, { start, end }))).toBe(false);
  }
  for (const { text, citation, answer } of statements) {
    const cited = citations.find(({ n }) => n === citation);
    expect(text).toBe(cited?.excerpt.slice(cited.statement?.start, cited.statement?.end));
    expect(text.slice(answer.start, answer.end)).toBe(
      cited?.excerpt.slice(cited.answer?.start, cited.answer?.end),
    );
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
    const { outcome, citations, statements, closest } = await answerer.answer(question);
    expect(outcome).toEqual(ANSWERED);
    expect(citations[0]?.article.path).toBe(file);
    expect(citations[0]?.excerpt).toContain(answer);
    expect(statements[0]).toMatchObject({ citation: 1, text: expect.stringContaining(answer) as string });
    expect(closest).toBeNull();
  });

  test.each(QUESTIONS)('is cited by places that can be checked: %s', async (question) => {
    for (const limit of [1, 3, 10]) {
      const answer = await answerer.answer(question, { limit });
      expect(answer.citations.length).toBeLessThanOrEqual(limit);
      expect(answer.statements.length > 0).toBe(isAnswered(answer));
      checkCitations(answer);
    }
  });

  test('is cited as often for a larger limit, and by the same first places', async () => {
    const [few, many] = [
      await answerer.answer(RESCUE, { limit: 2 }),
      await answerer.answer(RESCUE, { limit: 5 }),
    ];
    expect(many.citations.slice(0, 2)).toEqual(few.citations);
  });

  test('says which words answer, and one sentence only', async () => {
    const { statements } = await answerer.answer(ASKED.bridge.question);
    expect(statements).toHaveLength(1);
    const [{ text, answer } = { text: '', answer: { start: 0, end: 0 } }] = statements;
    expect(text.slice(answer.start, answer.end)).toBe('214 mét');
  });
});

describe('an article that stands in two files', () => {
  test('says each sentence once', async () => {
    const { outcome, citations, statements } = await answerer.answer(RESCUE, { limit: 5 });
    expect(outcome).toEqual(ANSWERED);
    expect(statements[0]?.text).toContain('Phí Nhạn');
    const keys = citations.map(({ excerpt, statement }) =>
      comparable(excerpt.slice(statement?.start, statement?.end)),
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
    const { outcome, citations } = await answerer.answer(RESCUE, { filter, limit: 5 });
    expect(outcome).toEqual(ANSWERED);
    expect(new Set(citations.map(({ article }) => article.path))).toEqual(new Set([file]));
  });

  test('keeps the citations to its days', async () => {
    const { question } = ASKED.bridge;
    expect(
      await answerer.answer(question, { filter: { from: '2029-11-20', to: '2029-11-20' } }),
    ).toMatchObject({ outcome: ANSWERED });
    const later = await answerer.answer(question, { filter: { from: '2029-11-21' } });
    expect(later.outcome).toBe('not-told');
    expect(later.closest?.article.path).not.toBe('cau.md');
  });

  test('that no article passes leaves nothing, not even a nearest article', async () => {
    const answer = await answerer.answer(RESCUE, { filter: { publisher: 'Báo Biển' } });
    expect(answer).toMatchObject({
      outcome: 'not-told',
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
    expect(answer.outcome).toEqual(ANSWERED);
    expect(answer.citations[0]?.article.path).toBe(file);
    expect(answer.citations[0]?.excerpt).toContain(told);
    expect(answer.question.text).toBe(question);
    checkCitations(answer);
  });

  test('is not answered where the articles do not tell about that one', async () => {
    const answer = await answerer.answer('còn Khe Sanh thì sao?', { earlier: [first] });
    expect(answer).toMatchObject({ outcome: 'not-told', question: { text: 'còn Khe Sanh thì sao?' } });
  });

  test('is answered by itself where only so the articles tell', async () => {
    const question = 'tàu tiếp tế mang tên gì?';
    const [after, alone] = [
      await answerer.answer(question, { earlier: [first] }),
      await answerer.answer(question),
    ];
    expect(after.outcome).toEqual(ANSWERED);
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
    ['in another script', '富士山の高さは？'],
  ])('%s names the nearest article and claims nothing', async (_, question) => {
    const { outcome, statements, citations, closest, confidence } = await answerer.answer(question);
    expect({ outcome, statements, citations }).toEqual({
      outcome: 'not-told',
      statements: [],
      citations: [],
    });
    expect(Object.keys(ARTICLES)).toContain(closest?.article.path);
    expect(closest?.score).toBeGreaterThanOrEqual(0);
    expect(closest?.score).toBeLessThanOrEqual(1);
    expect(confidence).toBeLessThan(answerability.thresholds.accented);
  });

  test.each(['', '  ', '?!… ——'])('for it asks nothing: %j', async (question) => {
    expect(await answerer.answer(question)).toMatchObject({
      outcome: 'not-told',
      citations: [],
      confidence: 0,
    });
    expect(await answerer.evidenceFor(question)).toEqual([]);
  });

  test('is the less believed the less of it the articles hold', async () => {
    const [told, untold] = [await answerer.answer(ASKED.bridge.question), await answerer.answer(UNTOLD)];
    expect(told.confidence).toBeGreaterThan(untold.confidence);
  });
});

describe('an index of one article', () => {
  test('answers what the article tells', async () => {
    const answer = await ofOne.answer(ASKED.bridge.question);
    expect(answer).toMatchObject({ outcome: ANSWERED, citations: [{ article: { path: 'cau.md' } }] });
    checkCitations(answer);
  });

  test('does not answer what it does not tell', async () => {
    expect(await ofOne.answer(UNTOLD)).toMatchObject({
      outcome: 'not-told',
      closest: { article: { path: 'cau.md' } },
    });
  });
});

test('an index without passages answers nothing', async () => {
  const empty: PassageIndex = {
    ...ofOne.retriever.index,
    articles: [],
    passages: [],
    nearest: () => Promise.resolve([]),
  };
  const resources = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
  const nobody = new Answerer(new HybridRetriever(empty, application.embedder, resources), reading);
  expect(await nobody.answer(ASKED.bridge.question)).toMatchObject({
    outcome: 'not-told',
    statements: [],
    citations: [],
    closest: null,
    confidence: 0,
  });
});

test('tells how long it took, by the clock that it was given', async () => {
  const { timed } = slowlyRead(250);
  expect((await timed.answer(ASKED.bridge.question)).tookMs).toBe(250);
});

/** An answerer whose reader takes `ms` each time, by a clock that nothing else moves. */
function slowlyRead(ms: number) {
  let now = 1000;
  const asked: string[] = [];
  const reader: Reading['reader'] = {
    read: async (question, passages, withinMs) => {
      now += ms;
      asked.push(question);
      return await reading.reader.read(question, passages, withinMs);
    },
  };
  const timed = new Answerer(answerer.retriever, { ...reading, reader }, undefined, () => now);
  return { timed, asked };
}

test('of several questions those are read for which there is time, and what is missing counts as a failure', async () => {
  const { timed, asked } = slowlyRead(60_000);
  const [bridge, pottery] = [ASKED.bridge.question, ASKED.pottery.question];
  const answer = await timed.answer(`${bridge} ${pottery}`);
  expect(new Set(asked)).toEqual(new Set([bridge]));
  expect(answer).toMatchObject({ outcome: 'told', untold: [pottery] });
  expect(timed.failures).toBeGreaterThan(0);
});

test('a comparison is told of both its sides, or by a sentence that is sure to make it', async () => {
  const compared = async (tells: number) => {
    const read: Reading['reader']['read'] = (question, passages) => {
      // Of one side alone nothing tells.
      const logit = /so sánh/iu.test(question) ? tells : -9;
      return Promise.resolve(
        passages.map(() => ({ tells: logit, spans: [{ start: 0, end: 3, margin: logit }] })),
      );
    };
    const model = {
      ...answerability,
      bias: 0,
      weights: { tells: 1, retrieval: 0, similarity: 0, missing: 0 },
      thresholds: { accented: 0.5, unaccented: 0.5, english: 0.5 },
      sure: 0.9,
    };
    const given: Reading = { ...reading, reader: { read }, answerability: model };
    const answer = await new Answerer(ofOne.retriever, given).answer(
      'So sánh điện thoại Sao và điện thoại Trăng',
    );
    return answer.outcome;
  };
  expect(await compared(1)).toBe('not-told');
  expect(await compared(9)).toBe('told');
});

test('what no sentence states by itself is never said plainly, and all is stated that it may be worked out of', async () => {
  const { root } = await programFolders({});
  const seeds = { articlesDir: path.join(root, 'seeds'), indexDir: path.join(root, 'index-of-seeds') };
  const text = 'Xã Bến Đò nhận 120 tấn giống. Xã Gò Sim nhận 80 tấn giống. Xã Cồn Mây nhận 45 tấn giống.';
  await writeArticles(seeds.articlesDir, { 'giong.md': `# Ba xã nhận giống lúa\n\n${text}\n` });
  await application.with(seeds).reindex();
  const ofSeeds = application.answererFor(await application.with(seeds).openIndex());
  const answer = await ofSeeds.answer('Xã nào nhận nhiều giống nhất?');
  expect(answer.outcome).toBe('perhaps');
  expect(answer.statements.map((statement) => statement.text).join(' ')).toBe(text);
  expect((await ofSeeds.answer('Xã Gò Sim nhận bao nhiêu tấn giống?')).statements).toEqual([
    expect.objectContaining({ text: 'Xã Gò Sim nhận 80 tấn giống.' }),
  ]);
});

test('answers from the threshold for its way of typing on, and plainly from where it is sure', async () => {
  const { question } = ASKED.bridge;
  const outcome = async (accented: number, sure: number) => {
    const thresholds = { accented, unaccented: 1, english: 1 };
    const given: Reading = { ...reading, answerability: { ...answerability, thresholds, sure } };
    return await new Answerer(ofOne.retriever, given).answer(question);
  };
  const { confidence } = await outcome(0, 1);
  expect(await outcome(confidence, confidence)).toMatchObject({ outcome: 'told', closest: null });
  expect(await outcome(confidence, confidence + 1e-9)).toMatchObject({ outcome: 'perhaps', closest: null });
  expect(await outcome(confidence + 1e-9, confidence + 1e-9)).toMatchObject({
    outcome: 'not-told',
    statements: [],
    citations: [],
  });
});

describe('passages that cannot be read', () => {
  const unread = (given: Reading | null, onUnread?: (error: unknown) => void) =>
    new Answerer(answerer.retriever, given, onUnread).answer(ASKED.bridge.question);

  test('are shown, the nearest first, where there is no reader', async () => {
    const { outcome, statements, citations, closest } = await unread(null);
    expect({ outcome, statements, closest }).toEqual({ outcome: 'unread', statements: [], closest: null });
    expect(citations[0]).toMatchObject({ article: { path: 'cau.md' }, statement: null, answer: null });
    for (const { article, start, end, excerpt } of citations)
      expect(excerpt).toBe(article.text.slice(start, end));
  });

  test('are shown where the reader fails, which is told', async () => {
    const failure = new Error('out of memory');
    const told: unknown[] = [];
    const reader = { read: () => Promise.reject(failure) };
    expect((await unread({ ...reading, reader }, (error) => told.push(error))).outcome).toBe('unread');
    expect(told).toEqual([failure]);
  });

  test('are shown where nothing was read in time', async () => {
    const reader: Reading['reader'] = { read: (_, passages) => Promise.resolve(passages.map(() => null)) };
    const hurried = new Answerer(answerer.retriever, { ...reading, reader });
    expect((await hurried.answer(ASKED.bridge.question)).outcome).toBe('unread');
    expect(hurried.failures).toBeGreaterThan(0);
    expect(answerer.failures).toBe(0);
  });
});

describe('a message', () => {
  test('of two questions is answered in one, both parts with what they cite', async () => {
    const [bridge, pottery] = [ASKED.bridge.question, ASKED.pottery.question];
    const [first, second] = [await answerer.answer(bridge), await answerer.answer(pottery)];
    const both = await answerer.answer(`${bridge} ${pottery}`);
    checkCitations(both);
    expect(both.statements.map(({ text }) => text)).toEqual(
      [...first.statements, ...second.statements].map(({ text }) => text),
    );
    expect(both).toMatchObject({ question: { text: `${bridge} ${pottery}` }, untold: [] });
  });

  test('of two questions is searched for as both', async () => {
    const [bridge, pottery] = [ASKED.bridge.question, ASKED.pottery.question];
    const { found, question } = await answerer.search(`${bridge} ${pottery}`);
    expect(found.slice(0, 2).map(({ article }) => article.path)).toEqual(['cau.md', 'gom.md']);
    expect(question.text).toBe(`${bridge} ${pottery}`);
    expect(new Set(found.map(({ passage }) => passage)).size).toBe(found.length);
  });

  test('names the one of two questions that the articles do not tell', async () => {
    const answer = await answerer.answer(`${UNTOLD} ${ASKED.bridge.question}`);
    expect(isAnswered(answer)).toBe(true);
    expect(answer.untold).toEqual([UNTOLD]);
  });

  test('names its questions beyond the third, which are not looked at', async () => {
    const bridge = ASKED.bridge.question;
    const answer = await answerer.answer([bridge, bridge, bridge, 'Ai dự?', 'Vì sao?'].join(' '));
    expect(answer.passedOver).toEqual(['Ai dự?', 'Vì sao?']);
    expect((await answerer.answer(bridge)).passedOver).toBeUndefined();
  });

  test('is answered as its question is, whatever is said before it', async () => {
    const filler =
      'Mình vừa đi chợ về, mua được mớ rau ngon lắm, tiện thể ngồi nghỉ một lát cho đỡ mệt. '.repeat(20);
    const asked = await answerer.answer(ASKED.bridge.question);
    const { statements } = await answerer.answer(filler + ASKED.bridge.question);
    expect(statements).toEqual(asked.statements);
  });

  test('that only greets is answered with nothing of the articles', async () => {
    const greeted = await answerer.answer('chào bot nhé');
    expect(greeted).toMatchObject({ outcome: 'small-talk', statements: [], citations: [], closest: null });
  });
});
