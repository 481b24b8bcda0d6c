/**
 * Discord's limits, by the section of its developer documentation that states them. It does not say what it counts as a
 * character; a text that keeps to a limit in UTF-16 code units keeps to it in code points, too.
 */

/** Message resource, "Create Message": `content`. */
export const MAX_CONTENT = 2_000;
/** Message resource, "Create Message": `embeds`. */
export const MAX_EMBEDS = 10;
/** Message resource, "Embed Limits", down to {@link MAX_EMBED_TEXT}. */
export const MAX_EMBED_TITLE = 256;
export const MAX_EMBED_DESCRIPTION = 4_096;
export const MAX_EMBED_FOOTER = 2_048;
/** All titles, descriptions, footers, authors and fields of one message together. */
export const MAX_EMBED_TEXT = 6_000;
/** Component reference, "Legacy Message Component Behavior". */
export const MAX_ROWS = 5;
/** Component reference, "Action Row". */
export const MAX_BUTTONS_IN_ROW = 5;
/** Component reference, "Anatomy of a Component": `custom_id`, unique within its message. */
export const MAX_CUSTOM_ID = 100;
/** Component reference, "Button Structure", with {@link MAX_URL}. */
export const MAX_LABEL = 80;
export const MAX_URL = 512;
/** Component reference, "String Select Structure" and "Select Option Structure", down to {@link MAX_OPTION_TEXT}. */
export const MAX_OPTIONS = 25;
export const MAX_PLACEHOLDER = 150;
/** Of an option's label, value and description each. */
export const MAX_OPTION_TEXT = 100;

/** Receiving and responding to interactions, "Autocomplete": characters of a choice's name and value each. */
export const MAX_CHOICE_LENGTH = 100;

/** Discord trims texts, and refuses an embed without any, a message without any and a component without a label. */
const VISIBLE = /[^\s\u200B]/u;
/** A standard emoji. Discord refuses the whole message for a name that it does not know as one. */
const EMOJI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');

export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** True when `text` is one standard emoji, written in full. */
export function isEmoji(text: string): boolean {
  return EMOJI.test(text);
}
