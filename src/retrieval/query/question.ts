import { shortFormsIn } from '../../language/abbreviations.js';
import { withoutShouting } from '../../language/names.js';
import type { Span } from '../../corpus/article.js';
import type { Dictionary, Translation } from '../../language/dictionary.js';
import { equivalentsIn } from '../../language/query-expansion.js';
import { type Lexicon, NAMED_SHARE } from '../../language/lexicon.js';
import { isEnglish, questionKind, type QuestionKind } from '../../language/question-classifier.js';
import { CharacterKind, hasDiacritics, kindAt, tokenize, type Token } from '../../language/vietnamese.js';
import { aliases, MAX_NAME_SYLLABLES, toTranslation } from '../../language/gazetteer.js';
import { fullUnitsAt, numberedUnitsIn, type NumberedUnit } from '../../language/units.js';
import { WordSegmenter, type QuestionWords } from '../../language/word-segmenter.js';

/** A question as the search understands it. */
export interface Question {
  /** As asked. */
  readonly text: string;
  /** With chat spellings and abbreviations written out: what is embedded. */
  readonly normalized: string;
  /** Before they were written out, but without capitals that only shout: what is searched for and read beside {@link normalized}. */
  readonly asTyped: { readonly text: string; readonly tokens: readonly Token[] };
  readonly language: 'vi' | 'en';
  /** True when the asker typed diacritics, so that they tell words apart. */
  readonly accented: boolean;
  readonly kind: QuestionKind;
  /** All words of {@link normalized} but those that only ask. */
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
  const text = withoutShouting(asked.slice(0, MAX_QUESTION_LENGTH), lexicon);
  const raw = tokenize(text);
  const language = isEnglish(raw, lexicon) ? 'en' : 'vi';
  const accented = hasDiacritics(text);
  const { normalized, written, alternatives } =
    language === 'en' ? { normalized: text, written: [], alternatives: [] } : writeOut(text, raw, lexicon);
  const tokens = normalized === text ? raw : tokenize(normalized);
  const finder = new TermFinder({ text: normalized, tokens, language, accented }, lexicon, dictionary);
  const content = finder.contentTokens();
  const typed =
    normalized === text
      ? content
      : new TermFinder({ text, tokens: raw, language, accented }, lexicon, dictionary).contentTokens();
  const others = language === 'en' ? written : [...written, ...otherForms(normalized, tokens, accented)];
  return {
    text: asked,
    normalized,
    asTyped: { text, tokens: typed.length > 0 ? typed : raw },
    language,
    accented,
    kind: questionKind(tokens, language, accented),
    tokens: content.length > 0 ? content : tokens,
    alternatives,
    terms: finder.terms(others),
  };
}

/** Another form of what stands at a place of a question. */
interface OtherForm extends Span {
  readonly form: string;
}

/** Replaces chat spellings and abbreviations by their likeliest standard form. */
function writeOut(text: string, tokens: readonly Token[], lexicon: Lexicon) {
  let normalized = '';
  let copied = 0;
  const written: OtherForm[] = [];
  const alternatives: Token[] = [];
  for (const { start, end, forms } of shortFormsIn(text, tokens, lexicon)) {
    const [first = '', ...others] = forms;
    normalized += text.slice(copied, start);
    written.push({
      start: normalized.length,
      end: normalized.length + first.length,
      form: text.slice(start, end),
    });
    normalized += first;
    // "TP.Sa Pa": what is written out is a word by itself.
    if (end < text.length && kindAt(text, end) >= CharacterKind.letter) normalized += ' ';
    copied = end;
    alternatives.push(...others.flatMap((form) => tokenize(form)));
  }
  return { normalized: normalized + text.slice(copied), written, alternatives };
}

function otherForms(text: string, tokens: readonly Token[], accented: boolean): OtherForm[] {
  return equivalentsIn(text, tokens, accented).flatMap(({ first, last, forms }) =>
    forms.map((form) => ({ start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0, form })),
  );
}

/** A word of a question that an answer should hold: one syllable, a word of two, or a name of several. */
export interface QuestionTerm {
  /** Its syllables in canonical accented spelling. */
  readonly accented: readonly string[];
  /** Its syllables without diacritics. */
  readonly folded: readonly string[];
  /** Other words for it, likeliest first: translations of an English word, other names of a place or person, other ways of writing it. */
  readonly translations: readonly Translation[];
  /** How much the term says, 0 to 1: see {@link Lexicon.rarity}. */
  readonly weight: number;
  /** Of a name or number: an answer about another one is wrong. */
  readonly kind: 'word' | 'name' | 'number';
}

