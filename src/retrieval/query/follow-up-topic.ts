import { slotsOf, type Slot, type SlotKind } from './follow-up-slots.js';
import { withReplaced, type Replacement } from './follow-up-words.js';
import type { Question } from './question.js';
import type { QuestionKind } from '../../language/question-classifier.js';
import { tokenize } from '../../language/vietnamese.js';

/** What a conversation has come to: a question that stands by itself, and what was asked on about the same. */
export interface Topic {
  readonly base: string;
  readonly asked: {
    readonly text: string;
    /** True when it takes from {@link base} no more than what that names, having words of its own. */
    readonly isTelling: boolean;
  } | null;
}

/** Reads a text as a question: `analyseQuestion` with what is known of the languages. */
export type ReadQuestion = (text: string) => Question;

/** Figures that belong to what another part names: a 90th anniversary in one town is none in the next. */
const GOES_WITH: Partial<Record<SlotKind, SlotKind>> = { place: 'count', award: 'rank' };
/** Kinds of question that a part answers: beside it, there is nothing left to ask. */
const ANSWERS: Partial<Record<SlotKind, QuestionKind>> = { time: 'when', place: 'where', person: 'who' };

/** Parts that name whom a question for a person asks for. */
const PERSONS: readonly SlotKind[] = ['person', 'office'];
/** The marks at the end of a question, which go where something follows. */
const FINAL_MARKS = /[\s?!.,]+$/u;

/** What a name of an unknown kind may be, and what may be named without showing its kind. */
const ALIKE: Partial<Record<SlotKind, readonly SlotKind[]>> = {
  name: ['place', 'person'],
  place: ['name'],
  person: ['name'],
};

/**
 * The topic with what a fragment ("năm 2016", "Cần Thơ") names in the place of its own.
 *
 * @param words - what the fragment says besides: kept beside the topic's own words
 */
export function withParts(
  { base, asked }: Topic,
  fragment: Question,
  words: string,
  read: ReadQuestion,
): Topic {
  return {
    base: swapIn(read(base), fragment, words),
    asked: asked && { ...asked, text: swapIn(read(asked.text), fragment, null) },
  };
}

/** True when the topic names something of the kind. */
export function names({ base, asked }: Topic, kind: SlotKind, read: ReadQuestion): boolean {
  return [base, asked?.text ?? ''].some((text) => kindLike(kind, slotsOf(read(text))) !== null);
}

/** The kind of those parts that one of a kind takes the place of; null when there are none. */
function kindLike(kind: SlotKind, own: readonly Slot[]): SlotKind | null {
  return [kind, ...(ALIKE[kind] ?? [])].find((like) => own.some((slot) => slot.kind === like)) ?? null;
}

/** The text to search for: what was asked last, and what of the topic it does not replace. */
export function textOf({ base, asked }: Topic, read: ReadQuestion): string {
  if (asked === null) return base;
  const last = read(asked.text);
  const about = read(base);
  const kinds = new Set(slotsOf(last).map(({ kind }) => kind));
  const isReplaced = ({ kind }: Slot) =>
    kinds.has(kind) || isGone(kind, kinds) || (last.kind === 'who' && PERSONS.includes(kind));
  const parts = slotsOf(about);
  const kept = parts.filter((part) => !isReplaced(part));
  // Beside words of its own, those of the question before would find that one's answer again.
  const context =
    asked.isTelling && kept.length > 0
      ? kept.map((part) => writtenIn(about, part))
      : [
          contentOf(
            about,
            parts.filter((part) => kinds.has(part.kind) || isGone(part.kind, kinds)),
          ),
        ];
  return inOneSpelling([last, about], [last.normalized, ...context]);
}

/** The words of a question that say something, but for some of its parts. */
function contentOf(question: Question, without: readonly Slot[]): string {
  const content = new Set(question.tokens.map(({ start }) => start));
  const idle = tokenize(question.normalized).filter(
    (token) =>
      !content.has(token.start) &&
      !without.some(({ start, end }) => start <= token.start && token.end <= end),
  );
  // A comma keeps words from being read as one that did not stand side by side.
  const left = [...without, ...idle].map(({ start, end }) => ({ start, end, by: ',' }));
  return withReplaced(question.normalized, left).replace(FINAL_MARKS, '');
}

/**
 * A question with the parts of a fragment in the place of its own of the same kinds, and after it those that it lacks.
 *
 * @param words - other words to put after it; null to put nothing there, lacking parts neither
 */
function swapIn(question: Question, fragment: Question, words: string | null): string {
  const own = slotsOf(question);
  const parts = slotsOf(fragment).map((part) => ({ part, like: kindLike(part.kind, own) }));
  const kinds = new Set(parts.flatMap(({ like }) => like ?? []));
  const replacements = own
    .filter(({ kind }) => kinds.has(kind) || isGone(kind, kinds))
    .map(({ kind, start, end }, at, replaced): Replacement => {
      const isFirst = replaced.findIndex((slot) => slot.kind === kind) === at;
      const taking = isFirst ? parts.find(({ like }) => like === kind) : undefined;
      return { start, end, by: taking === undefined ? '' : writtenIn(fragment, taking.part) };
    });
  const swapped = withReplaced(question.normalized, replacements);
  if (words === null) return inOneSpelling([question, fragment], [swapped]);
  const added = parts.filter(({ like }) => like === null).map(({ part }) => part);
  const isAnswered = added.some(({ kind }) => ANSWERS[kind] === question.kind);
  return inOneSpelling(
    [question, fragment],
    [
      isAnswered ? contentOf(question, []) : swapped,
      ...added.map((part) => writtenIn(fragment, part)),
      words,
    ],
  );
}

function writtenIn(question: Question, { start, end }: Slot): string {
  return question.normalized.slice(start, end);
}

function isGone(kind: SlotKind, named: ReadonlySet<SlotKind>): boolean {
  return !named.has(kind) && [...named].some((other) => GOES_WITH[other] === kind);
}

/**
 * Joins what came from several questions. Where one was typed without diacritics all of it loses them: words without would
 * be taken for other words beside some that have them.
 */
function inOneSpelling(questions: readonly Question[], parts: readonly string[]): string {
  const text = parts
    .filter((part) => part !== '')
    .map((part, at, all) => (at < all.length - 1 ? part.replace(FINAL_MARKS, '') : part))
    .join(', ');
  const isBare = questions.some(
    ({ language, accented, terms }) =>
      language === 'vi' && !accented && terms.some(({ kind }) => kind !== 'number'),
  );
  return isBare ? withoutDiacritics(text) : text;
}

function withoutDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/gu, 'd')
    .replace(/Đ/gu, 'D');
}
