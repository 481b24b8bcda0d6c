import { foldDiacritics } from '../../../src/language/vietnamese.js';
import { drawFrom, integerBelow, randomFrom, type Random } from '../../chance/random.js';
import type { MadeArticle } from './made-articles.js';

/** Words of an article that a question repeats. */
const FRAGMENT_WORDS = 8;
/** Every so many questions one is typed without diacritics. */
const FOLDED_EVERY = 3;

type Kind = (article: MadeArticle, random: Random) => string;

const KINDS: readonly Kind[] = [
  ({ names }, random) => `${names[integerBelow(random, names.length)] ?? ''} là ai?`,
  ({ day }) => `Sự kiện gì đã diễn ra ngày ${day}?`,
  ({ paragraphs }, random) => `${fragmentOf(paragraphs.join(' '), random)} khi nào?`,
  ({ title }) => `${title} ở đâu?`,
  ({ names, paragraphs }, random) =>
    `${names[0] ?? ''} nói gì về ${fragmentOf(paragraphs.join(' '), random)}?`,
];

/**
 * Questions about some of the articles, no two the same: for people, days and places, and with words of a text, as people ask after
 * what they half remember. A third is typed without diacritics. Fewer than `count` when the articles do not give more.
 */
export function makeQuestions(articles: readonly MadeArticle[], count: number, seed = 1): string[] {
  const random = randomFrom(seed);
  const questions = new Set<string>();
  const asked = Array.from({ length: Math.ceil(count / articles.length) }, () =>
    drawFrom(random, articles, articles.length),
  ).flat();
  asked.slice(0, count).forEach((article, at) => {
    const kind = KINDS[at % KINDS.length];
    const question = kind?.(article, random) ?? '';
    questions.add(at % FOLDED_EVERY === 0 ? foldDiacritics(question) : question);
  });
  return [...questions];
}

function fragmentOf(text: string, random: Random): string {
  const words = text.split(/\s+/u);
  const start = integerBelow(random, Math.max(1, words.length - FRAGMENT_WORDS));
  return words
    .slice(start, start + FRAGMENT_WORDS)
    .join(' ')
    .replace(/\P{L}+$/u, '');
}
