import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { englishDictionary } from '../../language/dictionary.js';
import { vietnameseLexicon } from '../../language/lexicon.js';
import { analyseQuestion, type Question, type QuestionTerm } from './question.js';

const LANGUAGES = { lexicon: vietnameseLexicon(), dictionary: englishDictionary() };

const analyse = (text: string): Question => analyseQuestion(text, LANGUAGES);

test('keeps the question as it was asked', () => {
  expect(analyse(' vp họp ở đâu?? ').text).toBe(' vp họp ở đâu?? ');
});

describe('language and diacritics', () => {
  test.each([
    ['Vietnamese', 'Ai khánh thành cầu treo?', 'vi', true],
    ['Vietnamese without diacritics', 'ai khanh thanh cau treo', 'vi', false],
    ['English', 'Who opened the bridge?', 'en', false],
    ['English with a Vietnamese name', 'Who opened the bridge in Đà Nẵng?', 'en', true],
  ] as const)('are told of %s', (_, text, language, accented) => {
    expect(analyse(text)).toMatchObject({ language, accented });
  });
});

describe('chat spelling', () => {
  test.each([
    ['vp họp ở đâu v', 'văn phòng họp ở đâu vậy'],
    ['có bn người dc tặng bằng khen', 'có bao nhiêu người được tặng bằng khen'],
    ['thafnh phoos naof', 'thành phố nào'],
    ['nhiềuuu người dự', 'nhiều người dự'],
    ['Văn phòng họp ở đâu?', 'Văn phòng họp ở đâu?'],
    ['van phong hop o dau', 'van phong hop o dau'],
  ])('is written out: %s', (text, normalized) => {
    expect(analyse(text).normalized).toBe(normalized);
  });

  test('that stands for several things keeps the others at hand', () => {
    const { normalized, alternatives } = analyse('TU họp khi nào');
    expect(normalized).toBe('thành ủy họp khi nào');
    expect(alternatives.map(({ folded }) => folded).join(' ')).toBe('tinh uy thi uy');
  });

  test('decides what is asked for', () => {
    expect(analyse('co bn nguoi du le').kind).toBe('how-many');
  });

  test('is left alone in an English question', () => {
    expect(analyse('Who is the vp of the office?').normalized).toBe('Who is the vp of the office?');
  });
});

describe('the words to search for', () => {
  const words = (text: string) => analyse(text).tokens.map(({ folded }) => folded);

  test('are those that do more than ask', () => {
    expect(words('Cầu treo dài bao nhiêu mét?')).toEqual(['cau', 'treo', 'dai', 'met']);
  });

  test('are none of a greeting', () => {
    expect(words('Xin chào, cầu treo dài bao nhiêu?')).toEqual(['cau', 'treo', 'dai']);
  });

  test('are all of them where all only ask', () => {
    expect(words('ai ở đâu')).toEqual(['ai', 'o', 'dau']);
    expect(analyse('ai ở đâu').terms).toEqual([]);
  });

  test.each(['', '   ', '?!… ——', '👍', '\u0301'])('are none in %j', (text) => {
    expect(analyse(text)).toMatchObject({ tokens: [], terms: [], alternatives: [], kind: 'other' });
  });
});

test('a very long question is analysed by its beginning', () => {
  const { tokens, text } = analyse('Cầu treo Khe Đước '.repeat(6000));
  expect(text).toHaveLength(108_000);
  expect(tokens.length).toBeGreaterThan(0);
  expect(tokens.length).toBeLessThan(2000);
});

