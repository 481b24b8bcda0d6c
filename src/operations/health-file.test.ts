import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { HealthFile, isFresh } from './health-file.js';

let file: string;
beforeEach(async () => {
  file = path.join(await temporaryFolder(), 'run', 'health');
});

/** A health file on a clock that only the test moves. */
function keptFile(isAlive = () => true, troubles: unknown[] = []): HealthFile {
  vi.useFakeTimers({ now: new Date('2031-03-05T08:00:00Z') });
  const health = new HealthFile(file, isAlive, (error) => troubles.push(error));
  onTestFinished(() => {
    health.stop();
    vi.useRealTimers();
  });
  return health;
}

describe('while the bot is alive', () => {
  test('the file is written at once and every 15 seconds', () => {
    keptFile();
    expect(readFileSync(file, 'utf8')).toBe('2031-03-05T08:00:00.000Z\n');
    vi.advanceTimersByTime(14_999);
    expect(readFileSync(file, 'utf8')).toBe('2031-03-05T08:00:00.000Z\n');
    vi.advanceTimersByTime(1);
    expect(readFileSync(file, 'utf8')).toBe('2031-03-05T08:00:15.000Z\n');
  });

  test('it is gone after a stop, and stays away', () => {
    const health = keptFile();
    health.stop();
    vi.advanceTimersByTime(60_000);
    expect(existsSync(file)).toBe(false);
  });
});

test('while the bot is not alive nothing is written', () => {
  let alive = true;
  keptFile(() => alive);
  alive = false;
  vi.advanceTimersByTime(60_000);
  expect(readFileSync(file, 'utf8')).toBe('2031-03-05T08:00:00.000Z\n');
  alive = true;
  vi.advanceTimersByTime(15_000);
  expect(readFileSync(file, 'utf8')).toBe('2031-03-05T08:01:15.000Z\n');
});

test('what an earlier run left behind does not stand for this one', () => {
  mkdirSync(path.dirname(file));
  writeFileSync(file, 'old');
  keptFile(() => false);
  expect(existsSync(file)).toBe(false);
});

test('a file that cannot be written is told once, and stops nothing', () => {
  const troubles: unknown[] = [];
  writeFileSync(path.dirname(file), 'a file where a folder should be');
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const health = new HealthFile(
    file,
    () => true,
    (error) => troubles.push(error),
  );
  vi.advanceTimersByTime(60_000);
  expect(troubles).toHaveLength(1);
  rmSync(path.dirname(file));
  vi.advanceTimersByTime(15_000);
  expect(existsSync(file)).toBe(true);
  health.stop();
});

describe('a file is fresh', () => {
  const now = Date.parse('2031-03-05T08:00:00Z');
  const written = (secondsAgo: number) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    utimesSync(file, now / 1000 - secondsAgo, now / 1000 - secondsAgo);
  };

  test.each([
    [0, true],
    [59, true],
    [60, false],
    [3600, false],
  ])('%d seconds after it was written: %s', (seconds, fresh) => {
    written(seconds);
    expect(isFresh(file, now)).toBe(fresh);
  });

  test('only when it is there', () => {
    expect(isFresh(file, now)).toBe(false);
  });
});
