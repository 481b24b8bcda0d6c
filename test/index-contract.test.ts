import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, onTestFinished, test, expect } from 'vitest';
import type { IndexLocation } from '../src/index/open-index.js';
import { migrate } from '../src/optional/postgres/tables.js';
import { describeIndex } from './support/index-contract.js';
import { REAL_SERVER, realDatabase, startEngine, type TestDatabase } from './support/postgres-server.js';

async function prepared(database: TestDatabase): Promise<IndexLocation> {
  await database.clear();
  await migrate(database.url);
  return { kind: 'database', url: database.url };
}

describeIndex('in a folder', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { kind: 'folder', indexDir: path.join(folder, 'index') };
});

describe('PostgreSQL from npm', () => {
  let engine: TestDatabase;
  beforeAll(async () => {
    engine = await startEngine();
  }, 180_000);
  afterAll(() => engine.close());
  describeIndex('in a database', () => prepared(engine));
});

if (REAL_SERVER === null) {
  test('NO SERVER IN TEST_POSTGRES_URL: the index in a database is tested with PostgreSQL from npm alone', () => {
    expect(process.env['TEST_POSTGRES_URL'] ?? '').toBe('');
  });
} else {
  const server = realDatabase(REAL_SERVER);
  describeIndex('in a database of a server', () => prepared(server));
}
