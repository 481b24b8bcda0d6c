import { englishWording } from './english.js';
import { vietnameseWording } from './vietnamese.js';
import type { Language, Wording } from './wording.js';

const WORDINGS: Readonly<Record<Language, Wording>> = { vi: vietnameseWording, en: englishWording };

/** The words in `language`. */
export function wordingIn(language: Language): Wording {
  return WORDINGS[language];
}
