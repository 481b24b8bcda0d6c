/** Keeps two characters apart without showing. Cleaned text holds none of its own, so it can be taken out again. */
export const ZERO_WIDTH_SPACE = '\u200B';

/**
 * What gets a backslash. Two escaped texts that come to stand side by side must be as safe as one, so a character that
 * works together with the next one is escaped at the end of a text, too, and the beginning counts as that of a line.
 * Each pattern looks back only after it has found its character: a line of blanks would take quadratic time otherwise.
 */
const ESCAPED = new RegExp(
  [
    // Emphasis, code, spoilers, links, mentions, quotes, headings: wherever they stand.
    /[\\*_~`|<>[\]#]/u,
    // Lists and small print at the beginning of a line: "- ", "+ ", "-# ", "1. ".
    /[-+](?=[ #]|$)(?<=^ *.)/mu,
    /\.(?= |$)(?<=^ *\d*.)/mu,
    // An address would become a link, and the page behind it a card below the message.
    /:(?=\/|(?![^]))/u,
    // An invitation becomes a card even without "https://".
    /\.(?<=dis(?:cord(?:app)?)?.|^.(?=g))/imu,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gimu',
);

/** Where Discord's servers look for mentions; they do not heed backslashes. */
const MENTION = /@(?=everyone|here|(?![^]))|</giu;

/** What Discord reads as an escape: a backslash before anything but a letter of ASCII, a digit or a blank. */
const ESCAPE = /\\([^0-9A-Za-z\s])/gu;

/**
 * Markdown that Discord shows as `text`, in which nothing is emphasised, linked or mentioned. `text` must be cleaned by
 * `printable`. Colons around a name (`:smile:`) stay as they are: Discord turns those into emoji as a person types.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(MENTION, `$&${ZERO_WIDTH_SPACE}`).replace(ESCAPED, String.raw`\$&`);
}

/** The text that {@link escapeMarkdown} made `markdown` of. */
export function unescapeMarkdown(markdown: string): string {
  return markdown.replaceAll(ZERO_WIDTH_SPACE, '').replace(ESCAPE, '$1');
}
