import type { CitedAnswer } from '../answer/cited-answer.js';
import type { Article } from '../corpus/article.js';
import { printableLine } from '../lib/printable.js';
import { vietnamese } from './vietnamese.js';
import { english, type Language, type Words } from './english.js';

const WORDS: Readonly<Record<Language, Words>> = { vi: vietnamese, en: english };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}

/**
 * The language for someone who set Discord to `locale` (`vi`, `en-GB`, `pt-BR` …). Whoever uses it in neither of our
 * languages is likelier to read English.
 */
export function languageOf(locale: string): Language {
  return /^vi(?:-|$)/iu.test(locale) ? 'vi' : 'en';
}

/** What is said to a message that asks nothing, with an example of what may be asked. */
export function smallTalkText(
  { kind, about }: NonNullable<CitedAnswer['smallTalk']>,
  { answer }: Pick<Words, 'answer'>,
): string {
  return [
    answer.smallTalk[kind],
    ...(about === null ? [] : [answer.exampleAbout(printableLine(about))]),
  ].join(' ');
}

/** The article's title on one line, or its path where it has none: what it is called in any language. */
export function titleOf(article: Pick<Article, 'title' | 'path'>): string {
  return printableLine(article.title) || printableLine(article.path);
}
