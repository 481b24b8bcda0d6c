import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeAnswer, fakeRefusal } from '../test/support/fake-answer.js';
import { fakeArticle } from '../test/support/fake-corpus.js';
import { PROJECT_ROOT } from '../src/config/settings.js';
import { wordsIn } from '../src/locales/catalogue.js';
import { answerRecord } from './answer-record.js';

const WORDS = wordsIn('vi');

const BRIDGE = {
  ...fakeArticle('cau.md', 'Cầu treo', ['Cầu dài 214 mét. Cầu mới.']),
  publisher: 'Báo Cầu',
  url: 'https://example.org/cau',
};
const HILL = fakeArticle('doi.md', 'Đồi chè', ['Đồi cao.']);
const ARTICLE = {
  id: BRIDGE.id,
  path: 'cau.md',
  title: 'Cầu treo',
  publisher: 'Báo Cầu',
  author: null,
  publishedAt: '2024-10-17',
  publishedAtInferred: false,
  url: 'https://example.org/cau',
};

describe('the record of an answer', () => {
  test('has its statements, citations and their articles', () => {
    const answer = fakeAnswer('Cầu dài bao nhiêu?', [BRIDGE, HILL]);
    expect(answerRecord(answer, WORDS)).toEqual({
      question: 'Cầu dài bao nhiêu?',
      answered: true,
      outcome: 'told',
      confidence: 1,
      lexicalOnly: false,
      answer: 'Cầu dài 214 mét. [1]\nĐồi cao. [2]',
      citations: [
        {
          n: 1,
          excerpt: 'Cầu dài 214 mét. Cầu mới.',
          start: 0,
          end: 25,
          answerSpan: { start: 0, end: 3 },
          score: 1,
          article: ARTICLE,
        },
        expect.objectContaining({ n: 2, excerpt: 'Đồi cao.' }),
      ],
      closest: null,
      untold: [],
      passedOver: [],
      tookMs: 1,
    });
  });

  test('knows no confidence where nothing was read, and says where only words were searched for', () => {
    const unread = { ...fakeAnswer('Ai?', [BRIDGE]), outcome: 'unread', lexicalOnly: true } as const;
    expect(answerRecord(unread, WORDS)).toMatchObject({ confidence: null, lexicalOnly: true });
  });

  test('has the nearest article of a refusal, and no citation', () => {
    expect(answerRecord(fakeRefusal('Ai?', BRIDGE), WORDS)).toEqual({
      question: 'Ai?',
      answered: false,
      outcome: 'not-told',
      confidence: 0,
      lexicalOnly: false,
      answer: '',
      citations: [],
      closest: { article: ARTICLE, score: 0.1 },
      untold: [],
      passedOver: [],
      tookMs: 1,
    });
    expect(answerRecord(fakeRefusal('Ai?', null), WORDS).closest).toBeNull();
  });

  test('has what the bot says itself to a message that asks nothing', () => {
    const greeted = {
      ...fakeRefusal('chào', null),
      outcome: 'small-talk',
      smallTalk: { kind: 'greeting', about: 'Hòn Mây' },
    } as const;
    const { answered, answer } = answerRecord(greeted, WORDS);
    expect(answered).toBe(false);
    expect(answer).toContain('Xin chào!');
    expect(answer).toContain('“Bài nào nói về Hòn Mây?”');
  });

  test('rounds to thousandths', () => {
    const refusal = fakeRefusal('Ai?', BRIDGE);
    const closest = { article: BRIDGE, score: 0.12345 };
    const record = answerRecord({ ...refusal, closest, tookMs: 17.98765 }, WORDS);
    expect(record).toMatchObject({ closest: { score: 0.123 }, tookMs: 17.988 });
  });

  describe('in the documents', () => {
    const document = (name: string) => readFileSync(path.join(PROJECT_ROOT, 'docs', name), 'utf8');
    const record = answerRecord(fakeAnswer('Cầu?', [BRIDGE]), WORDS);
    const namesIn = (json: string) => json.match(/"\w+"(?=:)/gu);

    test('has the names that it has, in their order', () => {
      const example = /```json\n(?<json>.+?)```/su.exec(document('reference.md'))?.groups?.['json'] ?? '';
      expect(namesIn(example)).toEqual(namesIn(JSON.stringify(record)));
    });

    test.each(['reference.md', 'vi/huong-dan.md'])('has all its names explained in %s', (name) => {
      const unexplained = Object.keys(record).filter(
        (field) => !['question', 'citations'].includes(field) && !document(name).includes(`| \`${field}\``),
      );
      expect(unexplained).toEqual([]);
    });
  });

  test('is the same after a way through JSON: nothing in it is undefined', () => {
    const record = answerRecord(fakeAnswer('Cầu?', [BRIDGE]), WORDS);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect(JSON.stringify(record)).not.toContain(BRIDGE.contentHash);
  });
});
