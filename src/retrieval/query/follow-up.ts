import { withoutMarks } from './follow-up-marks.js';
import { slotsOf, type SlotKind } from './follow-up-slots.js';
import { names, textOf, withParts, type ReadQuestion, type Topic } from './follow-up-topic.js';
import { withReplaced } from './follow-up-words.js';
import { analyseQuestion, type LanguageResources, type Question } from './question.js';
import { tokenize } from '../../language/vietnamese.js';

/** Questions looked back at: a longer conversation has long come to something else. */
const MAX_EARLIER = 10;
/** UTF-16 units of each of them that are looked at: enough for a question, and not for a pasted page. */
const MAX_EARLIER_LENGTH = 500;
/** Weight from which a word says what a question is about. */
const TELLING_WEIGHT = 0.2;
/** A question without names whose words weigh less, together, leans on the one before: "ai phát biểu?". */
const LEANING_WEIGHT = 1;
/** One whose words weigh as much may be about something new all the same: "ngày truyền thống là ngày nào?". */
const NEW_WEIGHT = 0.5;
/** What an award or office named in a question counts as beside its words. */
const NAMED_WEIGHT = 0.5;
/** Parts by which a question can be understood without the one before. */
const ANCHORS: readonly SlotKind[] = ['place', 'person', 'name', 'document'];
/** Parts that are a question of their own to nobody: "Cần Thơ?" goes on with whatever was asked. */
const ADDITIONS: readonly SlotKind[] = ['place', 'time'];

const ENGLISH_ASKS = new Set(
  'who whom whose what which when where why how did does do is are was were has have had can could'.split(
    ' ',
  ),
);
/** Words that the search leaves out as it does words that ask, folded, but that ask for nothing. */
const PARTICLES = new Set('vay the ha nhi a nhe hay cho biet hoi xin minh bot oi'.split(' '));
/** Words that only join a part to the rest of a question, folded: what is left of "and in Hà Nội?" says nothing. */
const LINKS = new Set('o tai vao trong cua ben cho ve do in at on of by for from'.split(' '));

/**
 * What a question may mean after the earlier ones of its conversation (oldest first): texts to search for, likeliest first.
 * "Còn năm 2016 thì sao?" is the question before it with another year; "ai phát biểu?" asks on about what that was about. A
 * question that stands by itself is left as it is. Never throws.
 */
export function rewriteFollowUp(
  text: string,
  earlier: readonly string[],
  resources: LanguageResources,
): readonly [string, ...string[]] {
  const read: ReadQuestion = (words) => analyseQuestion(words, resources);
  let topic: Topic | null = null;
  for (const question of earlier.slice(-MAX_EARLIER)) {
    topic = follow(question.slice(0, MAX_EARLIER_LENGTH), topic, read).topic;
  }
  const followed = follow(text, topic, read);
  const meant = textOf(followed.topic, read);
  return followed.mayBeNew ? [meant, text] : [meant];
}

interface Followed {
  readonly topic: Topic;
  /** True when the question may as well be about something new. */
  readonly mayBeNew: boolean;
}

function follow(text: string, topic: Topic | null, read: ReadQuestion): Followed {
  const alone = { topic: { base: text, asked: null }, mayBeNew: false };
  if (topic === null) return alone;
  const question = read(text);
  const { core, goesOn, pointsBack, asksForMore } = withoutMarks(question);
  if (asksForMore) return { topic, mayBeNew: false };
  // "Sa Pa" has no diacritics to type: whether the asker types them shows in the whole question.
  const said = { ...read(core), accented: question.accented };
  const contents = contentsOf(said, read);
  const { kinds, rest, weight } = contents;
  if (!asks(said) && !pointsBack) {
    const isFragment =
      kinds.size > 0 &&
      rest === '' &&
      [...kinds].every((kind) => ADDITIONS.includes(kind) || names(topic, kind, read));
    if (!isFragment && !(goesOn && (kinds.size > 0 || rest !== ''))) return alone;
    return { topic: withParts(topic, said, rest, read), mayBeNew: false };
  }
  const isMarked = goesOn || pointsBack;
  const isAnchored = ANCHORS.some((kind) => kinds.has(kind));
  const leans = isAnchored
    ? (pointsBack && weight < LEANING_WEIGHT) || asksOfPlace(said, contents)
    : isMarked || weight < LEANING_WEIGHT;
  if (!leans) return alone;
  const mayBeNew = !isMarked && !isAnchored && weight >= NEW_WEIGHT;
  return {
    topic: { base: topic.base, asked: { text: core, isTelling: !pointsBack && weight > 0 } },
    mayBeNew,
  };
}

interface Contents {
  /** The kinds of things that a question names. */
  readonly kinds: ReadonlySet<SlotKind>;
  /** Its words besides; empty when none tells anything. */
  readonly rest: string;
  /** What its words say, and the awards and offices that it names. */
  readonly weight: number;
}

function contentsOf(question: Question, read: ReadQuestion): Contents {
  const slots = slotsOf(question);
  const rest = withReplaced(
    question.normalized,
    slots.map(({ start, end }) => ({ start, end, by: ',' })),
  );
  const weights = read(rest)
    .terms.filter(({ folded }) => folded.some((word) => !LINKS.has(word)))
    .map((term) => term.weight)
    .filter((weight) => weight >= TELLING_WEIGHT);
  const named = slots.filter(({ kind }) => kind === 'award' || kind === 'office').length;
  return {
    kinds: new Set(slots.map(({ kind }) => kind)),
    rest: weights.length > 0 ? rest : '',
    weight: weights.reduce((sum, weight) => sum + weight, NAMED_WEIGHT * named),
  };
}

/** "Ở Cần Thơ thì khi nào?" names a place and nothing that happened there. */
function asksOfPlace({ kind }: Question, { kinds, rest }: Contents): boolean {
  const isBare = rest === '' && [...kinds].every((named) => ADDITIONS.includes(named));
  return isBare && kind !== 'other' && kind !== 'where';
}

/** True when a question has a word that asks, and not only for politeness. */
function asks({ normalized, tokens, terms, language }: Question): boolean {
  const content = new Set(terms.length === 0 ? [] : tokens.map(({ start }) => start));
  return tokenize(normalized).some(
    ({ start, folded }) =>
      !content.has(start) && (language === 'en' ? ENGLISH_ASKS.has(folded) : !PARTICLES.has(folded)),
  );
}