/** Anything that can be typed or pasted: words that the analysis knows, and any code unit, lone surrogates included. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('Ai', 'la gi', 'Hà Nội', 'Who', 'ko', 'TU', '17/10', '?', '\n', '\uD83D', 'thafnh'),
    ),
  )
  .map((parts) => parts.join(' '));

test('any text is analysed without an error, and what is found lies in it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { normalized, tokens, terms } = analyse(text);
      let end = 0;
      for (const token of tokens) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThan(token.start);
        ({ end } = token);
      }
      expect(end).toBeLessThanOrEqual(normalized.length);
      for (const { weight, accented, folded, translations } of terms) {
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
        expect(accented).toHaveLength(folded.length);
        for (const { likelihood } of translations) {
          expect(likelihood).toBeGreaterThan(0);
          expect(likelihood).toBeLessThanOrEqual(1);
        }
      }
    }),
  );
});

const termsOf = (question: string) => analyseQuestion(question, LANGUAGES).terms;
const written = (term: QuestionTerm) => term.folded.join(' ');
const namesOf = (question: string) =>
  termsOf(question)
    .filter(({ kind }) => kind === 'name')
    .map(written);
const numbersOf = (question: string) =>
  termsOf(question)
    .filter(({ kind }) => kind === 'number')
    .map(written);

/** The one term of a question that is spelled so without diacritics. */
function term(question: string, folded: string): QuestionTerm {
  const [found, ...others] = termsOf(question).filter((candidate) => written(candidate) === folded);
  if (found === undefined || others.length > 0)
    throw new Error(`"${question}" has not one term "${folded}".`);
  return found;
}

describe('a name is', () => {
  test.each([
    ['a place', 'Lễ ở Đà Nẵng có gì?', ['da nang']],
    ['a place that begins the question', 'Đà Nẵng có gì?', ['da nang']],
    ['a place typed small', 'lễ ở đà nẵng có gì', ['da nang']],
    ['a place typed without diacritics', 'le o da nang co gi', ['da nang']],
    ['a place that begins like a word that asks', 'can tho hop mat ngay nao', ['can tho']],
    ['a place of one syllable', 'Ai đến Huế?', ['hue']],
    ['a person', 'Hôm đó Lê Tiến Châu có dự không?', ['le tien chau']],
    ['a person after a title', 'Hôm đó ông Lê Tiến Châu có dự không?', ['le tien chau']],
    ['a person after an office', 'Phó Bí thư Đỗ Mạnh Hiến nói gì?', ['do manh hien']],
    ['a person of four syllables', 'Bà Nguyễn Thị Thu Hà nói gì?', ['nguyen thi thu ha']],
    ['the beginning of a person that is typed small', 'nguyễn thị tuyến là ai', ['nguyen thi']],
    ['that beginning without diacritics', 'nguyen thi tuyen la ai', ['nguyen thi']],
    ['a district after its kind', 'Lễ ở tỉnh Quảng Ninh thế nào?', ['quang ninh']],
    ['the town La Gi', 'Ở La Gi có gì?', ['la gi']],
    ['the town La Gi without diacritics', 'O La Gi co gi?', ['la gi']],
    ['each of two with a comma between', 'Ở Hà Nội, Đà Nẵng có gì?', ['ha noi', 'da nang']],
  ])('%s', (_, question, names) => {
    expect(namesOf(question)).toEqual(names);
  });

  test.each([
    ['a city', 'When did Ho Chi Minh City celebrate?', ['ho chi minh']],
    ['a city written as one word', 'Who spoke in Hanoi?', ['hanoi']],
    ['a city that begins like a word that asks', 'What happened in Can Tho?', ['can tho']],
    ['a province that is written like a common word', 'Who works in Dien Bien?', ['dien bien']],
    ['a city with diacritics', 'What happened in the office in Hải Phòng?', ['hai phong']],
    ['a person', 'Who is Le Tien Chau?', ['le tien chau']],
  ])('in English, %s', (_, question, names) => {
    expect(namesOf(question)).toEqual(names);
  });

  test.each([
    'Ai là Phó Bí thư Thường trực Thành ủy?',
    'Phó Bí thư Thành ủy là ai?',
    'tau ten la gi',
    'Ai trao giải?',
    'Who chaired the Party Committee Office?',
    'Bridges are what?',
  ])('none in "%s"', (question) => {
    expect(namesOf(question)).toEqual([]);
  });
});

