import type { Reply } from '../../src/discord/reply/build-reply.js';
import { html, type Html } from './html.js';
import { renderMarkdown, type Reader } from './render-markdown.js';

type Embed = Reply['embeds'][number];

const RENDERED: ReadonlySet<string> = new Set(['title', 'description', 'color', 'footer']);

/**
 * An embed. Its title goes into the slot of the description: the component shows a title as plain text, Discord as markdown.
 *
 * @throws Error on a part that no reply uses so far
 */
export function renderEmbed(embed: Embed, reader: Reader): Html {
  const unknown = Object.keys(embed).find((name) => !RENDERED.has(name));
  if (unknown !== undefined) {
    throw new Error(`No embed has had ${unknown} so far: say in render-embed.ts how it is shown.`);
  }
  const { title, description, color, footer } = embed;
  const part = (name: string, slot: string, content: Html) =>
    html`<div slot="${slot}" class="embed-${name}">${content}</div>`;
  return html`<discord-embed slot="embeds" ${color !== undefined && html`color="${hexColour(color)}"`}>
    ${title !== undefined && part('title', 'description', renderMarkdown(title, reader))}
    ${description !== undefined && part('description', 'description', renderMarkdown(description, reader))}
    ${footer !== undefined && part('footer', 'footer', html`${footer.text}`)}
  </discord-embed>`;
}

function hexColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
