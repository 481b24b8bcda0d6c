import { smallTalkIn } from '../../language/small-talk.js';
import { splitQuestions } from './split-questions.js';
import { slotsOf, type SlotKind, type Slot } from './slots.js';
import { withReplaced, inBothSpellings, SpelledWords, type Spellings } from './phrase-patterns.js';
import { analyseQuestion, type LanguageResources, type Question } from './question.js';
import { hasDiacritics, stripDiacritics, tokenize } from '../../language/vietnamese.js';
import type { QuestionKind } from '../../language/question-classifier.js';

/** Questions looked back at: a longer conversation has long come to something else. */
const MAX_EARLIER = 10;
/** UTF-16 units of each of them that are looked at: enough for a question, and not for a pasted page. */
const MAX_EARLIER_LENGTH = 500;
/** UTF-16 units from which a question says by itself what it is about. */
const STANDS_ALONE_LENGTH = 500;
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
const PARTICLES = new Set('vay the ha nhi a nhe hay cho biet hoi xin chao ban minh bot oi'.split(' '));
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
  if (text.length > STANDS_ALONE_LENGTH) return [text];
  const read: ReadQuestion = (words) => analyseQuestion(words, resources);
  let topic: Topic | null = null;
  const asked = earlier.slice(-MAX_EARLIER).filter((message, at) => smallTalkIn(message, at > 0) === null);
  for (const question of asked.flatMap((message) => splitQuestions(message))) {
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

/** A question without what only ties it to the one before. */
interface Unmarked {
  /** The question without "còn … thì sao?", "what about", "ông ấy". */
  readonly core: string;
  /** True when it was put as going on: "còn … thì sao?", "what about". */
  readonly goesOn: boolean;
  /** True when a word of it points back: "ông ấy", "ở đó". */
  readonly pointsBack: boolean;
  /** True when it says nothing but "kể thêm đi". */
  readonly asksForMore: boolean;
}

const OPENING = inBothSpellings(
  'thế thì còn|vậy thì còn|thế còn|vậy còn|và còn|rồi còn|còn|thế thì|vậy thì|thế|vậy|rồi|và|' +
    '(?:and |but |so )?(?:what|how) about|and|but|then',
);
const CLOSING = inBothSpellings(
  'thì như thế nào|thì thế nào|thì ra sao|thì sao|thì|nữa|nhỉ|ạ|à|hả|then|too|as well',
);
/** Asks for nothing but to go on. */
const MORE = inBothSpellings(
  '(?:(?:(?:kể|nói|giải thích|cho biết) )?(?:thêm|chi tiết|cụ thể|rõ (?:thêm|hơn))|(?:kể|nói|giải thích|cho biết) rõ)(?: (?:thêm|hơn|đi|nữa))*|' +
    '(?:tell me )?more(?: details)?',
);
/** Without diacritics some are everyday words ("do", "no", "ho"), so fewer are looked for. */
const POINTING = inBothSpellings(
  '(?:ông|bà|anh|chị|cô|người|vị|đồng chí|ở|tại|nơi|việc|điều|chuyện|lúc|khi|hôm|ngày|năm|dịp) (?:ấy|đó|đấy)|' +
    '(?:người|vị|đồng chí|nơi|việc|điều|chuyện|dịp) này|nó|họ|đó là|' +
    'he|she|they|him|her|his|hers|(?:that|this) (?:day|year|place|person|one)',
  '(?:ong|ba|anh|chi|co) ay|(?:nguoi|vi|dong chi) (?:ay|nay|do)|(?:o|tai|noi|viec|dieu|chuyen|luc|khi|hom) (?:do|ay)|' +
    '(?:viec|dieu|chuyen|noi) nay|' +
    'he|she|they|him|her|his|hers|(?:that|this) (?:day|year|place|person|one)',
);
/** After a noun, which stays: "buổi lễ đó". */
const POINTING_AFTER_NOUN = inBothSpellings('ấy|đó|đấy|này', 'ay');

/** Whether a text says nothing but to go on with what was asked: "rõ hơn", "kể thêm đi". */
export function asksForMore(text: string): boolean {
  return isAllOf(new SpelledWords(text, hasDiacritics(text)), MORE);
}

function isAllOf(words: SpelledWords, pattern: Spellings): boolean {
  return words
    .findSpelled(pattern)
    .some(({ first, last }) => first === 0 && last === words.tokens.length - 1);
}

/** Takes from a question what only ties it to the one before. */
function withoutMarks(question: Question): Unmarked {
  const text = question.normalized;
  const words = new SpelledWords(text, question.accented);
  const count = words.tokens.length;
  const opening = words.findSpelled(OPENING).find(({ first }) => first === 0);
  const begin = (opening?.last ?? -1) + 1;
  const closing = words.findSpelled(CLOSING).find(({ first, last }) => last === count - 1 && first > begin);
  const end = closing?.first ?? count;

  const pointing = words.findSpelled(POINTING);
  const demonstratives = words
    .findSpelled(POINTING_AFTER_NOUN)
    .filter(({ first }) => first > begin && !pointing.some((run) => run.first <= first && first <= run.last));
  const dropped = [...pointing, ...demonstratives].filter(({ first, last }) => begin <= first && last < end);
  const core = [
    { start: 0, end: words.tokens[begin]?.start ?? text.length },
    ...dropped.map(({ first, last }) => words.spanOf(first, last)),
    { start: words.tokens[end - 1]?.end ?? 0, end: text.length },
  ];
  return {
    core: begin < end ? withReplaced(text, core) : '',
    goesOn: opening !== undefined || closing !== undefined,
    pointsBack: dropped.length > 0,
    asksForMore: isAllOf(words, MORE),
  };
}

/** What a conversation has come to: a question that stands by itself, and what was asked on about the same. */
interface Topic {
  readonly base: string;
  readonly asked: {
    readonly text: string;
    /** True when it takes from {@link base} no more than what that names, having words of its own. */
    readonly isTelling: boolean;
  } | null;
}

/** Reads a text as a question: `analyseQuestion` with what is known of the languages. */
type ReadQuestion = (text: string) => Question;

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
function withParts({ base, asked }: Topic, fragment: Question, words: string, read: ReadQuestion): Topic {
  return {
    base: swapIn(read(base), fragment, words),
    asked: asked && { ...asked, text: swapIn(read(asked.text), fragment, null) },
  };
}

/** True when the topic names something of the kind. */
function names({ base, asked }: Topic, kind: SlotKind, read: ReadQuestion): boolean {
  return [base, asked?.text ?? ''].some((text) => kindLike(kind, slotsOf(read(text))) !== null);
}

/** The kind of those parts that one of a kind takes the place of; null when there are none. */
function kindLike(kind: SlotKind, own: readonly Slot[]): SlotKind | null {
  return [kind, ...(ALIKE[kind] ?? [])].find((like) => own.some((slot) => slot.kind === like)) ?? null;
}

/** The text to search for: what was asked last, and what of the topic it does not replace. */
function textOf({ base, asked }: Topic, read: ReadQuestion): string {
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
    .map(({ kind, start, end }, at, replaced) => {
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
  return isBare ? stripDiacritics(text) : text;
}
