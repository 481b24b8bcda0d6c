import type { APIEmbed } from 'discord.js';
import { required, type FormIssue } from './form-issue.js';

/** Characters over all embeds of a message. https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const MAX_EMBED_CHARACTERS = 6000;

/** What Discord refuses in embeds and its OpenAPI description does not say. */
export function embedIssues(embeds: readonly APIEmbed[]): FormIssue[] {
  const issues = embeds.flatMap((embed, at) => [
    ...emptyParts(embed).map((path) => required('embeds', at, ...path)),
    ...wrongSchemes(embed).map((path) => ({
      path: ['embeds', at, ...path],
      code: 'URL_TYPE_INVALID_SCHEME',
      message: `Scheme is not supported. Scheme must be one of ('http', 'https').`,
    })),
  ]);
  if (embeds.reduce((sum, embed) => sum + sizeOf(embed), 0) > MAX_EMBED_CHARACTERS) {
    issues.push({
      path: ['embeds'],
      code: 'MAX_EMBED_SIZE_EXCEEDED',
      message: `Embed size exceeds maximum size of ${MAX_EMBED_CHARACTERS}`,
    });
  }
  return issues;
}

/** What Discord takes in embeds, but shows otherwise than one would think. */
export function embedWarnings(embeds: readonly APIEmbed[]): string[] {
  const urls = embeds.flatMap(({ url }) => url ?? []);
  const shared = [...new Set(urls.filter((url, at) => urls.indexOf(url) !== at))];
  return shared.map(
    (url) => `embeds share the url ${url}: Discord merges them and shows the text of the first only`,
  );
}

function sizeOf({ title, description, fields, footer, author }: APIEmbed): number {
  const texts = [title, description, footer?.text, author?.name];
  const inFields = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [...texts, ...inFields].reduce((sum, text) => sum + (text?.trim().length ?? 0), 0);
}

function emptyParts(embed: APIEmbed): (string | number)[][] {
  const { title, description, fields, footer, author, image, thumbnail } = embed;
  const parts: (string | number)[][] = (fields ?? []).flatMap(({ name, value }, at) => [
    ...(isBlank(name) ? [['fields', at, 'name']] : []),
    ...(isBlank(value) ? [['fields', at, 'value']] : []),
  ]);
  if (footer && isBlank(footer.text)) parts.push(['footer', 'text']);
  if (author && isBlank(author.name)) parts.push(['author', 'name']);
  const holdsNothing =
    isBlank(title) && isBlank(description) && !fields?.length && !footer && !author && !image && !thumbnail;
  return holdsNothing ? [...parts, ['description']] : parts;
}

function wrongSchemes({ url, footer, author, image, thumbnail }: APIEmbed): string[][] {
  const links = [
    { path: ['url'], link: url },
    { path: ['author', 'url'], link: author?.url },
  ];
  const pictures = [
    { path: ['image', 'url'], link: image?.url },
    { path: ['thumbnail', 'url'], link: thumbnail?.url },
    { path: ['author', 'icon_url'], link: author?.icon_url },
    { path: ['footer', 'icon_url'], link: footer?.icon_url },
  ];
  return [
    ...links.filter(({ link }) => link && !/^https?:/iu.test(link)),
    ...pictures.filter(({ link }) => link && !/^(?:https?|attachment):/iu.test(link)),
  ].map(({ path }) => path);
}

/** Discord trims what it takes before it looks at it. */
function isBlank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === '';
}
