import type { Observation } from './finding.js';

/** The oldest Node.js that the program is tested on, as package.json has it. */
export const OLDEST_NODE = '20.19.0';

/**
 * Whether this Node.js is one that the program runs on.
 *
 * @param version - such as `20.19.0`
 */
export function judgeNode(version: string): Observation<'node-fit' | 'node-too-old'> {
  return isOlder(numbersOf(version), numbersOf(OLDEST_NODE))
    ? { check: 'node', level: 'broken', code: 'node-too-old', facts: { version, needed: OLDEST_NODE } }
    : { check: 'node', level: 'well', code: 'node-fit', facts: { version } };
}

function numbersOf(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}

function isOlder(version: readonly number[], needed: readonly number[]): boolean {
  const at = needed.findIndex((number, part) => version[part] !== number);
  return at !== -1 && (version[at] ?? 0) < (needed[at] ?? 0);
}
