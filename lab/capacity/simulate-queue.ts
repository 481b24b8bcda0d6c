import { percentile } from '../benchmark/order-statistics.js';
import { randomFrom, type Random } from '../chance/random.js';

/** Who asks, and who answers. */
export interface QueueSettings {
  /** Questions a second, in the mean; they come independently of each other (a Poisson process). */
  readonly rate: number;
  /** Processes that answer, each one question after the other: whichever is free first takes the next. */
  readonly servers: number;
  /** Seconds that an answer takes, in the median and at the 99th percentile. */
  readonly service: { readonly median: number; readonly p99: number };
  readonly questions: number;
  readonly seed: number;
}

/** What they wait. */
export interface QueueFigures {
  /** Seconds from the question to its answer. */
  readonly medianSeconds: number;
  readonly p99Seconds: number;
  /** Share of the time that the servers have something to do, 0 to 1. */
  readonly busy: number;
}

/** The normal distribution's 99th percentile, in standard deviations. */
const Z99 = 2.3263;

/**
 * Questions that wait for one of several servers (an M/G/c queue, first come, first served), one after the other: how long an answer takes is drawn from
 * the log-normal distribution that has the two percentiles.
 */
export function simulateQueue({ rate, servers, service, questions, seed }: QueueSettings): QueueFigures {
  const random = randomFrom(seed);
  const freeAt = new Float64Array(servers);
  const spread = Math.log(service.p99 / service.median) / Z99;
  const waited: number[] = [];
  let now = 0;
  let worked = 0;
  for (let at = 0; at < questions; at++) {
    now -= Math.log(1 - random()) / rate;
    const first = freeAt.indexOf(Math.min(...freeAt));
    const takes = service.median * Math.exp(spread * normal(random));
    const ends = Math.max(now, freeAt[first] ?? 0) + takes;
    freeAt[first] = ends;
    worked += takes;
    waited.push(ends - now);
  }
  return {
    medianSeconds: percentile(waited, 0.5),
    p99Seconds: percentile(waited, 0.99),
    busy: Math.min(1, worked / (servers * Math.max(now, ...freeAt))),
  };
}

/** The least servers with which 99 of 100 questions are answered within `seconds`. */
export function serversNeeded(settings: Omit<QueueSettings, 'servers'>, seconds: number): number {
  for (let servers = Math.max(1, Math.ceil(settings.rate * settings.service.median)); ; servers++) {
    if (simulateQueue({ ...settings, servers }).p99Seconds <= seconds) return servers;
  }
}

/** A draw from the standard normal distribution (Box and Muller 1958). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
