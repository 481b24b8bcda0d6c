import { english } from './en.js';
import type { Messages } from './messages.js';
import type { Language } from '../wording.js';
import { vietnamese } from './vi.js';

const MESSAGES: Readonly<Record<Language, Messages>> = { vi: vietnamese, en: english };

/** The texts in `language`. */
export function messagesIn(language: Language): Messages {
  return MESSAGES[language];
}
