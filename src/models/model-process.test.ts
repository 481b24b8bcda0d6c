import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { ModelProcess } from './model-process.js';

test('a model process that stops says what it ran and what to do', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'model-process-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'stops.mjs');
  await writeFile(file, `process.on('message', () => { console.error('no memory'); process.exit(3); });`);
  const models = new ModelProcess('embedding model some-model', undefined, pathToFileURL(file));
  await expect(models.call((remote) => remote.countTokens(['a']))).rejects.toMatchObject({
    name: 'UserError',
    code: 'model-broken',
    message: 'The process that runs the embedding model some-model stopped (exit code 3).',
    hint: expect.stringContaining('Start the program again') as string,
    cause: new Error('no memory'),
  });
  await models.close();
});
