import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { UserError } from '../lib/errors.js';
import type { HybridRetriever } from '../retrieval/hybrid-retriever.js';
import type { Question } from '../retrieval/query/question.js';
import { matchTerm } from '../retrieval/query/term-matches.js';
import type { ArticleMatches } from './article-texts.js';
import type { SpanEvidence } from './read-passages.js';

/** What speaks for and against a span's answering, see {@link AnswerabilityModel}. */
export interface AnswerabilityFeatures {
  /** How surely the reader takes its passage to tell at all, in logits. */
  readonly tells: number;
  /** Fused retrieval score of its passage, 0 to 1: beside the others found, which may all be about something else. */
  readonly retrieval: number;
  /** Cosine similarity of its passage to the question, -1 to 1: whether it is about the same at all. Null where it isn't known. */
  readonly similarity: number | null;
  /** How far the worst held of the question's names and numbers is missing from the article, 0 to 1; 0 without any. */
  readonly missing: number;
}

/** Names of the features, in the order of {@link featuresOf}. */
export const FEATURES = [
  'tells',
  'retrieval',
  'similarity',
  'missing',
] as const satisfies readonly (keyof AnswerabilityFeatures)[];

/** How a question is typed: the reader is surest of Vietnamese with its diacritics, and less sure of what tells as much in another way. */
export const TYPINGS = ['accented', 'unaccented', 'english'] as const;
export type Typing = (typeof TYPINGS)[number];

/** The way a question is typed. */
export function typingOf({ language, accented }: Pick<Question, 'language' | 'accented'>): Typing {
  if (language === 'en') return 'english';
  return accented ? 'accented' : 'unaccented';
}

const chance = z.number().min(0).max(1);
const weight = z.number();
const schema = z.object({
  bias: z.number(),
  weights: z.object({
    tells: weight,
    retrieval: weight,
    // Models measured before there was this feature do without it.
    similarity: weight.default(0),
    missing: weight,
  } satisfies Record<(typeof FEATURES)[number], unknown>),
  /**
   * How much of a margin (logits) the whole way from the worst passage found to the best is worth, for ranking spans: a reader by
   * itself is too sure of passages about something else.
   */
  retrievalWeight: z.number(),
  /**
   * The embedding model whose similarities it was fitted on, for another's are on another scale; and the similarity from which on a passage is
   * taken to be about what is asked, however near it is. One that isn't known counts as that.
   */
  similarities: z
    .object({ embeddingModel: z.string(), enough: z.number().min(-1).max(1) })
    .default({ embeddingModel: '', enough: 0 }),
  /** Chance from which an answer is given, by the way the question is typed. */
  thresholds: z.object({ accented: chance, unaccented: chance, english: chance }),
  /** Chance from which it is given without "perhaps". */
  sure: chance,
  /** What it was fitted on, and how well it does, for people. */
  measured: z.record(z.string(), z.unknown()),
});

/** Ranks spans, and turns features into the chance that one answers: logistic regression. Fitted by `npm --prefix lab run calibrate`. */
export type AnswerabilityModel = z.infer<typeof schema>;

/** For a reading model that nobody has measured: a span answers where the reader takes its passage to tell. */
export const UNMEASURED: AnswerabilityModel = {
  bias: 0,
  weights: { tells: 1, retrieval: 0, similarity: 0, missing: 0 },
  retrievalWeight: 12,
  similarities: { embeddingModel: '', enough: 0 },
  thresholds: { accented: 0.5, unaccented: 0.5, english: 0.5 },
  sure: 0.5,
  measured: {},
};

/** Lies beside a reading model's other files. */
export const ANSWERABILITY_FILE = 'answerability.json';

/**
 * The answerability model of a reading model.
 *
 * @param folder - of the reading model
 * @returns {@link UNMEASURED} where the folder has none: nobody has measured that reading model
 * @throws {@link UserError} `model-broken` when the file is there and is no such model
 */
export function readAnswerability(folder: string): AnswerabilityModel {
  const file = path.join(folder, ANSWERABILITY_FILE);
  if (!existsSync(file)) return UNMEASURED;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new UserError(
      'model-broken',
      `The reading model cannot be used: ${file} is not what npm --prefix lab run calibrate writes.`,
      'Copy the model again, or run npm --prefix lab run calibrate.',
      { cause },
    );
  }
}

/** What speaks for and against a span's answering a question. */
export function evidenceFeatures(
  { article, passage, tells, found }: SpanEvidence,
  { terms, accented }: Question,
  matches: ArticleMatches,
  retriever: HybridRetriever,
): AnswerabilityFeatures {
  const header = retriever.headerTokens(article);
  const held = terms
    .filter(({ kind }) => kind !== 'word')
    .map((term) =>
      Math.max(matches.around(article, passage, term).score, matchTerm(term, header, accented).score),
    );
  return {
    tells,
    retrieval: found.score,
    similarity: found.similarity,
    missing: 1 - Math.min(1, ...held),
  };
}

/**
 * Estimated chance that a span answers, 0 to 1.
 *
 * @param embeddingModel - whose similarities the features hold, as in the setting EMBEDDING_MODEL
 */
export function chanceOf(
  features: AnswerabilityFeatures,
  { bias, weights, similarities }: Pick<AnswerabilityModel, 'bias' | 'weights' | 'similarities'>,
  embeddingModel: string,
): number {
  const { enough } = similarities;
  const known = embeddingModel === similarities.embeddingModel ? features.similarity : null;
  const values = { ...features, similarity: Math.min(enough, known ?? enough) };
  const logit = FEATURES.reduce((sum, name) => sum + weights[name] * values[name], bias);
  return 1 / (1 + Math.exp(-logit));
}
