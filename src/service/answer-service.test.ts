import { EventEmitter, once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { CHANNEL_IMPORTS } from '../../test/support/channel-program.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { messageOf, UserError } from '../lib/errors.js';
import { AnsweringThread, ThreadEnded } from './answering-thread.js';
import { AnswerService, BusyError, type AnswerServiceOptions } from './answer-service.js';

/**
 * A worker without an index: it answers a text with the text and the generation that was published when it opened, once it
 * has the text's vector; the vector of "crash" stops it, and that of "keyphrases" has it tell the generation as its keyphrases. A
 * generation that the file `damaged` names it refuses to open, one that `crashes` names stops it, and one that `hangs` names
 * it never gets open.
 */
const WORKER = `${CHANNEL_IMPORTS}
import { readFileSync } from 'node:fs';
import path from 'node:path';

let generation;
const starter = openChannel(starterPort(), {
  open({ indexDir }) {
    const read = (file) => readFileSync(path.join(indexDir, file), 'utf8').trim();
    generation = read('current');
    if (generation === read('crashes')) process.exit(4);
    if (generation === read('hangs')) return new Promise(() => undefined);
    if (generation === read('damaged')) throw new UserError('index-damaged', generation + ' is damaged', 'mend it');
    return { generation };
  },
  answer,
  search: answer,
});

async function answer(text) {
  await starter.embedQueries([text]);
  if (text === 'crash') process.exit(3);
  if (text === 'keyphrases') await starter.tellKeyphrases.asEvent([generation]);
  return { text, generation };
}
`;

const FIRST = '20310101T000000Z-000001';
const SECOND = '20310101T000000Z-000002';
const THIRD = '20310101T000000Z-000003';

/** An embedder that gives each vector when the test says so. */
class Gate extends EventEmitter {
  /** The texts whose vectors were asked for, in that order. */
  readonly asked: string[] = [];
  readonly #open = new Map<string, () => void>();

  embedQueries = async ([text = '']: readonly string[]): Promise<Float32Array[]> => {
    await new Promise<void>((resolve) => {
      this.#open.set(text, resolve);
      this.asked.push(text);
      this.emit(text);
    });
    return [Float32Array.of(1)];
  };

  /** Waits until the vector of `text` is asked for. */
  async arrival(text: string): Promise<void> {
    if (!this.#open.has(text)) await once(this, text);
  }

  /** Nobody waits for the vectors that were asked for so far. */
  forget(): void {
    this.#open.clear();
  }

  async letThrough(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.arrival(text);
      this.#open.get(text)?.();
      this.#open.delete(text);
    }
  }
}

/** An index folder and what answers from it, with a clock and a ticker that the test moves. */
class Scene extends EventEmitter {
  readonly gate = new Gate();
  /** Every thread started so far. */
  readonly threads: AnsweringThread[] = [];
  /** What the log heard. */
  readonly told: string[] = [];
  time = 0;
  look: (() => Promise<void>) | undefined;

  readonly folder: string;

  private constructor(folder: string) {
    super();
    this.folder = folder;
  }

  /** With the first generation published. */
  static async make(): Promise<Scene> {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(path.join(folder, 'worker.js'), WORKER);
    const scene = new Scene(folder);
    await scene.write({ current: FIRST, damaged: '', crashes: '', hangs: '' });
    return scene;
  }

  async open(options: Partial<AnswerServiceOptions> = {}): Promise<AnswerService> {
    const live = await AnswerService.open({
      location: { kind: 'folder', indexDir: this.folder },
      identity: { formatVersion: 1, modelName: '', modelFingerprint: '', dimensions: 1, chunking: '' },
      embedder: this.gate,
      startThread: () => {
        const entry = pathToFileURL(path.join(this.folder, 'worker.js'));
        const thread = new AnsweringThread(entry, this.gate);
        this.threads.push(thread);
        this.emit('started');
        return thread;
      },
      events: {
        onSwitch: ({ generation }) => this.told.push(`switched to ${generation}`),
        onRefused: (error) => this.told.push(`refused: ${messageOf(error)}`),
        onStopped: ({ message }) => this.told.push(message),
      },
      restartAfterMs: 5_000,
      now: () => this.time,
      regularly: (look) => {
        this.look = look;
        return () => {
          this.look = undefined;
        };
      },
      ...options,
    });
    onTestFinished(() => live.close());
    return live;
  }

  /** Stops the thread started so-and-so-many before by the vector of "crash", and forgets what it asked for. */
  async crash(thread: number): Promise<void> {
    await this.gate.letThrough('crash');
    await this.threads[thread]?.ended;
    this.gate.forget();
  }

  /** Writes files that the worker reads when it opens an index. */
  async write(files: {
    current?: string;
    damaged?: string;
    crashes?: string;
    hangs?: string;
  }): Promise<void> {
    for (const [file, line] of Object.entries(files)) {
      await writeFile(path.join(this.folder, file), `${line}\n`);
    }
  }
}

const by = (generation: string, text: string) => ({ generation, text });
const STOPPED = 'The thread that answers stopped (exit code 3).';

test('answers from the generation that is published', async () => {
  const scene = await Scene.make();
  const live = await scene.open();
  expect(live.catalogue.generation).toBe(FIRST);
  const answer = live.answer('a');
  const search = live.search('b');
  await scene.gate.letThrough('a', 'b');
  await expect(answer).resolves.toEqual(by(FIRST, 'a'));
  await expect(search).resolves.toEqual(by(FIRST, 'b'));
});

test('an index that cannot be opened at the start is thrown, and leaves no thread', async () => {
  const scene = await Scene.make();
  await scene.write({ damaged: FIRST });
  await expect(scene.open()).rejects.toMatchObject({ code: 'index-damaged', hint: 'mend it' });
  expect(scene.threads).toHaveLength(1);
  await expect(scene.threads[0]?.ended).resolves.toBeNull();
});

test('calls begin in the order in which they come, two at once', async () => {
  const scene = await Scene.make();
  const live = await scene.open();
  const answers = ['a', 'b', 'c', 'd'].map((text) => live.answer(text));
  await scene.gate.arrival('b');
  expect(scene.threads[0]?.load).toBe(2);
  expect(scene.gate.asked).toEqual(['a', 'b']);
  await scene.gate.letThrough('b');
  await scene.gate.arrival('c');
  expect(scene.gate.asked).toEqual(['a', 'b', 'c']);
  await scene.gate.letThrough('a', 'c', 'd');
  await expect(Promise.all(answers)).resolves.toEqual(['a', 'b', 'c', 'd'].map((text) => by(FIRST, text)));
  expect(scene.gate.asked).toEqual(['a', 'b', 'c', 'd']);
});

test('only so many calls may wait; those that do are not disturbed by one too many', async () => {
  const scene = await Scene.make();
  const live = await scene.open({ maxWaiting: 2 });
  const answers = ['a', 'b', 'c', 'd'].map((text) => live.answer(text));
  await expect(live.answer('e')).rejects.toEqual(new BusyError(2));
  await scene.gate.letThrough('a', 'b', 'c', 'd');
  await Promise.all(answers);
  const later = live.answer('f');
  await scene.gate.letThrough('f');
  await expect(later).resolves.toEqual(by(FIRST, 'f'));
});

test('a call that a thread is at for too long is begun once more, and then given up; the next is answered', async () => {
  const scene = await Scene.make();
  const live = await scene.open({ deadlineMs: 200 });
  await expect(live.answer('endless')).rejects.toBeInstanceOf(ThreadEnded);
  scene.time += 5_000;
  scene.gate.forget();
  await scene.look?.();
  const next = live.answer('next');
  await scene.gate.letThrough('next');
  expect(await next).toMatchObject({ text: 'next' });
});

test('a call that fails does not keep the next from being answered', async () => {
  const scene = await Scene.make();
  const live = await scene.open();
  vi.spyOn(scene.gate, 'embedQueries').mockRejectedValueOnce(
    new UserError('model-broken', 'The model is gone.', 'Start again.'),
  );
  await expect(live.answer('a')).rejects.toMatchObject({ code: 'model-broken', hint: 'Start again.' });
  const later = live.answer('b');
  await scene.gate.letThrough('b');
  await expect(later).resolves.toEqual(by(FIRST, 'b'));
  expect(scene.told).toEqual([]);
});

describe('the keyphrases of an index', () => {
  test('are told once they are found; until then those of the one before are in use', async () => {
    const scene = await Scene.make();
    const live = await scene.open({
      events: { onKeyphrases: ({ keyphrases }) => scene.told.push(`keyphrases: ${keyphrases.join()}`) },
    });
    expect(live.catalogue.keyphrases).toEqual([]);
    const first = live.answer('keyphrases');
    await scene.gate.letThrough('keyphrases');
    await first;
    expect(live.catalogue.keyphrases).toEqual([FIRST]);

    await scene.write({ current: SECOND });
    await scene.look?.();
    expect(live.catalogue).toMatchObject({ generation: SECOND, keyphrases: [FIRST] });
    const second = live.answer('keyphrases');
    await scene.gate.letThrough('keyphrases');
    await second;
    expect(live.catalogue.keyphrases).toEqual([SECOND]);
    expect(scene.told).toEqual([`keyphrases: ${FIRST}`, `keyphrases: ${SECOND}`]);
  });

  test('are of no use when a newer one has been taken up meanwhile', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    const answer = live.answer('keyphrases');
    await scene.gate.arrival('keyphrases');
    await scene.write({ current: SECOND });
    await scene.look?.();
    await scene.gate.letThrough('keyphrases');
    await expect(answer).resolves.toEqual(by(FIRST, 'keyphrases'));
    expect(live.catalogue).toMatchObject({ generation: SECOND, keyphrases: [] });
  });
});

