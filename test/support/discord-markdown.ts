import { parse } from 'discord-markdown-parser';

type Nodes = ReturnType<typeof parse>;

/** Discord's markdown with custom links, as a parser written after its client reads it. */
export function nodesOf(markdown: string): Nodes {
  return parse(markdown, 'extended');
}

/** Lists, which that parser does not know, and all else that Discord reads at the beginning of a line. */
export const BLOCK = /^ *(?:[-*+]|\d+\.|-?#|#{1,3}|>|>>>) /mu;

/** Emoji are shown as pictures wherever they stand, and a line break is one. */
const PLAIN = new Set(['text', 'twemoji', 'br']);

/** The types of what is marked up in `nodes`. */
export function typesIn(nodes: Nodes): string[] {
  return nodes.flatMap((node) => {
    const inner: unknown = node['content'];
    return [
      ...(PLAIN.has(node.type) ? [] : [node.type]),
      ...(Array.isArray(inner) ? typesIn(inner as Nodes) : []),
    ];
  });
}

/** What a reader sees of `nodes`. */
export function textIn(nodes: Nodes): string {
  const text = nodes.map((node) => {
    if (node.type === 'br') return '\n';
    if (node.type === 'twemoji') return String(node['name']);
    const inner: unknown = node['content'];
    return Array.isArray(inner) ? textIn(inner as Nodes) : String(inner);
  });
  return text.join('').replaceAll('\u200B', '');
}