describe('a number', () => {
  test.each([
    ['a year', 'Lễ năm 2024 ở đâu?', ['2024']],
    ['a day in its parts', 'Họp ngày 17/10/2019 có ai?', ['17', '10', '2019']],
    ['an English ordinal', 'When was the 94th anniversary?', ['94']],
    ['a single digit after a zero', 'Có 07 cá nhân nào?', []],
    ['a single digit', 'Có 9 đồng chí nào?', []],
  ])('weighs heavily but for a single digit: %s', (_, question, numbers) => {
    expect(numbersOf(question)).toEqual(numbers);
  });

  test('says the more the longer it is', () => {
    const weights = ['2024', '94', '9'].map((number) => term(`Có ${number} gì?`, number).weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(new Set(weights).size).toBe(3);
  });
});

describe('a word', () => {
  test('is two syllables where they belong together', () => {
    expect(termsOf('chánh văn phòng họp').map(written)).toContain('van phong');
    expect(termsOf('chanh van phong hop').map(written)).toContain('van phong');
  });

  test('does not reach over a comma', () => {
    expect(termsOf('có văn, phòng').map(written)).toEqual(expect.arrayContaining(['van', 'phong']));
  });

  test('weighs the more the rarer it is', () => {
    const question = 'có những khinh khí cầu được bay';
    expect(term(question, 'nhung').weight).toBeLessThan(term(question, 'bay').weight);
  });

  test('weighs little when it is a scrap of letters', () => {
    expect(term('trạm wq Hòn Mây có gì', 'wq').weight).toBeLessThan(
      term('trạm wq Hòn Mây có gì', 'tram').weight,
    );
  });

  test('in English has its translations, likeliest first', () => {
    const { translations } = term('Who opened the bridge?', 'bridge');
    expect(translations[0]?.folded).toEqual(['cau']);
    const likelihoods = translations.map(({ likelihood }) => likelihood);
    expect(likelihoods).toEqual([...likelihoods].sort((a, b) => b - a));
  });

  test('has the other names of a place or person', () => {
    const [other] = term('Bác Hồ nói gì?', 'bac ho').translations;
    expect(other?.folded).toEqual(['ho', 'chi', 'minh']);
  });
});

describe('another form of a part of a name is none of the whole', () => {
  test.each([
    ['Đại hội ở quận Ba Đình', 'ba dinh', []],
    ['đại hội ở quận ba đình', 'ba dinh', []],
    ['Ai kể về Cách Mạng Tháng Tám?', 'cach mang thang tam', ['cach mang thang 8', 'cach mang thang viii']],
    ['Ai dự Đại Hội Đảng XIII?', 'dai hoi dang xiii', ['dai hoi dang 13']],
    ['Lễ ở Thành Phố Cần Thơ', 'thanh pho can tho', ['tp can tho']],
    ['Ủy ban nhân dân xã họp', 'uy ban', ['ubnd']],
  ])('%s', (question, folded, forms) => {
    expect(term(question, folded).translations.map((form) => form.folded.join(' '))).toEqual(forms);
  });
});

describe('units of administration', () => {
  test.each([
    [
      'written out before their names',
      'Ở TX.Sa Pa, H. Bát Xát có gì?',
      'Ở thị xã Sa Pa, huyện Bát Xát có gì?',
    ],
    ['written out before their numbers', 'Q1 và P.5 có gì?', 'quận 1 và phường 5 có gì?'],
  ])('are %s', (_, text, normalized) => {
    expect(analyse(text).normalized).toBe(normalized);
  });

  test.each(['UBND Q.1 họp', 'UBND quận 1 họp', 'ubnd q1 họp', 'ubnd quan 1 hop'])(
    'are names with their numbers: %s',
    (text) => {
      const { kind, translations } = term(text, 'quan 1');
      expect(kind).toBe('name');
      const forms = translations.map((form) => form.folded.join(' '));
      expect(forms).toEqual(expect.arrayContaining(['q 1', 'q1']));
    },
  );

  test('are no part of a name that follows them at the beginning', () => {
    expect(term('Huyện Mường Khương có mấy xã?', 'muong khuong').kind).toBe('name');
  });
});

test('words that only ask are no terms', () => {
  expect(termsOf('Ai, khi nào, ở đâu?')).toEqual([]);
  expect(termsOf('Where is it?')).toEqual([]);
});

test('a word that only asks is part of a name when the asker capitalises it', () => {
  expect(termsOf('Huân chương Sao vàng là gì?').map(written)).toContain('sao');
  expect(termsOf('Trời sao vậy?').map(written)).not.toContain('sao');
});