describe('a newer generation', () => {
  test('answers new calls while those under way end on the one before, whose thread then ends', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    const begun = [live.answer('a'), live.answer('b')];
    const waiting = live.answer('c');
    await scene.gate.arrival('b');

    await scene.write({ current: SECOND });
    await scene.look?.();
    expect(live.catalogue.generation).toBe(SECOND);
    await scene.gate.letThrough('c');
    await expect(waiting).resolves.toEqual(by(SECOND, 'c'));
    expect(scene.threads[0]?.load).toBe(2);

    await scene.gate.letThrough('a', 'b');
    await expect(Promise.all(begun)).resolves.toEqual([by(FIRST, 'a'), by(FIRST, 'b')]);
    await expect(scene.threads[0]?.ended).resolves.toBeNull();
    expect(scene.told).toEqual([`switched to ${SECOND}`]);
  });

  test('ends the thread of the one before at once where that has nothing to do', async () => {
    const scene = await Scene.make();
    await scene.open();
    await scene.write({ current: SECOND });
    await scene.look?.();
    await expect(scene.threads[0]?.ended).resolves.toBeNull();
  });

  test('is not opened again when it is in use, nor by two looks at once', async () => {
    const scene = await Scene.make();
    await scene.open();
    await scene.look?.();
    expect(scene.threads).toHaveLength(1);
    await scene.write({ current: SECOND });
    await Promise.all([scene.look?.(), scene.look?.()]);
    await scene.look?.();
    expect(scene.threads).toHaveLength(2);
  });

  test.each([
    ['damaged', `refused: ${SECOND} is damaged`],
    ['crashes', 'refused: The thread that answers stopped (exit code 4).'],
  ])('that cannot be opened (%s) is told once, and tried again when another is out', async (how, told) => {
    const scene = await Scene.make();
    const live = await scene.open();
    await scene.write({ current: SECOND, [how]: SECOND });
    await scene.look?.();
    await scene.look?.();
    expect(scene.told).toEqual([told]);
    expect(scene.threads).toHaveLength(2);
    await scene.threads[1]?.ended;

    expect(live.catalogue.generation).toBe(FIRST);
    const answer = live.answer('a');
    await scene.gate.letThrough('a');
    await expect(answer).resolves.toEqual(by(FIRST, 'a'));

    await scene.write({ current: THIRD });
    await scene.look?.();
    expect(live.catalogue.generation).toBe(THIRD);
    expect(scene.told).toEqual([told, `switched to ${THIRD}`]);
  });

  test('that no file names any more, or none that can be read, changes nothing', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    await rm(path.join(scene.folder, 'current'));
    await scene.look?.();
    expect(scene.told).toEqual([]);
    await scene.write({ current: 'no generation' });
    await scene.look?.();
    await scene.look?.();
    expect(scene.told).toEqual([expect.stringMatching(/^refused: The index is damaged: .*current/)]);
    expect(live.catalogue.generation).toBe(FIRST);
    expect(scene.threads).toHaveLength(1);
  });
});

