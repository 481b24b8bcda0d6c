import type { Article, Passage, Span } from '../corpus/article.js';
import type { Token } from '../language/vietnamese.js';
import type { FoundPassage } from '../retrieval/hybrid-retriever.js';
import type { QuestionTerm } from '../retrieval/query/question.js';
import { matchTerm, type TermMatch } from '../retrieval/query/term-matches.js';
import type { ArticleTexts } from './article-texts.js';
import { contains } from './excerpt.js';
import type { WeighedSpan } from './cite.js';

/** Share of what a topic's words say that an article on it holds, at least: a translated word may stand for another. */
const LEAST_HELD = 0.7;
/** How well a name or number has to be there: in pieces it is another one. */
const LEAST_NAMED = 0.5;
/** Passages found that are looked at. */
const LOOKED_AT = 50;

const CAPITAL = /^\p{Lu}/u;

/**
 * The newest articles, each where it begins; those without a date come last.
 *
 * @param articles - to choose from
 * @param most - how many
 */
export function newestArticles(
  articles: readonly Article[],
  passages: readonly Passage[],
  most: number,
): WeighedSpan[] {
  const newest = [...articles]
    .sort((a, b) => (b.publishedAt ?? '').localeCompare(a.publishedAt ?? ''))
    .slice(0, most);
  const firsts = new Map(
    passages.filter(({ ordinal }) => ordinal === 0).map((passage) => [passage.articleId, passage]),
  );
  return newest.flatMap((article) => {
    const passage = firsts.get(article.id);
    const answer = passage?.sentences[0];
    if (passage === undefined || answer === undefined) return [];
    const found = { article, passage, score: 1, lexical: 0, similarity: null };
    return [{ article, passage, answer, margin: 0, tells: 0, found, score: 1 }];
  });
}

/** Where an article's words are. */
interface Words {
  readonly texts: ArticleTexts;
  /** Those of its title, publisher and date. */
  readonly headerTokens: (article: Article) => readonly Token[];
}

/**
 * Where the articles found speak of a topic: in each the passage that holds most of it, with the words in which it does. That an article is about
 * something need not be read: it has the words. Best first, each scored by the share of the topic that it holds, 0 to 1.
 *
 * @param accented - whether the topic was typed with diacritics
 */
export function articlesOnTopic(
  topic: readonly QuestionTerm[],
  accented: boolean,
  found: readonly FoundPassage[],
  words: Words,
): WeighedSpan[] {
  const best = new Map<string, WeighedSpan>();
  for (const one of found.slice(0, LOOKED_AT)) {
    const span = onTopic(topic, accented, one, words);
    if (span === null) continue;
    const before = best.get(span.article.id);
    if (before === undefined || span.score > before.score) best.set(span.article.id, span);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

function onTopic(
  topic: readonly QuestionTerm[],
  accented: boolean,
  found: FoundPassage,
  { texts, headerTokens }: Words,
): WeighedSpan | null {
  const { article, passage } = found;
  const sentences = texts.sentencesOf(article).filter((sentence) => contains(passage, sentence));
  const tokens = texts.tokensAround(article, passage).filter((token) => contains(passage, token));
  const header = headerTokens(article);
  const match = (term: QuestionTerm, among: readonly Token[]) =>
    matchTerm(term, readFor(term, among, accented, article.text), accented);
  const held = topic.map((term) =>
    Math.max(match(term, tokens).score, matchTerm(term, header, accented).score),
  );
  const isOther = topic.some(({ kind }, at) => kind !== 'word' && (held[at] ?? 0) < LEAST_NAMED);
  const total = topic.reduce((sum, { weight }) => sum + weight, 0);
  const share = topic.reduce((sum, { weight }, at) => sum + weight * (held[at] ?? 0), 0) / total;
  if (isOther || !(share >= LEAST_HELD)) return null;
  const said = sentences
    .map((sentence) =>
      wordsOn(
        topic,
        tokens.filter((token) => contains(sentence, token)),
        match,
      ),
    )
    .reduce<Said | null>(
      (most, one) => (one !== null && one.weight > (most?.weight ?? 0) ? one : most),
      null,
    );
  // Where only its title says so, the article's beginning does for the rest.
  const answer = said?.span ?? texts.sentencesOf(article)[0];
  return answer === undefined ? null : { article, passage, answer, margin: 0, tells: 0, found, score: share };
}

/** Words of a sentence that speak of a topic, and how much they say. */
interface Said {
  readonly span: Span;
  readonly weight: number;
}

/** The word that says most, with those of the topic that stand beside it; null where there is none. */
function wordsOn(
  topic: readonly QuestionTerm[],
  tokens: readonly Token[],
  match: (term: QuestionTerm, among: readonly Token[]) => TermMatch,
): Said | null {
  const places = topic.flatMap((term) => {
    const { score, tokens: place } = match(term, tokens);
    return place === undefined ? [] : [{ ...place, weight: term.weight * score }];
  });
  const [heaviest, ...others] = places.sort((a, b) => b.weight - a.weight);
  if (heaviest === undefined) return null;
  let { first, last } = heaviest;
  for (let isGrown = true; isGrown;) {
    const beside = others.find((place) => place.last === first - 1 || place.first === last + 1);
    isGrown = beside !== undefined;
    first = Math.min(first, beside?.first ?? first);
    last = Math.max(last, beside?.last ?? last);
  }
  const [start = 0, end = 0] = [tokens[first]?.start, tokens[last]?.end];
  return { span: { start, end }, weight: places.reduce((sum, { weight }) => sum + weight, 0) };
}

/** The words that a term is looked for among, each in its place: typed without diacritics, a name is told from common words by its capitals ("Dien Bien", "diễn biến"). */
function readFor(
  { kind }: QuestionTerm,
  tokens: readonly Token[],
  accented: boolean,
  text: string,
): readonly Token[] {
  if (kind !== 'name' || accented) return tokens;
  return tokens.map((token) =>
    CAPITAL.test(text.slice(token.start)) ? token : { ...token, accented: '', folded: '' },
  );
}
