import { hasDiacritics } from '../search/vietnamese.js';
import type { Language } from '../wording/wording.js';

/** The language to say something in before a question has been looked at; a message, unlike a command, has no locale. */
export function languageOfText(text: string, otherwise: Language): Language {
  return hasDiacritics(text) ? 'vi' : otherwise;
}
