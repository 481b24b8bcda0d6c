/** Text that is HTML. Made by {@link html} and {@link trusted} only, so that nothing gets into a page unescaped. */
export class Html {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }
}

/** What may stand in an {@link html} template; null and false leave nothing behind. */
type Content = Html | string | number | null | false | readonly Content[];

/** An HTML template: strings put into it are escaped, also within a quoted attribute. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(parts.reduce((source, part, at) => source + sourceOf(values[at - 1] ?? null) + part));
}

/** Text of our own that is HTML as it stands: a stylesheet, a script. */
export function trusted(source: string): Html {
  return new Html(source);
}

function sourceOf(content: Content): string {
  if (content === null || content === false) return '';
  if (content instanceof Html) return content.toString();
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
  return content.map((each) => sourceOf(each)).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}
