import { askingPhrases, type QuestionKind } from '../../language/question-classifier.js';
import { asks, isPolite, smallTalkIn } from '../../language/small-talk.js';
import { hasDiacritics, tokenize } from '../../language/vietnamese.js';

/** Questions of one message that are answered. */
const MOST_QUESTIONS = 3;
/** Questions that one sentence is parted into at most: more are a list that was pasted. */
const MOST_JOINED = 12;
/** UTF-16 units up to which what stands around a question may say what it is about, and is kept with it. */
const CONTEXT_LENGTH = 300;
/** What joins two questions in one sentence: "… khi nào và do ai chủ trì?", "Ai dự, ở đâu?". */
const AND =
  /(?<!\s)[,;]?\s+(và|va|and|còn|&|\/|\||đồng thời|dong thoi|với lại|voi lai|ngoài ra|ngoai ra)\s+|[,;]\s+/giu;
/** What asks of two things at once. */
const COMPARES = /(?<!\p{L})(?:so sánh|so với|hơn)(?!\p{L})/iu;
/** How a whole question begins in English: "how long was". */
const ENGLISH_QUESTION =
  /^\W*(?:who|when|where|why|how(?: \w+)?|what(?: \w+)?|which \w+) (?:is|are|was|were|do|does|did|can|could|will|would|has|have|had) /iu;
/** What numbers the questions of a list. */
const LIST_MARKER = /^(?:\d{1,2}[.)]|[a-d][)]|[-*•+–])\s+(?=\S)/iu;
/** The same within a line, where one is at its beginning, too. */
const NEXT_MARKER = /\s+(?=(?:[2-9][.)]|[b-d][)])\s+\S)/iu;
/** A question mark with no blank behind it, before another sentence. */
const UNPARTED = /(?<=\p{L}[?？])(?=\p{Lu}\p{L})/gu;
/** Words besides those that ask, from which what stands before {@link AND} is a question of its own: "ai và khi nào" is none. */
const OWN_WORDS = 2;
/** Words that are kept of a longer question, and letters of a word: more are pasted or leant on a key. */
const MOST_WORDS = 24;
const LONGEST_WORD = 60;
/**
 * A full stop after one letter or two ends an abbreviation ("TP. Huế"), but for "ok" and words with diacritics ("cảm ơn. Còn …"). Looked for where a
 * blank follows something else, so that long runs are gone through once.
 */
const SENTENCE_ENDS =
  /(?<!\s)(?=\s)(?:(?<=[?？!][?？!.…]*)\s+|(?<=(?:\p{L}{3}|[\u00e0-\u00ff\u0103\u01a1\u01b0\u1ea0-\u1ef9]\p{L}?|ok)[.…;]+)\s+|\s*\n\s*)/iu;
/** A few words before a comma: "cảm ơn bạn, còn năm ngoái?". */
const FIRST_CLAUSE = /^[^,:–—]{1,60}[,:–—]\s+(?=\S)/u;

/**
 * The questions of a message, three at most, each with what is said before it, and what is said after them all. One question is the message
 * itself, as it is but for thanks, greetings and the like; of a long message, in which it may stand anywhere, it is the sentence that asks.
 * Words longer than any are left out beside others.
 */
export function splitQuestions(message: string): readonly [string, ...string[]] {
  const [first, ...others] = questionsIn(message);
  return [first, ...others.slice(0, MOST_QUESTIONS - 1)];
}

/** The questions of a message beyond those of {@link splitQuestions}. */
export function questionsBeyond(message: string): readonly string[] {
  return questionsIn(message).slice(MOST_QUESTIONS);
}

function questionsIn(message: string): readonly [string, ...string[]] {
  const text = withoutRubbish(message);
  const sentences = text
    .replace(UNPARTED, ' ')
    .split(SENTENCE_ENDS)
    .flatMap((sentence) => (LIST_MARKER.test(sentence.trim()) ? sentence.split(NEXT_MARKER) : [sentence]))
    .map((sentence) => sentence.trim().replace(LIST_MARKER, ''))
    .filter(Boolean);
  const telling = sentences.map(withoutCourtesy).filter(Boolean);
  const isList = text.trimStart() !== text.trimStart().replace(LIST_MARKER, '');
  const isWhole = telling.length === 0 || (!isList && telling.join(' ') === sentences.join(' '));
  const said = isWhole ? text : telling.join(' ');
  const isMarked = said.includes('?');
  const found: { readonly before: string; readonly asked: string }[] = [];
  let before = '';
  for (const [at, sentence] of telling.entries()) {
    // Beside sentences with a question mark, others only have words that ask; but at the end of a message it may be left out.
    const isUnended = at === telling.length - 1 && /[\p{L}\p{N}]$/u.test(sentence);
    const isAsked = isMarked && !isUnended ? sentence.includes('?') : asks(sentence);
    if (isAsked)
      found.push(...jointly(sentence).map((asked, at) => ({ before: at === 0 ? before : '', asked })));
    before = isAsked ? '' : `${before} ${sentence}`.trim();
  }
  const [first, ...others] = found.map((question) => {
    const whole = `${question.before} ${question.asked} ${before}`.trim();
    return whole.length <= CONTEXT_LENGTH ? whole : lastWords(question.asked);
  });
  if (first === undefined) return [said];
  return others.length === 0 && said.length <= CONTEXT_LENGTH ? [said] : [first, ...others];
}

