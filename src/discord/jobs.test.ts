import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Jobs } from './jobs.js';

describe('Jobs', () => {
  it('waits for what has begun', async () => {
    const jobs = new Jobs();
    const gate = new EventEmitter();
    jobs.add(once(gate, 'open').then(() => undefined));
    const closed = jobs.close(new Promise(() => undefined));
    expect(jobs).toMatchObject({ isClosed: true, size: 1 });
    gate.emit('open');
    expect(await closed).toBe(0);
  });

  it('waits no longer than the deadline and tells what is left', async () => {
    const jobs = new Jobs();
    jobs.add(new Promise(() => undefined));
    jobs.add(Promise.resolve());
    expect(await jobs.close(new Promise((resolve) => setImmediate(resolve)))).toBe(1);
  });
});
