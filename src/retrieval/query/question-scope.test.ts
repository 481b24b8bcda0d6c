import { describe, expect, test } from 'vitest';
import { englishDictionary } from '../../language/dictionary.js';
import { vietnameseLexicon } from '../../language/lexicon.js';
import { isListQuestion } from './question-scope.js';
import { analyseQuestion } from './question.js';

const LANGUAGES = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };
const isSeveral = (text: string) => isListQuestion(analyseQuestion(text, LANGUAGES));

describe('a question asks for several', () => {
  test.each([
    'Những năm nào bến mở hội?',
    'Các đội kèn nào biểu diễn?',
    'Đội kèn biểu diễn những bài gì?',
    'Những ai biểu diễn?',
    'Ở những đâu có hội?',
    'Ở đâu có hội?',
    'Nơi nào có hội?',
    'Bài nào nói về hội bến?',
    'Trưởng đội kèn ở các nơi là ai?',
    'Liệt kê các đội kèn',
    'nhung nam nao ben mo hoi',
    'nhung ai bieu dien',
    'bai bao nao noi ve hoi ben',
    'nhữg ai biểu diễn z',
    'Which years did the horn band play?',
    'Which old horn bands played?',
    'Who are the players?',
    'Which people played the horn?',
    'List the players',
  ])('%s', (text) => {
    expect(isSeveral(text)).toBe(true);
  });
});

describe('a question asks for one thing', () => {
  test.each([
    'Bến mở hội năm nào?',
    'Hội bến mở ở đâu?',
    'Ai biểu diễn?',
    'Đội kèn tặng các em nhỏ cái gì?',
    'Những người dự hội hôm ấy đã được đội kèn của bến tặng gì?',
    'Nhưng ai biểu diễn?',
    'hoi ben mo o dau',
    'Which was the first horn band?',
    'Which band is this?',
    'Who played the horn?',
    '',
  ])('%s', (text) => {
    expect(isSeveral(text)).toBe(false);
  });
});