describe('a thread that stops', () => {
  test('is replaced at once; what was under way is begun once more, each call by itself', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    const a = live.answer('a');
    const crash = live.answer('crash');
    const b = live.answer('b');
    crash.catch(() => undefined);
    await scene.gate.arrival('a');
    await scene.write({ current: SECOND });
    await scene.crash(0);

    await scene.gate.letThrough('a');
    await expect(a).resolves.toEqual(by(SECOND, 'a'));
    await scene.gate.arrival('crash');
    expect(scene.gate.asked).toEqual(['a', 'crash', 'a', 'crash']);
    await scene.crash(1);
    await expect(crash).rejects.toThrow(STOPPED);
    expect(scene.told).toEqual([STOPPED, `switched to ${SECOND}`, STOPPED]);

    scene.time = 4_999;
    await scene.look?.();
    expect(scene.threads).toHaveLength(2);
    scene.time = 5_000;
    await scene.look?.();
    await scene.gate.letThrough('b');
    await expect(b).resolves.toEqual(by(SECOND, 'b'));
  });

  test('and cannot be replaced: those who wait are told, and it is tried again after a while', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    const crash = live.answer('crash');
    await scene.write({ damaged: FIRST });
    await scene.crash(0);
    await expect(crash).rejects.toMatchObject({ code: 'index-damaged' });

    scene.time = 5_000;
    await scene.look?.();
    await scene.write({ damaged: '' });
    const answer = live.answer('a');
    await scene.look?.();
    expect(scene.threads).toHaveLength(3);
    scene.time = 10_000;
    await scene.look?.();
    await scene.gate.letThrough('a');
    await expect(answer).resolves.toEqual(by(FIRST, 'a'));
    expect(scene.told).toEqual([STOPPED, `refused: ${FIRST} is damaged`, `switched to ${FIRST}`]);
  });

  test('over its last calls, a newer index being in use already, has them answered by that', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    const a = live.answer('a');
    const crash = live.answer('crash');
    await scene.gate.arrival('crash');
    await scene.write({ current: SECOND });
    await scene.look?.();
    await scene.crash(0);
    await scene.gate.letThrough('a');
    await expect(a).resolves.toEqual(by(SECOND, 'a'));
    crash.catch(() => undefined);
    await scene.crash(1);
    await expect(crash).rejects.toThrow(STOPPED);
  });
});

