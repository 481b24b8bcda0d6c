import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { holdsAnswer, readGoldenQuestions, type GoldenQuestion } from './golden-questions.js';

const BRIDGE: GoldenQuestion = {
  id: 'vi-001',
  lang: 'vi',
  question: 'Cầu dài bao nhiêu?',
  articles: ['cau.md'],
  answers: ['214 mét'],
};
const NOBODY: GoldenQuestion = { ...BRIDGE, id: 'no-001', articles: [], answers: [] };

async function fileOf(...lines: readonly string[]): Promise<string> {
  const file = path.join(await temporaryFolder(), 'questions.jsonl');
  await writeFile(file, lines.join('\n'));
  return file;
}

describe('readGoldenQuestions', () => {
  test('reads one question a line, blank lines left out', async () => {
    const file = await fileOf(JSON.stringify(BRIDGE), '', `  ${JSON.stringify(NOBODY)}\r`, '');
    expect(await readGoldenQuestions(file)).toEqual([BRIDGE, NOBODY]);
  });

  test('reads no question in an empty file', async () => {
    expect(await readGoldenQuestions(await fileOf(''))).toEqual([]);
  });

  test.each([
    ['no JSON', '{"id": ', 'not a question'],
    ['a field that is missing', JSON.stringify({ ...BRIDGE, answers: undefined }), 'answers'],
    ['a field of another type', JSON.stringify({ ...BRIDGE, articles: 'cau.md' }), 'articles'],
    ['an empty name', JSON.stringify({ ...BRIDGE, id: '' }), 'id'],
    ['something else', '7', 'not a question'],
  ])('names the file and line of %s', async (_, line, what) => {
    const file = await fileOf(JSON.stringify(BRIDGE), '', line);
    const reading = readGoldenQuestions(file);
    await expect(reading).rejects.toMatchObject({ code: 'usage' });
    await expect(reading).rejects.toThrow(`${file}, line 3`);
    await expect(reading).rejects.toThrow(what);
  });

  test('names a file that is not there', async () => {
    const file = path.join(await temporaryFolder(), 'nowhere.jsonl');
    await expect(readGoldenQuestions(file)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(file) as string,
    });
  });
});

describe('holdsAnswer', () => {
  test.each([
    ['the same', 'Cầu dài 214 mét.', '214 mét'],
    ['another case', 'VĂN PHÒNG THÀNH ỦY', 'Văn phòng Thành ủy'],
    ['another place of the tone mark', 'Thành uỷ Hoà Bình', 'Thành ủy Hòa Bình'],
    ['another Unicode form', 'Thành ủy'.normalize('NFD'), 'Thành ủy'],
    ['other punctuation', 'Tặng 9 cuốn “Sóng Bạc”, rồi về.', '9 cuốn Sóng Bạc'],
    ['other blanks', 'Bà Lương\n\nThị  Hạc', 'Lương Thị Hạc'],
    ['a zero before a number', 'Có 07 cá nhân.', '7 cá nhân'],
  ])('is told of %s', (_, excerpt, answer) => {
    expect(holdsAnswer(excerpt, [answer])).toBe(true);
  });

  test.each([
    ['a part of a longer number', 'đại hội lần thứ XXIII', 'XIII'],
    ['a part of a longer word', 'Nhà ngang', 'nga'],
    ['other accents', 'Đường dài', 'dương'],
    ['the words in another order', 'mét 214', '214 mét'],
    ['the words apart', '214 cây, mỗi cây một mét', '214 mét'],
    ['nothing', '', '214 mét'],
  ])('is not told of %s', (_, excerpt, answer) => {
    expect(holdsAnswer(excerpt, [answer])).toBe(false);
  });

  test('takes any one of the answers, and none where there is none', () => {
    expect(holdsAnswer('Cầu dài 214 mét.', ['hai trăm', '214 mét'])).toBe(true);
    expect(holdsAnswer('Cầu dài 214 mét.', [])).toBe(false);
  });
});
