import type { Language } from '../wording.js';
import type { DoctorWords } from './doctor-words.js';
import { english } from './english.js';
import { vietnamese } from './vietnamese.js';

const WORDS: Readonly<Record<Language, DoctorWords>> = { vi: vietnamese, en: english };

/** The doctor's words in `language`. */
export function doctorWordsIn(language: Language): DoctorWords {
  return WORDS[language];
}
