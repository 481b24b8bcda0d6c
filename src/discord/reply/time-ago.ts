import { md, type Markup } from './markup.js';

/** A moment as Discord shows it to each reader in their own language: `2 minutes ago`, kept up to date. */
export function timeAgo(moment: Date): Markup {
  return md`<t:${Math.floor(moment.getTime() / 1000)}:R>`;
}