/** As {@link NAMED_SHARE}, for a single syllable ("Huế"), of which many begin a name now and then. */
const NAMED_SYLLABLE_SHARE = 0.95;
/** Weight of a scrap of letters that means nothing. */
const NOISE_WEIGHT = 0.1;
const MAX_WORD_WEIGHT = 0.75;
/** Weight of a numbered unit ("quận 1"), at least: it names a place. */
const UNIT_WEIGHT = 0.5;
/** Rarity from which a question's first word is no common noun before a name ("Ông", "Tỉnh"). */
const RARE_FIRST_WORD = 0.3;
const NUMBER = /\p{N}/u;

/** Makes the terms of a question: names and words of several syllables together, words that only ask left out. */
class TermFinder {
  private readonly words: QuestionWords;
  private readonly lexicon: Lexicon;
  private readonly dictionary: Dictionary;
  private readonly segmenter: WordSegmenter;
  /** "quận 1" is a name. */
  private readonly units: readonly NumberedUnit[];

  constructor(words: QuestionWords, lexicon: Lexicon, dictionary: Dictionary) {
    this.words = words;
    this.lexicon = lexicon;
    this.dictionary = dictionary;
    this.segmenter = new WordSegmenter(words, lexicon, dictionary);
    this.units = numberedUnitsIn(words.tokens, words.accented);
  }

  /** The tokens that say something: all but those that only ask. */
  contentTokens(): Token[] {
    return this.words.tokens.filter((_, at) => this.segmenter.isContent(at));
  }

  /** @param others - other forms of what stands in the text: of the terms in their place, and of those with more words a part */
  terms(others: readonly OtherForm[]): QuestionTerm[] {
    const terms: QuestionTerm[] = [];
    for (let at = 0; at < this.words.tokens.length;) {
      const length = this.segmenter.isContent(at) ? this.termLength(at) : 1;
      if (this.segmenter.isContent(at)) {
        const tokens = this.words.tokens.slice(at, at + length);
        const term = this.toTerm(tokens);
        const [start = 0, end = 0] = [tokens[0]?.start, tokens.at(-1)?.end];
        const forms = others.flatMap((other) => this.formOf({ start, end }, other).map(toTranslation));
        const different = new Map(forms.map((form) => [form.accented.join(' '), form]));
        terms.push({ ...term, translations: [...term.translations, ...different.values()] });
      }
      at += length;
    }
    return terms;
  }

  /** A term in another form, of which a part may be all that is other: "Tháng Tám" is "Tháng 8" and no "8". */
  private formOf(term: Span, { start, end, form }: OtherForm): string[] {
    if (start <= term.start && term.end <= end) return [form];
    if (start < term.start || term.end < end) return [];
    const { text } = this.words;
    return [`${text.slice(term.start, start)}${form}${text.slice(end, term.end)}`];
  }

  /** How many tokens from `at` on make one term: a numbered unit, a run of capitalised syllables, two that belong together, or one. */
  private termLength(at: number): number {
    const unit = this.units.find(({ first }) => first === at);
    if (unit !== undefined) return unit.last - at + 1;
    if (at === 0) {
      // "Huyện Mường Khương": a capital that only begins the question parts no name.
      const { tokens, accented } = this.words;
      const [full] = fullUnitsAt(tokens, at, accented);
      if (full !== undefined && this.segmenter.isCapitalised(tokens[full.last + 1])) return full.last + 1;
    }
    const capitals = this.capitalsFrom(at);
    if (capitals >= 2) return capitals;
    if (this.words.language === 'en') return this.segmenter.isNamePair(at) ? 2 : 1;
    const here = this.segmenter.strengthAt(at);
    if (here === 0) return 1;
    // "chánh văn phòng", "tỉnh Quảng Ninh": do not take the first pair when the next one is the stronger word or a name.
    const next = this.segmenter.strengthAt(at + 1);
    const isNextStronger = next > here && next >= this.segmenter.strengthAt(at + 2);
    return isNextStronger || (this.segmenter.isNamePair(at + 1) && !this.segmenter.isNameOfItsOwn(at))
      ? 1
      : 2;
  }

  /** Length of the run of capitalised words that begins at `at`. */
  private capitalsFrom(at: number): number {
    if (at === 0 && !this.beginsWithName()) return 1;
    let length = 0;
    while (length < MAX_NAME_SYLLABLES) {
      const token = this.words.tokens[at + length];
      if (token === undefined || (length > 0 && token.afterBreak) || !this.segmenter.isContent(at + length))
        break;
      if (!this.segmenter.isCapitalised(token)) break;
      // In English the words of an office or event are capitalised too; a name is what can't be translated.
      const isPart =
        this.segmenter.isNamePair(at + length) || (length > 0 && this.segmenter.isNamePair(at + length - 1));
      if (this.words.language === 'en' && this.segmenter.isTranslated(token) && !isPart) break;
      length++;
    }
    // "Phó Bí thư": the last capital begins a word that goes on without one.
    const goesOn =
      length >= 2 && this.segmenter.strengthAt(at + length - 1) > this.segmenter.strengthAt(at + length - 2);
    return goesOn ? length - 1 : length;
  }

