import { describe, expect, test } from 'vitest';
import type { BotReading } from './health.js';
import { PrometheusMetrics } from './prometheus-metrics.js';
import { READING } from '../../../test/support/bot-reading.js';

const { builtAt } = READING;
const first: BotReading = { ...READING, gateway: 'connecting', pingMs: null, waiting: 4, underWay: 5 };

/** Metrics of a bot that does as `reading` says, and how their lines of `name` read. */
function metricsOf(reading: () => BotReading) {
  const metrics = new PrometheusMetrics(reading, () => Date.parse(builtAt) + 90_000);
  const lines = async (name: string) =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
  return { metrics, lines };
}

describe('PrometheusMetrics', () => {
  test('counts questions by way and outcome, and times those that the articles were searched for', async () => {
    const { metrics, lines } = metricsOf(() => first);
    const { onDealtWith } = metrics.events;
    onDealtWith?.({ way: 'mention', outcome: 'answered', ms: 15 });
    onDealtWith?.({ way: 'mention', outcome: 'answered', ms: 300 });
    onDealtWith?.({ way: 'slash', outcome: 'refused', ms: 30 });
    onDealtWith?.({ way: 'slash', outcome: 'failed', ms: 30 });
    onDealtWith?.({ way: 'menu', outcome: 'busy', ms: 1 });
    const counts = await lines('dan_nguon_questions_total');
    expect(counts.filter((line) => !line.endsWith(' 0'))).toEqual([
      'dan_nguon_questions_total{way="mention",outcome="answered"} 2',
      'dan_nguon_questions_total{way="slash",outcome="refused"} 1',
      'dan_nguon_questions_total{way="slash",outcome="failed"} 1',
      'dan_nguon_questions_total{way="menu",outcome="busy"} 1',
    ]);
    const durations = await lines('dan_nguon_question_duration_seconds');
    expect(durations).toContain('dan_nguon_question_duration_seconds_bucket{le="0.02"} 1');
    expect(durations).toContain('dan_nguon_question_duration_seconds_bucket{le="0.5"} 3');
    expect(durations).toContain('dan_nguon_question_duration_seconds_count 3');
    expect(durations.find((line) => line.includes('_sum'))).toMatch(/ 0\.345$/u);
  });

  test('counts what is turned away, by reason', async () => {
    const { metrics, lines } = metricsOf(() => first);
    metrics.events.onTurnedAway?.('cooldown');
    metrics.events.onTurnedAway?.('cooldown');
    expect(await lines('dan_nguon_turned_away_total')).toEqual([
      'dan_nguon_turned_away_total{reason="cooldown"} 2',
      'dan_nguon_turned_away_total{reason="stopping"} 0',
      'dan_nguon_turned_away_total{reason="too-many"} 0',
      'dan_nguon_turned_away_total{reason="wrong-channel"} 0',
      'dan_nguon_turned_away_total{reason="nothing-asked"} 0',
    ]);
  });

  test('tells how the bot does when it is asked, and forgets how it did before', async () => {
    let reading = first;
    const { lines } = metricsOf(() => reading);
    expect(await lines('dan_nguon_index_info')).toEqual([
      'dan_nguon_index_info{generation="g1",model="vi-en-mini"} 1',
    ]);
    expect(await lines('dan_nguon_gateway_ping')).toEqual(['dan_nguon_gateway_ping_seconds Nan']);

    reading = { ...first, gateway: 'ready', pingMs: 41, generation: 'g2' };
    expect(await lines('dan_nguon_index_')).toEqual([
      'dan_nguon_index_articles 2',
      'dan_nguon_index_passages 3',
      'dan_nguon_index_age_seconds 90',
      'dan_nguon_index_info{generation="g2",model="vi-en-mini"} 1',
    ]);
    expect(await lines('dan_nguon_shards')).toEqual([
      'dan_nguon_shards{state="served"} 2',
      'dan_nguon_shards{state="uncertain"} 1',
      'dan_nguon_shards{state="waited-for"} 0',
    ]);
    expect(await lines('dan_nguon_gateway_')).toEqual([
      'dan_nguon_gateway_ping_seconds 0.041',
      'dan_nguon_gateway_state{state="connecting"} 0',
      'dan_nguon_gateway_state{state="ready"} 1',
      'dan_nguon_gateway_state{state="disconnected"} 0',
      'dan_nguon_gateway_state{state="stand-by"} 0',
    ]);
    expect(await lines('dan_nguon_calls_waiting')).toEqual(['dan_nguon_calls_waiting 4']);
    expect(await lines('dan_nguon_jobs_under_way')).toEqual(['dan_nguon_jobs_under_way 5']);
  });

  test('tells of the event loop', async () => {
    const { lines } = metricsOf(() => first);
    expect(await lines('nodejs_eventloop_lag_p99_seconds')).toHaveLength(1);
  });
});
