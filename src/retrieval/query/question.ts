import { standardForms } from '../../language/abbreviations.js';
import type { Dictionary } from '../../language/dictionary.js';
import type { Lexicon } from '../../language/lexicon.js';
import { TermFinder, type QuestionTerm } from './question-terms.js';
import { isEnglish, questionKind, type QuestionKind } from '../../language/question-classifier.js';
import { hasDiacritics, tokenize, type Token } from '../../language/vietnamese.js';

/** A question as the search understands it. */
export interface Question {
  /** As asked. */
  readonly text: string;
  /** With chat spellings written out: what is embedded. */
  readonly normalized: string;
  readonly language: 'vi' | 'en';
  /** True when the asker typed diacritics, so that they tell words apart. */
  readonly accented: boolean;
  readonly kind: QuestionKind;
  /** All its words but those that only ask. */
  readonly tokens: readonly Token[];
  /** Standard forms that a chat spelling may stand for besides the one in {@link normalized}. */
  readonly alternatives: readonly Token[];
  readonly terms: readonly QuestionTerm[];
}

/** What is known of the languages that questions are asked in. */
export interface LanguageResources {
  readonly lexicon: Lexicon;
  readonly dictionary: Dictionary;
}

/**
 * How much of a question is looked at, in UTF-16 units: as much as a message on Discord may hold. Every word more is
 * weighed against every sentence found, so that a pasted book would keep everyone else waiting for minutes.
 */
const MAX_QUESTION_LENGTH = 2_000;

/** Works out what a question asks for, by its beginning if it is very long. Never throws; an empty question has no terms. */
export function analyseQuestion(asked: string, { lexicon, dictionary }: LanguageResources): Question {
  const text = asked.slice(0, MAX_QUESTION_LENGTH);
  const raw = tokenize(text);
  const language = isEnglish(raw, lexicon) ? 'en' : 'vi';
  const { normalized, alternatives } =
    language === 'en' ? { normalized: text, alternatives: [] } : writeOut(text, raw, lexicon);
  const tokens = normalized === text ? raw : tokenize(normalized);
  const accented = hasDiacritics(text);
  const finder = new TermFinder({ text: normalized, tokens, language, accented }, lexicon, dictionary);
  const content = finder.contentTokens();
  return {
    text: asked,
    normalized,
    language,
    accented,
    kind: questionKind(tokens, language, accented),
    tokens: content.length > 0 ? content : tokens,
    alternatives,
    terms: finder.terms(),
  };
}

/** Replaces chat spellings by their likeliest standard form. */
function writeOut(text: string, tokens: readonly Token[], lexicon: Lexicon) {
  let normalized = '';
  let copied = 0;
  const alternatives: Token[] = [];
  for (const token of tokens) {
    const [first, ...others] = standardForms(text.slice(token.start, token.end), lexicon);
    if (first === undefined) continue;
    normalized += text.slice(copied, token.start) + first;
    copied = token.end;
    alternatives.push(...others.flatMap((form) => tokenize(form)));
  }
  return { normalized: normalized + text.slice(copied), alternatives };
}
