import type { Message } from 'discord.js';

/** What a message says: what its author wrote, and what they forwarded with it, which Discord sends as a snapshot. */
export function textIn({ content, messageSnapshots }: Pick<Message, 'content' | 'messageSnapshots'>): string {
  const forwarded = [...messageSnapshots.values()].map((snapshot) => snapshot.content);
  return [content, ...forwarded].filter((text) => text !== '').join('\n');
}
