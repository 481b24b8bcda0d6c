import { hasDiacritics } from '../language/vietnamese.js';
import type { Language } from '../locales/wording.js';

/** The language to say something in before a question has been looked at; a message, unlike a command, has no locale. */
export function languageOfText(text: string, otherwise: Language): Language {
  return hasDiacritics(text) ? 'vi' : otherwise;
}
