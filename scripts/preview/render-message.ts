import { html, type Html } from './html.js';
import { renderComponents } from './render-components.js';
import { renderEmbed } from './render-embed.js';
import { renderMarkdown, type Reader } from './render-markdown.js';
import { BOT_NAME, type BotMessage, type SceneMessage } from './scene.js';

/** The bot's name is in the colour of its role. */
const BOT_COLOUR = '#f2b35e';

/** A message with its author, what it answers, embeds and components; sent the moment that it is looked at. */
export function renderMessage(message: SceneMessage, reader: Reader): Html {
  const time = new Intl.DateTimeFormat(reader.language, { timeStyle: 'short' }).format(reader.now);
  const head = html`${authorOf(message)} timestamp="${time}"`;
  if (message.kind === 'person') {
    return html`<discord-message ${head}>${renderMarkdown(message.text, reader)}</discord-message>`;
  }
  const { reply, ephemeral, to } = message;
  return html`<discord-message bot ${head} ${ephemeral === true && 'ephemeral'}>
    ${renderOccasion(to, reader)}${renderMarkdown(reply.content, reader)}
    ${reply.embeds.map((embed) => renderEmbed(embed, reader))} ${renderComponents(reply.components)}
  </discord-message>`;
}

/** The line above a message that says what it answers. */
function renderOccasion(to: BotMessage['to'], reader: Reader): Html {
  if ('command' in to) {
    const { name, colour } = to.author;
    const user = html`author="${name}" avatar="${pictureOf(name, colour)}"`;
    return html`<discord-command slot="reply" ${user} command="${to.command}"></discord-command>`;
  }
  const text = to.message.kind === 'person' ? to.message.text : to.message.reply.content;
  const line = renderMarkdown(text.replace(/\s+/gu, ' '), reader);
  return html`<discord-reply slot="reply" ${authorOf(to.message)}>${line}</discord-reply>`;
}

/** The attributes that say who wrote a message. */
function authorOf(message: SceneMessage): Html {
  if (message.kind === 'bot') {
    return html`author="${BOT_NAME}" avatar="${BOT_PICTURE}" role-color="${BOT_COLOUR}"`;
  }
  const { name, colour } = message.author;
  return html`author="${name}" avatar="${pictureOf(name, colour)}"`;
}

/** The bot's picture: quotation marks, for it cites. A data URI, so that the page asks no network for it. */
const BOT_PICTURE = pictureUri(
  '#b3541e',
  html`<path fill="#fff" d="M9 27V19q0-7 8-8v4q-4 1-4 4h4v8zm14 0V19q0-7 8-8v4q-4 1-4 4h4v8z" />`,
);

/** The first letter of a name on a CSS colour. */
function pictureOf(name: string, colour: string): string {
  const style = html`text-anchor="middle" font-family="sans-serif" font-size="19" fill="#fff"`;
  return pictureUri(colour, html`<text x="20" y="27" ${style}>${name.charAt(0)}</text>`);
}

function pictureUri(colour: string, drawing: Html): string {
  const ground = html`<rect width="40" height="40" fill="${colour}" />`;
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${ground}${drawing}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg.toString())}`;
}
