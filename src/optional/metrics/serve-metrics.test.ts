import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../lib/errors.js';
import { servePages, type PageServer } from './serve-metrics.js';

const HOST = '127.0.0.1';

let server: PageServer;
beforeEach(async () => {
  server = await servePages(HOST, 0, {
    '/health': () => ({ status: 503, contentType: 'application/json', body: '{"ok":false}' }),
    '/metrics': () => Promise.resolve({ status: 200, contentType: 'text/plain', body: 'một 1\n' }),
    '/broken': () => Promise.reject(new Error('no reading')),
  });
});
afterEach(() => server.close());

const get = (path: string, method = 'GET') => fetch(`http://${HOST}:${server.port}${path}`, { method });

test('serves each page at its path, whatever the query', async () => {
  const metrics = await get('/metrics?x=1');
  expect([metrics.status, await metrics.text()]).toEqual([200, 'một 1\n']);
  const health = await get('/health');
  expect([health.status, health.headers.get('content-type'), await health.json()]).toEqual([
    503,
    'application/json',
    { ok: false },
  ]);
});

test('sends no body where none is asked for', async () => {
  const head = await get('/metrics', 'HEAD');
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '8', '']);
});

test.each(['/', '/metrics/', '/toString', '/__proto__', '//health'])('has nothing at %s', async (path) => {
  const response = await get(path);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('/metrics');
});

test('takes nothing', async () => {
  const response = await get('/metrics', 'POST');
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('tells that a page could not be made', async () => {
  const response = await get('/broken');
  expect([response.status, await response.text()]).toEqual([500, 'no reading\n']);
});

test.each([
  ['a port in use', () => ({ host: HOST, port: server.port }), 'another program listens there'],
  // Reserved for documentation: no machine has it.
  ['an address of another machine', () => ({ host: '192.0.2.1', port: 0 }), 'EADDRNOTAVAIL'],
])('names the setting when it cannot listen: %s', async (_, address, why) => {
  const { host, port } = address();
  const error: unknown = await servePages(host, port, {}).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ code: 'metrics-unavailable' });
  expect(String(error)).toContain('METRICS_PORT');
  expect(String(error)).toContain(why);
});
