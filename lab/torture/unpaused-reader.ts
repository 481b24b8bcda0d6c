import { setTimeout as sleep } from 'node:timers/promises';
import type { CitedAnswer } from '../../src/answer/cited-answer.js';
import { AnswerService } from '../../src/service/answer-service.js';
import { messageOf } from '../../src/lib/errors.js';
import { currentGeneration } from '../../src/index/storage/generations.js';
import { wholeStateOf, type CleanIndexes } from './index-contents.js';
import type { Program } from './lean-program.js';
import type { Tally } from './tally.js';
import { QUESTIONS, statesIn } from './two-states.js';

/** Milliseconds in which a reader has to take up a new generation, beside writers and other readers on all cores. */
const TAKEN_UP_WITHIN = 30_000;
/** Between two looks for a newer generation: taking one up costs more than what a writer does between two kills. */
const LOOK_EVERY_MS = 4_000;
/** Between two openings of the whole index, in milliseconds; an answer follows the one before at once. */
const OPEN_EVERY_MS = 50;

/** What is read, and what it has to be. */
export interface ReaderParts {
  readonly program: Program;
  readonly indexDir: string;
  readonly clean: CleanIndexes;
  /** Each answer and each opening is an attempt. */
  readonly answers: Tally;
  readonly openings: Tally;
}

/**
 * Asks and opens the index without pause, as the bot does and as each run of `npm run ask` does, until it is stopped. Every answer
 * and every index opened has to be of one whole state.
 */
export class UnpausedReader {
  readonly #parts: ReaderParts;
  readonly #answering: AnswerService;
  readonly #lanes: Promise<unknown>;
  #stopped = false;
  #switches = 0;
  #longestWaitMs = 0;

  private constructor(parts: ReaderParts, answering: AnswerService) {
    this.#parts = parts;
    this.#answering = answering;
    this.#lanes = Promise.all([this.#askOn(), this.#openOn()]);
  }

  static async start(parts: ReaderParts): Promise<UnpausedReader> {
    const { program, indexDir, answers } = parts;
    const reader: { current?: UnpausedReader } = {};
    const answering = await AnswerService.open({
      location: { kind: 'folder', indexDir },
      identity: program.indexIdentity,
      embedder: program.embedder,
      regularly: (look) => {
        const timer = setInterval(() => void look(), LOOK_EVERY_MS);
        return () => {
          clearInterval(timer);
        };
      },
      events: {
        onSwitch: () => {
          if (reader.current) reader.current.#switches += 1;
        },
        onRefused: (error) => {
          answers.lose(`the published index could not be taken up: ${messageOf(error)}`);
        },
        onStopped: (error) => {
          answers.lose(messageOf(error));
        },
      },
    });
    return (reader.current = new UnpausedReader(parts, answering));
  }

  /** Waits until the newest generation is answered from, and ends. */
  async stop(): Promise<void> {
    const { answers, indexDir } = this.#parts;
    const began = performance.now();
    const newest = await currentGeneration(indexDir);
    while (this.#answering.catalogue.generation !== newest) {
      if (performance.now() - began > TAKEN_UP_WITHIN) {
        answers.lose(`${newest ?? 'nothing'} is not taken up within ${TAKEN_UP_WITHIN} ms`);
        break;
      }
      await sleep(50);
    }
    const tookMs = Math.round(performance.now() - began);
    this.#stopped = true;
    await this.#lanes;
    await this.#answering.close();
    answers.note(
      `${this.#switches} generations taken up, the last after ${tookMs} ms; longest wait for an answer ${Math.round(this.#longestWaitMs)} ms`,
    );
  }

  async #askOn(): Promise<void> {
    for (let asked = 0; !this.#stopped; asked += 1) {
      const question = QUESTIONS[asked % QUESTIONS.length] ?? '';
      const began = performance.now();
      await this.#parts.answers.attempt(question, async () => judged(await this.#answering.answer(question)));
      this.#longestWaitMs = Math.max(this.#longestWaitMs, performance.now() - began);
    }
  }

  async #openOn(): Promise<void> {
    const { program, clean, openings } = this.#parts;
    while (!this.#stopped) {
      await openings.attempt('opening', async () => {
        const index = await program.openIndex();
        if (index.damage !== undefined) throw index.damage;
        const state = await wholeStateOf(index, clean);
        if (state === null) throw new Error(`${index.generation} is of no whole state`);
        return `all of ${state}`;
      });
      await sleep(OPEN_EVERY_MS);
    }
  }
}

/** @throws when an answer does not cite articles of one state alone */
function judged({ citations, statements }: CitedAnswer): string {
  const cited = citations.flatMap(({ excerpt, article }) => [excerpt, article.title, article.text]);
  const states = new Set([...cited, ...statements.map(({ text }) => text)].flatMap(statesIn));
  if (citations.length === 0) throw new Error('what both states tell was not found');
  if (states.size !== 1) throw new Error(`one answer is from the states ${[...states].join(' and ')}`);
  return `from ${[...states].join('')}`;
}