/**
 * The questions that "and" joins in a sentence: those for different kinds of things, a time and a person, say, and those for one kind
 * where each says by itself what it asks about.
 */
function jointly(sentence: string, ownWords = OWN_WORDS, most = MOST_JOINED): readonly string[] {
  if (most === 1) return [sentence];
  const isAccented = hasDiacritics(sentence);
  for (const { index, 0: joint, 1: and = ',' } of sentence.matchAll(AND)) {
    const [left, right] = [sentence.slice(0, index), sentence.slice(index + joint.length)];
    if (!asks(left) || !asks(right.replaceAll('?', ' '))) continue;
    const joiner = and.toLowerCase();
    const kindsIn = (text: string) =>
      askingPhrases(tokenize(text), joiner === 'and' ? 'en' : 'vi', isAccented);
    const [before, after] = [kindsIn(left), kindsIn(right)];
    if (!mayJoin(joiner, before, after, isAccented)) continue;
    // "So sánh A và B có bao nhiêu …" asks once, and of both.
    const ownCount = before.filter((kind) => kind === null).length;
    const areWhole = ENGLISH_QUESTION.test(left) && ENGLISH_QUESTION.test(right);
    // Without diacritics the names of places ask, too: "Hon May".
    const areAlike = areWhole || (isAccented && !COMPARES.test(left) && areClauses(before, after));
    // "Ai và khi nào khai mạc" asks once.
    if ((ownCount < ownWords && !areAlike) || ownCount === before.length) continue;
    if (areAlike || before.findLast(isSaid) !== after.find(isSaid))
      return [`${left}?`, ...jointly(right, 0, most - 1)];
  }
  return [sentence];
}

/** Whether a word says what is asked for. */
function isSaid(kind: QuestionKind | null | undefined): boolean {
  return kind !== undefined && kind !== null && kind !== 'other';
}

/** Whether what stands between two parts of a sentence may join questions there, by the kinds of the words of both. */
function mayJoin(
  joiner: string,
  before: readonly (QuestionKind | null)[],
  after: readonly (QuestionKind | null)[],
  isAccented: boolean,
): boolean {
  switch (joiner) {
    // "va chạm" is a word.
    case 'va':
      return !isAccented;
    // "không còn", "vẫn còn"
    case 'còn':
      return isSaid(before.at(-1));
    // Before a comma mostly stands when, where or for whom something is asked: "In May 2012, who …"
    case ',':
      return isAccented && isSaid(after[0]);
    default:
      return true;
  }
}

/**
 * Whether two questions for the same kind of thing, told by the kinds of their words, are clauses each: both begin with who does it, or in both
 * what is asked about comes first. "Bao nhiêu xã và bao nhiêu phường được khen" asks of both at once.
 */
function areClauses(
  before: readonly (QuestionKind | null)[],
  after: readonly (QuestionKind | null)[],
): boolean {
  const beginWithWho = [before, after].every((kinds) => kinds[0] === 'who' && kinds.includes(null));
  const beginWithOwn = [before, after].every((kinds) => kinds[0] === null && kinds.some(isSaid));
  return beginWithWho || beginWithOwn;
}

/** A sentence without thanks, a greeting and the like before its first comma; empty where it is nothing else. */
function withoutCourtesy(sentence: string): string {
  if (smallTalkIn(sentence, true) !== null || isPolite(sentence)) return '';
  const [clause] = FIRST_CLAUSE.exec(sentence) ?? [];
  if (clause === undefined) return sentence;
  const isCourtesy = smallTalkIn(clause, true) !== null || (/\S\s+\S/u.test(clause) && isPolite(clause));
  return isCourtesy ? sentence.slice(clause.length) : sentence;
}

function withoutRubbish(message: string): string {
  const kept = message.split(/(\s+)/u).filter((word) => word.length <= LONGEST_WORD || /^\s/u.test(word));
  return kept.length > 1 && kept.some((word) => /[\p{L}\p{N}]/u.test(word)) ? kept.join('') : message;
}

/** The end of a sentence that goes on and on: what follows its last comma, where that asks by itself. */
function lastWords(sentence: string): string {
  if (sentence.length <= CONTEXT_LENGTH) return sentence;
  const clause = sentence.split(/[,;:–—]\s+|\s-\s/u).at(-1) ?? sentence;
  const words = (asks(clause) && clause.split(/\s+/u).length > 3 ? clause : sentence).split(/\s+/u);
  return words.slice(-MOST_WORDS).join(' ');
}
