import { html, type Html } from './html.js';

/** The bot's picture: quotation marks, for it cites. A data URI, so that the page asks no network for it. */
export const BOT_PICTURE = pictureUri(
  '#b3541e',
  html`<path fill="#fff" d="M9 27V19q0-7 8-8v4q-4 1-4 4h4v8zm14 0V19q0-7 8-8v4q-4 1-4 4h4v8z" />`,
);

/** The first letter of a name on a CSS colour. */
export function pictureOf(name: string, colour: string): string {
  const style = html`text-anchor="middle" font-family="sans-serif" font-size="19" fill="#fff"`;
  return pictureUri(colour, html`<text x="20" y="27" ${style}>${name.charAt(0)}</text>`);
}

function pictureUri(colour: string, drawing: Html): string {
  const ground = html`<rect width="40" height="40" fill="${colour}" />`;
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">${ground}${drawing}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg.toString())}`;
}