  /** A question's first word has a capital of its own: it begins a name if it is known to, or is a rare word before another. */
  private beginsWithName(): boolean {
    const [first, second] = this.words.tokens;
    if (first === undefined || second === undefined || !this.segmenter.isCapitalised(second))
      return this.segmenter.isNamePair(0);
    if (this.segmenter.isNamePair(0)) return this.segmenter.isNameOfItsOwn(0);
    return !this.segmenter.isNamePair(1) && this.rarityOf([first]) >= RARE_FIRST_WORD;
  }

  private toTerm(tokens: readonly Token[]): QuestionTerm {
    const [first] = tokens;
    const isUnit = tokens.length > 1 && this.units.some((unit) => this.words.tokens[unit.first] === first);
    const number = tokens.find((token) => NUMBER.test(token.folded));
    const translations =
      this.words.language === 'en' && tokens.length === 1 && first !== undefined
        ? this.dictionary.translate(first.folded)
        : aliases(tokens.map((token) => token.folded).join(' '));
    return {
      accented: tokens.map((token) => token.accented),
      folded: tokens.map((token) => token.folded),
      translations,
      weight:
        number !== undefined
          ? Math.max(numberWeight(number.folded), isUnit ? UNIT_WEIGHT : 0)
          : this.words.language === 'en' && translations.length > 0
            ? this.translatedRarity(translations)
            : this.rarityOf(tokens),
      kind:
        number !== undefined && number.folded.length > 1 && !isUnit
          ? 'number'
          : isUnit || this.isName(tokens, translations)
            ? 'name'
            : 'word',
    };
  }

  private isName(tokens: readonly Token[], translations: readonly Translation[]): boolean {
    const named =
      tokens.length === 2
        ? this.segmenter.pairOf(tokens)?.named
        : tokens.length === 1
          ? this.lexicon.syllableNamed(this.segmenter.spelled(tokens), !this.words.accented)
          : undefined;
    if (tokens.length >= 2) {
      // Without diacritics "Dien Bien" is "diễn biến", too; in English, what the asker capitalised is the name.
      const isTelling = this.words.language === 'vi' || this.words.accented;
      if (isTelling && named !== undefined && named < 1 - NAMED_SHARE) return false;
      return (named ?? 0) >= NAMED_SHARE || tokens.every((token) => this.segmenter.isCapitalised(token));
    }
    if (this.words.language === 'vi') {
      return (named ?? 0) >= NAMED_SYLLABLE_SHARE && (tokens[0]?.folded.length ?? 0) >= 3;
    }
    // An English word in the middle of a sentence is capitalised for being a name; "Hanoi" translates to one.
    const isFirst = tokens[0] === this.words.tokens[0];
    if (
      isFirst ||
      (tokens[0]?.folded.length ?? 0) < 2 ||
      !tokens.every((token) => this.segmenter.isCapitalised(token))
    )
      return false;
    const best = translations[0]?.accented ?? [];
    return best.length === 0 || (this.lexicon.pair(best.join(' '), false)?.named ?? 0) >= NAMED_SHARE;
  }

  private rarityOf(tokens: readonly Token[]): number {
    const isFolded = !this.words.accented;
    if (tokens.length === 2 && this.segmenter.pairOf(tokens) !== undefined) {
      return this.lexicon.rarity(this.segmenter.spelled(tokens), isFolded);
    }
    const rarity = Math.max(
      ...tokens.map((token) => this.lexicon.rarity(this.segmenter.spelled([token]), isFolded)),
    );
    // One or two letters that are no syllable are chat spelling that nobody listed, not a rare word.
    const isNoise = tokens.length === 1 && (tokens[0]?.folded.length ?? 0) <= 2 && rarity > 0.5;
    if (isNoise) return NOISE_WEIGHT;
    // A word that no article has ever used is more often a slip of the fingers than a telling word.
    return this.words.language === 'vi' ? Math.min(rarity, MAX_WORD_WEIGHT) : rarity;
  }

  /** Rarity of the Vietnamese words, weighted by how likely each is. */
  private translatedRarity(translations: readonly Translation[]): number {
    const likelihood = translations.reduce((sum, translation) => sum + translation.likelihood, 0);
    return translations.reduce(
      (sum, { accented, likelihood: share }) =>
        sum + (share / likelihood) * this.lexicon.rarity(accented.join(' '), false),
      0,
    );
  }
}

/** How much a number says: a year or a date nearly everything, a single digit little. */
function numberWeight(digits: string): number {
  return digits.length >= 3 ? 0.9 : digits.length === 2 ? 0.5 : 0.2;
}
