import type { Article, Passage, Span } from './article.js';

/** How articles are chunked. Part of an index's identity: see {@link chunkingName}. */
export interface ChunkingRules {
  /** Tokens of the model's own tokenizer that a passage may hold, unless one sentence alone holds more. */
  readonly maxTokens: number;
  /** UTF-16 units that a passage may hold: what a citation shows at most. */
  readonly maxLength: number;
}

/** Longest excerpt that a citation shows, in UTF-16 units; a passage is never longer, so it can be shown whole. */
export const MAX_EXCERPT_LENGTH = 700;

/**
 * Raised with every change to cleaning, sentence splitting, chunking or {@link embeddingText} that would make the
 * same file give other passages or other vectors: an index built by older rules is then rebuilt.
 */
const RULES_VERSION = 5;

export function chunkingName(rules: ChunkingRules): string {
  return `v${RULES_VERSION}-tokens${rules.maxTokens}-length${rules.maxLength}-overlap1`;
}

/**
 * Chunks an article into passages of whole sentences, each as long as the rules allow and beginning with the last sentence
 * of the one before it where both fit.
 *
 * @param sentences - `splitSentences(article.text)`
 * @param tokenCounts - tokens in each sentence
 */
export function chunkPassages(
  article: Article,
  sentences: readonly Span[],
  tokenCounts: readonly number[],
  rules: ChunkingRules,
): Passage[] {
  const passages: Passage[] = [];
  let first = 0;
  while (first < sentences.length) {
    const end = lastFitting(sentences, tokenCounts, first, rules) + 1;
    passages.push(toPassage(article, passages.length, sentences.slice(first, end)));
    if (end >= sentences.length) break;
    // Begin with the last sentence again only if the next one fits beside it: otherwise nothing new would be added.
    const overlaps = end - 1 > first && lastFitting(sentences, tokenCounts, end - 1, rules) >= end;
    first = overlaps ? end - 1 : end;
  }
  return passages;
}

/** Index of the last sentence that fits in a passage beginning with sentence `first`; at least `first` itself. */
function lastFitting(
  sentences: readonly Span[],
  tokenCounts: readonly number[],
  first: number,
  rules: ChunkingRules,
): number {
  const start = sentences[first]?.start ?? 0;
  let tokens = tokenCounts[first] ?? 0;
  let last = first;
  for (let next = first + 1; next < sentences.length; next++) {
    tokens += tokenCounts[next] ?? 0;
    const length = (sentences[next]?.end ?? start) - start;
    if (tokens > rules.maxTokens || length > rules.maxLength) break;
    last = next;
  }
  return last;
}

function toPassage(article: Article, ordinal: number, sentences: readonly Span[]): Passage {
  const start = sentences[0]?.start ?? 0;
  const end = sentences.at(-1)?.end ?? start;
  return { articleId: article.id, ordinal, start, end, text: article.text.slice(start, end), sentences };
}

/** What is embedded for a passage: its article's title and date before its own text. What is cited is the text alone. */
export function embeddingText(article: Article, passage: Passage): string {
  return [article.title, article.publishedAt?.split('-').reverse().join('/'), passage.text]
    .filter(Boolean)
    .join('. ');
}
