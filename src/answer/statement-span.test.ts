import { describe, expect, test } from 'vitest';
import { fakeArticle } from '../../test/support/fake-corpus.js';
import { splitSentences } from '../corpus/chunk/sentences.js';
import { statementSpan } from './statement-span.js';

/** The statement that holds some words of a text. */
function stated(words: string, ...paragraphs: readonly string[]): string {
  const article = fakeArticle('bai.md', '', paragraphs);
  const start = article.text.indexOf(words);
  const { start: from, end: to } = statementSpan(article, splitSentences(article.text), {
    start,
    end: start + words.length,
  });
  return article.text.slice(from, to);
}

describe('a statement', () => {
  const LAN = 'Bà Nguyễn Thị Lan là giám đốc bến phà.';

  test('is the whole sentence that holds the answer', () => {
    expect(stated('41 năm', `${LAN} Bến phà có từ 41 năm trước. Phà chạy mỗi giờ.`)).toBe(
      'Bến phà có từ 41 năm trước.',
    );
  });

  test('is all the sentences that hold it', () => {
    expect(stated('mỗi giờ. Vé', 'Phà chạy mỗi giờ. Vé giá 5.000 đồng. Hết.')).toBe(
      'Phà chạy mỗi giờ. Vé giá 5.000 đồng.',
    );
  });

  test.each([
    'Bà cho biết phà chạy lại từ tháng 5.',
    'Bà ấy hứa phà chạy lại từ tháng 5.',
    'Theo đó, phà chạy lại từ tháng 5.',
    'She says that the ferry runs again from tháng 5.',
  ])('takes along the sentence that says who or what is meant: %s', (sentence) => {
    expect(stated('tháng 5', `${LAN} ${sentence}`)).toBe(`${LAN} ${sentence}`);
  });

  test.each([
    ['a name', `${LAN} Bà Lan cho biết phà chạy lại từ tháng 5.`],
    ['a word that only begins like one', `${LAN} Bàn ghế được thay từ tháng 5.`],
  ])('that begins with %s stands by itself', (_, text) => {
    expect(stated('tháng 5', text)).toBe(text.slice(LAN.length + 1));
  });

  test('takes nothing along from another paragraph, nor what no excerpt has room for', () => {
    expect(stated('tháng 5', LAN, 'Bà cho biết phà chạy lại từ tháng 5.')).toBe(
      'Bà cho biết phà chạy lại từ tháng 5.',
    );
    const long = `Người lái phà ${'đi qua sông và '.repeat(35)}về.`;
    const next = `Họ nghỉ từ tháng 5 ${'rồi lại đi và '.repeat(13)}về.`;
    expect(stated('tháng 5', `${long} ${next}`)).toBe(next);
  });
});
