import type { Clock } from './clock.js';

/** A request of the bot and its answer. */
export interface RequestRecord {
  readonly method: string;
  /** Below `/api/v10`, without the query: `/channels/1/messages`. */
  readonly path: string;
  /** The query, without `?`. */
  readonly query: string;
  /** 0 where the connection was reset in place of an answer. */
  readonly status: number;
  /** Milliseconds from its arrival to its answer. */
  readonly ms: number;
  /** When it arrived, Unix milliseconds of the stand-in's clock. */
  readonly at: number;
}

/** Something on the gateway: a socket opened or closed, a session begun, resumed or ended, an event sent. */
export interface GatewayRecord {
  readonly what: 'open' | 'identify' | 'resume' | 'invalid' | 'heartbeat' | 'dispatch' | 'close';
  /** Of `identify`: the intents. Of `dispatch`: the event's name. Of `close`: the code. */
  readonly detail: string;
  readonly at: number;
}

/** A body or a frame that Discord would not have taken. */
export interface Violation {
  readonly where: string;
  readonly problem: string;
}

const STORY_LINES = 25;

/** All that the bot did and was told, in order. */
export class Journal {
  readonly requests: RequestRecord[] = [];
  readonly gateway: GatewayRecord[] = [];
  /** What was refused because it broke a limit or a rule of form. */
  readonly violations: Violation[] = [];
  /** What Discord takes but does something surprising with. */
  readonly warnings: Violation[] = [];
  readonly #story: string[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  request(record: RequestRecord): void {
    this.requests.push(record);
    this.#tell(`${record.method} ${record.path} → ${record.status} (${Math.round(record.ms)} ms)`);
  }

  onGateway(what: GatewayRecord['what'], detail = ''): void {
    this.gateway.push({ what, detail, at: this.#clock.now() });
    this.#tell(`gateway: ${what} ${detail}`);
  }

  violation(where: string, problem: string): void {
    this.violations.push({ where, problem });
    this.#tell(`refused: ${where}: ${problem}`);
  }

  warning(where: string, problem: string): void {
    this.warnings.push({ where, problem });
    this.#tell(`warning: ${where}: ${problem}`);
  }

  /** The last lines, for an error to show. */
  story(): string {
    return this.#story.length === 0 ? '  nothing' : this.#story.map((line) => `  ${line}`).join('\n');
  }

  #tell(line: string): void {
    this.#story.push(line);
    if (this.#story.length > STORY_LINES) this.#story.shift();
  }
}
