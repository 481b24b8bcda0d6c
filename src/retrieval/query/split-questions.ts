import { asks, smallTalkIn } from '../../language/small-talk.js';
import { foldDiacritics } from '../../language/vietnamese.js';

/** Questions of one message that are answered. */
const MOST_QUESTIONS = 3;
/** UTF-16 units up to which what stands around a question may say what it is about, and is kept with it. */
const CONTEXT_LENGTH = 300;
/** Words that are kept of a longer question, and letters of a word: more are pasted or leant on a key. */
const MOST_WORDS = 24;
const LONGEST_WORD = 60;
const SENTENCE_ENDS = /(?<=[?？][?？!.…]*)\s+|(?<=\p{L}{3}[.!…;]+)\s+|\s*\n\s*/u;
/** Asks whether one may ask: "cho mình hỏi được không?", folded. */
const POLITE =
  /^(?:(?:cho|xin|ban|bot|minh|em|anh|chi|moi nguoi|hoi|duoc|khong|ko|voi|biet|co|the|ai|oi|giup|tra loi|vay|ha|a|nhe|mot|chut|cau|dum|can|muon|toi|dung|phai|la|can you help(?: me)?|please|may i ask|excuse me|right|ok) )+$/u;

/**
 * The questions of a message, three at most, each with what is said before it. One question is the message itself, as it is; of a long
 * message, in which it may stand anywhere, it is the sentence that asks. Words longer than any are left out beside others.
 */
export function splitQuestions(message: string): readonly [string, ...string[]] {
  const text = withoutRubbish(message);
  const sentences = text
    .split(SENTENCE_ENDS)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
  const questions: string[] = [];
  // Beside sentences with a question mark, others only have words that ask.
  const isMarked = text.includes('?');
  let before = '';
  for (const sentence of sentences) {
    const isAsked = isMarked ? sentence.includes('?') : text.length > CONTEXT_LENGTH && asks(sentence);
    if (!isAsked) before = `${before} ${sentence}`.trim();
    else if (smallTalkIn(sentence) === null && !isPolite(sentence)) {
      const whole = `${before} ${sentence}`.trim();
      questions.push(whole.length <= CONTEXT_LENGTH ? whole : lastWords(sentence));
      before = '';
    }
  }
  const [first, ...others] = questions.slice(0, MOST_QUESTIONS);
  if (first === undefined) return [text];
  return others.length === 0 && text.length <= CONTEXT_LENGTH ? [text] : [first, ...others];
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

function isPolite(sentence: string): boolean {
  const words = foldDiacritics(sentence).match(/[a-z0-9]+/gu) ?? [];
  return POLITE.test(words.map((word) => `${word} `).join(''));
}
