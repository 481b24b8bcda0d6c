import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  DATABASE_STATES,
  databaseState,
  MODELS_STATES,
  READER_STATES,
  type BotReading,
  indexAge,
} from './health.js';
import {
  API_STATES,
  GATEWAY_STATES,
  QUESTION_OUTCOMES,
  QUESTION_WAYS,
  TURN_AWAY_REASONS,
  type QuestionEvents,
} from '../../discord/bot-events.js';

/** Seconds. An answer takes some hundred milliseconds with the built-in models, nearly all of them for reading. */
const DURATION_BUCKETS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/**
 * The bot's metrics in the form of Prometheus, beside those of any Node.js process (memory, CPU, event-loop lag, garbage
 * collection). Labels hold words of this program and names of models and generations only: nothing that people write, nobody's id.
 */
export class PrometheusMetrics {
  /** Counts what becomes of questions. */
  readonly events: QuestionEvents;
  readonly #registry = new Registry();

  /**
   * @param read - how the bot is doing, asked at each scrape
   * @param now - Unix milliseconds
   */
  constructor(read: () => BotReading, now: () => number = Date.now) {
    collectDefaultMetrics({ register: this.#registry });
    this.events = this.#questionCounts();
    this.#gauges(read, now);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics as they are now, in Prometheus' text format. */
  async text(): Promise<string> {
    return await this.#registry.metrics();
  }

  #questionCounts(): QuestionEvents {
    const registers = [this.#registry];
    const questions = new Counter({
      name: 'dan_nguon_questions_total',
      help: 'Questions dealt with, by the way they came and by outcome; refused: the articles don’t tell.',
      labelNames: ['way', 'outcome'] as const,
      registers,
    });
    const durations = new Histogram({
      name: 'dan_nguon_question_duration_seconds',
      help: 'Time from a question’s coming until its answer is made, of those answered or refused.',
      buckets: DURATION_BUCKETS,
      registers,
    });
    const turnedAway = new Counter({
      name: 'dan_nguon_turned_away_total',
      help: 'Questions and commands turned away unread, by reason.',
      labelNames: ['reason'] as const,
      registers,
    });
    // A count that is not there before it is 1 is no increase to Prometheus.
    for (const reason of TURN_AWAY_REASONS) turnedAway.inc({ reason }, 0);
    for (const way of QUESTION_WAYS) {
      for (const outcome of QUESTION_OUTCOMES) questions.inc({ way, outcome }, 0);
    }
    return {
      onDealtWith({ way, outcome, ms }) {
        questions.inc({ way, outcome });
        if (outcome !== 'busy' && outcome !== 'failed') durations.observe(ms / 1000);
      },
      onTurnedAway(reason) {
        turnedAway.inc({ reason });
      },
    };
  }

  #gauges(read: () => BotReading, now: () => number): void {
    const registers = [this.#registry];
    const gauge = (name: string, help: string, valueOf: (reading: BotReading) => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(valueOf(read()));
        },
      });
    gauge('dan_nguon_calls_waiting', 'Calls that wait for the answering thread.', ({ waiting }) => waiting);
    gauge(
      'dan_nguon_jobs_under_way',
      'Messages and interactions being dealt with.',
      ({ underWay }) => underWay,
    );
    gauge('dan_nguon_index_articles', 'Articles in the index in use.', ({ articles }) => articles);
    gauge('dan_nguon_index_passages', 'Passages in the index in use.', ({ passages }) => passages);
    gauge('dan_nguon_index_age_seconds', 'Time since the index in use was built.', (reading) =>
      indexAge(reading, now()),
    );
    gauge(
      'dan_nguon_gateway_ping_seconds',
      'Time from a heartbeat of the gateway to its acknowledgement; NaN before the first.',
      ({ pingMs }) => (pingMs === null ? Number.NaN : pingMs / 1000),
    );
    const stateGauge = <State extends string>(
      name: string,
      what: string,
      states: readonly State[],
      stateOf: (reading: BotReading) => State,
    ) =>
      new Gauge({
        name,
        help: `State of ${what}: 1 for the present one, 0 for the others.`,
        labelNames: ['state'] as const,
        registers,
        collect() {
          const present = stateOf(read());
          for (const state of states) this.set({ state }, state === present ? 1 : 0);
        },
      });
    stateGauge(
      'dan_nguon_gateway_state',
      'the connection to Discord',
      GATEWAY_STATES,
      ({ gateway }) => gateway,
    );
    stateGauge('dan_nguon_api_state', 'requests to Discord’s API', API_STATES, ({ api }) => api);
    stateGauge(
      'dan_nguon_models_state',
      'the process that runs the models',
      MODELS_STATES,
      ({ models }) => models,
    );
    new Gauge({
      name: 'dan_nguon_shards',
      help: 'Shards that this process serves, serves perhaps no more because it cannot renew its leases, and stands by for.',
      labelNames: ['state'] as const,
      registers,
      collect() {
        const { served, uncertain, waitedFor } = read().shards;
        this.set({ state: 'served' }, served);
        this.set({ state: 'uncertain' }, uncertain);
        this.set({ state: 'waited-for' }, waitedFor);
      },
    });
    stateGauge('dan_nguon_reader_state', 'the reading model', READER_STATES, ({ reader }) => reader);
    stateGauge('dan_nguon_database_state', 'the database that holds the index', DATABASE_STATES, (reading) =>
      databaseState(reading.storage),
    );
    gauge(
      'dan_nguon_database_latency_seconds',
      'Time that the database took for its last answer; NaN before the first and where a folder holds the index.',
      ({ storage }) => (storage?.latencyMs ?? Number.NaN) / 1000,
    );
    gauge(
      'dan_nguon_database_answer_age_seconds',
      'Time since the last answer of the database; NaN before the first and where a folder holds the index.',
      ({ storage }) => Math.max(0, now() - (storage?.lastAnswerAt ?? Number.NaN)) / 1000,
    );
    new Gauge({
      name: 'dan_nguon_index_info',
      help: 'The index in use: its generation and embedding model, as labels of a constant 1.',
      labelNames: ['generation', 'model'] as const,
      registers,
      collect() {
        const { generation, modelName: model } = read();
        this.reset();
        this.set({ generation, model }, 1);
      },
    });
  }
}
