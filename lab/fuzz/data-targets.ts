import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { readFeedback } from '../../src/operations/feedback-log.js';
import { parseSettings } from '../../src/config/settings.js';
import { readBeirFolder } from '../../scripts/evaluation/beir-folder.js';
import { readGoldenQuestions } from '../../scripts/evaluation/golden-questions.js';
import type { FuzzTarget } from './fuzz-target.js';
import { mutated, rubbishBytes } from './rubbish.js';

const bytesOf = (...lines: readonly string[]) => fc.constant(Buffer.from(`${lines.join('\n')}\n`));
const orRubbish = (good: fc.Arbitrary<Buffer>) =>
  fc.oneof(rubbishBytes, { weight: 3, arbitrary: mutated(good) });

const dotenv = orRubbish(
  bytesOf(
    ...[
      'ARTICLES_DIR=data/articles',
      'INDEX_DIR="data/index"',
      'EMBEDDING_MODEL=vi-en-mini',
      'LANGUAGE=vi_VN:en',
    ],
    ...[
      'MODEL_HUB=https://hub.example/',
      'LOG_LEVEL=info',
      'LOG_QUESTIONS=true',
      'GUILD_ID=175928847299117063',
    ],
    ...['ALLOWED_CHANNELS=175928847299117063, 175928847299117064', 'COOLDOWN=1.5', "HEALTH_FILE='a b'"],
  ),
);
const golden = orRubbish(
  bytesOf(
    '{"id":"vi-001","lang":"vi","question":"Ai?","articles":["a.md"],"answers":["An"]}',
    '{"id":"vi-002","lang":"en","question":"Who?","articles":[],"answers":[]}',
  ),
);
const feedback = orRubbish(
  bytesOf(
    '{"at":"2031-03-05T08:00:00Z","kind":"up","question":"Ai đo gió?","messageId":"17"}',
    '{"at":"2031-03-05T08:00:00Z","kind":"unanswered","question":"Ai?","confidence":0.1,"closest":null,"language":"vi"}',
  ),
);
const [corpus, queries, qrels] = [
  bytesOf('{"_id":"d1","title":"A","text":"Một."}', '{"_id":"d2","text":"Hai."}'),
  bytesOf('{"_id":"q1","text":"Một?"}', '{"_id":"q2","text":"Hai?"}'),
  bytesOf('query-id\tcorpus-id\tscore', 'q1\td1\t1', 'q2\td2\t2'),
];

/** Settings, and the files that scripts are given. */
export const dataTargets: readonly FuzzTarget[] = [
  {
    name: 'settings',
    weight: 2,
    files: dotenv.map((bytes) => ({ '.env': bytes })),
    read: async (folder) => {
      parseSettings(parseDotenv(await readFile(path.join(folder, '.env'))));
    },
    names: (words) => /^Wrong settings?: [A-Z_]+/u.test(words) && words.includes('.env'),
  },
  {
    name: 'golden questions',
    weight: 1,
    files: golden.map((bytes) => ({ 'questions.jsonl': bytes })),
    read: async (folder) => {
      await readGoldenQuestions(path.join(folder, 'questions.jsonl'));
    },
  },
  {
    name: 'BEIR folder',
    weight: 2,
    files: fc
      .tuple(...[corpus, queries, qrels].map((file) => fc.oneof(file, orRubbish(file))))
      .map(([documents = EMPTY, questions = EMPTY, judgements = EMPTY]) => ({
        'corpus.jsonl': documents,
        'queries.jsonl': questions,
        'qrels/test.tsv': judgements,
      })),
    read: async (folder) => {
      await readBeirFolder(folder);
    },
  },
  {
    name: 'feedback',
    weight: 1,
    files: fc
      .tuple(feedback, feedback)
      .map(([full, last]) => ({ 'feedback.jsonl.1': full, 'feedback.jsonl': last })),
    read: async (folder) => {
      await readFeedback(path.join(folder, 'feedback.jsonl'));
    },
  },
];

const EMPTY = Buffer.alloc(0);
