import type { HtmlNode } from './html-document.js';

/** How large a parsed page is. */
export interface TreeSize {
  /** Elements, texts, comments and attributes. */
  readonly nodes: number;
  /** Elements around the most deeply nested node. */
  readonly depth: number;
  /** Pairs of a node and an element around it: what it takes to read the text of every element. */
  readonly pairs: number;
}

/** Measures all below `root`, with a stack of its own: a page may nest more deeply than the call stack allows. */
export function measureTree(root: HtmlNode): TreeSize {
  let nodes = 0;
  let deepest = 0;
  let pairs = 0;
  const pending = [{ node: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    nodes += 1 + (node.attributes?.length ?? 0);
    pairs += depth;
    deepest = Math.max(deepest, depth);
    for (const child of node.childNodes) pending.push({ node: child, depth: depth + 1 });
  }
  return { nodes, depth: deepest, pairs };
}
