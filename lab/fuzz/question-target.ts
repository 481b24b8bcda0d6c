import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { englishDictionary } from '../../src/language/dictionary.js';
import { vietnameseLexicon } from '../../src/language/lexicon.js';
import { smallTalkIn } from '../../src/language/small-talk.js';
import { splitQuestions } from '../../src/retrieval/query/split-questions.js';
import { analyseQuestion } from '../../src/retrieval/query/question.js';
import { printableLine } from '../../src/lib/printable.js';
import type { FuzzTarget } from './fuzz-target.js';
import { rubbishText } from './rubbish.js';

const FILE = 'question.txt';

/** Questions of any text, as the search reads them and the terminal repeats them. */
export const questionTarget: FuzzTarget = {
  name: 'question',
  weight: 4,
  files: rubbishText.map((text) => ({ [FILE]: Buffer.from(text, 'utf16le') })),
  read: async (folder) => {
    const question = await readFile(path.join(folder, FILE), 'utf16le');
    smallTalkIn(question);
    for (const part of splitQuestions(question)) {
      analyseQuestion(part, { lexicon: vietnameseLexicon(), dictionary: englishDictionary() });
    }
    const [unprintable] = /(?!\n)[\p{Cc}\p{Cs}]/u.exec(printableLine(question)) ?? [];
    if (unprintable !== undefined) throw new Error(`What is printed holds ${JSON.stringify(unprintable)}.`);
  },
};
