import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../config/settings.js';
import { judgeNode, OLDEST_NODE } from './judge-node.js';

test.each([
  ['20.19.0', 'node-fit'],
  ['20.20.2', 'node-fit'],
  ['22.0.0', 'node-fit'],
  ['100.1.0', 'node-fit'],
  ['24.0.0-nightly20250101', 'node-fit'],
  ['20.18.3', 'node-too-old'],
  ['20.9.0', 'node-too-old'],
  ['18.20.8', 'node-too-old'],
  ['9.9.9', 'node-too-old'],
])('Node.js %s: %s', (version, code) => {
  expect(judgeNode(version).code).toBe(code);
});

test('the oldest is the one that package.json names', async () => {
  const { engines } = JSON.parse(await readFile(path.join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    engines: unknown;
  };
  expect(engines).toEqual({ node: `>=${OLDEST_NODE}` });
});