describe('closing', () => {
  test('rejects the calls that wait, those under way and later ones, and ends the threads', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    const calls = ['a', 'b', 'c'].map((text) => live.answer(text));
    const results = Promise.allSettled(calls);
    await scene.gate.arrival('b');
    await scene.write({ current: SECOND });
    await scene.look?.();
    await scene.gate.arrival('c');
    const late = live.answer('d');
    const waiting = live.answer('e');
    const more = Promise.allSettled([late, waiting]);

    await live.close();
    for (const { status } of [...(await results), ...(await more)]) expect(status).toBe('rejected');
    for (const thread of scene.threads) await expect(thread.ended).resolves.toBeNull();
    await expect(live.article('id')).rejects.toThrow('Answering is closed.');
    expect(scene.look).toBeUndefined();
    expect(scene.told).toEqual([`switched to ${SECOND}`]);
  });

  test('does not wait for a newer index that is being opened', async () => {
    const scene = await Scene.make();
    const live = await scene.open();
    await scene.write({ current: SECOND, hangs: SECOND });
    const started = once(scene, 'started');
    const look = scene.look?.();
    await started;
    await live.close();
    await look;
    await expect(scene.threads[1]?.ended).resolves.toBeNull();
    expect(scene.told).toEqual([]);
  });
});
