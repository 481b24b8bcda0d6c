import { expect, test } from 'vitest';
import { randomFrom } from '../../chance/random.js';
import { WordChain } from './word-chain.js';

const SENTENCES = ['sông Bạc chảy ra biển.', 'tàu ra  khơi.', 'sông dài.'];

test('words follow each other as they do somewhere in the sentences', () => {
  const pairs = new Set(SENTENCES.flatMap((sentence) => pairsOf(['', ...sentence.split(/\s+/u), ''])));
  const chain = new WordChain(SENTENCES);
  const random = randomFrom(1);
  const made = Array.from({ length: 50 }, () => chain.sentence(random));
  expect(new Set(made.map((words) => words.join(' '))).size).toBeGreaterThan(SENTENCES.length);
  for (const words of made) expect([...pairs]).toEqual(expect.arrayContaining(pairsOf(['', ...words, ''])));
});

test('the same seed makes the same sentences', () => {
  const chain = new WordChain(SENTENCES);
  const [first, second] = [randomFrom(7), randomFrom(7)].map((random) => [
    chain.sentence(random),
    chain.sentence(random),
  ]);
  expect(first).toEqual(second);
});

test('a chain that goes round comes to an end', () => {
  expect(
    new WordChain([Array.from({ length: 9999 }, () => 'vòng').join(' ')]).sentence(randomFrom(1)),
  ).toHaveLength(45);
});

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, at) => `${words[at] ?? ''} ${word}`);
}
