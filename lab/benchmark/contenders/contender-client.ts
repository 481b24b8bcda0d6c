import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { memoryOfTree, type TreeMemory } from '../process-memory.js';
import type { SizeFolder } from '../size-folder.js';
import type { ContenderName } from './contender.js';
import type { Reply, Request, Results } from './protocol.js';

/** Megabytes that a contender's heap may grow to: a hundred thousand passages as JavaScript arrays need more than Node gives. */
const HEAP_LIMIT = 12_000;

/** A contender in a process of its own. */
export class ContenderClient {
  readonly #child: ChildProcess;
  /** Rejects when the process has ended. */
  readonly #ended: Promise<never>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`The process of a contender stopped (${String(signal ?? code)}).`);
    });
    this.#ended.catch(() => undefined);
  }

  /**
   * Starts a contender and waits until its model is open.
   *
   * @param compiled - as `RunContext.compiled`
   */
  static async start(compiled: string, name: ContenderName, place: SizeFolder): Promise<ContenderClient> {
    const program = path.join(compiled, 'lab/benchmark/contenders/contender-process.js');
    const client = new ContenderClient(
      fork(program, [name, place.folder], {
        // Ours has to do with what Node gives.
        execArgv: [
          '--expose-gc',
          ...(name.startsWith('dan-nguon') ? [] : [`--max-old-space-size=${HEAP_LIMIT}`]),
        ],
        serialization: 'advanced',
      }),
    );
    await client.#reply();
    return client;
  }

  /** @throws an error with what the contender said, or when its process ends */
  async run<Kind extends Request['kind']>(request: Extract<Request, { kind: Kind }>): Promise<Results[Kind]>;
  async run<Kind extends Exclude<Request['kind'], `ask${string}`>>(request: {
    kind: Kind;
  }): Promise<Results[Kind]>;
  async run(request: Request): Promise<Results[keyof Results]> {
    this.#child.send(request);
    const reply = await this.#reply();
    if ('result' in reply) return reply.result;
    throw new Error('error' in reply ? reply.error : 'The process of a contender replied with nothing.');
  }

  /** Of its process and those that it started; null where the system does not tell. */
  async memory(): Promise<TreeMemory | null> {
    return await memoryOfTree(this.#child.pid ?? NaN);
  }

  /** Ends the process. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }

  async #reply(): Promise<Reply> {
    const [message] = (await Promise.race([once(this.#child, 'message'), this.#ended])) as [Reply];
    return message;
  }
}
