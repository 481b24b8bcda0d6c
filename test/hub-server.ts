import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** How the hub answers for one file, instead of sending it. */
type Misbehaviour =
  | { readonly kind: 'status'; readonly status: number }
  /** Announces the whole file, sends half of it and drops the line. */
  | { readonly kind: 'cut-short' }
  /** The login page of a public network, with status 200. */
  | { readonly kind: 'page' }
  | { readonly kind: 'content'; readonly content: string };

/** An HTTP server on loopback that answers as the model hub does. */
export interface HubServer {
  /** To be given as MODEL_HUB. */
  readonly url: string;
  /** Path of every request so far. */
  readonly requests: readonly string[];
  /** Files of any model, by their path in it (`onnx/model_quantized.onnx`), that are not sent as they should be. */
  readonly misbehaviour: Map<string, Misbehaviour>;
  close(): Promise<void>;
}

/** @param models - folder on disk of each model, by its name on the hub (`org/name`) */
export async function startHubServer(models: Readonly<Record<string, string>>): Promise<HubServer> {
  const requests: string[] = [];
  const misbehaviour: HubServer['misbehaviour'] = new Map();
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    requests.push(url);
    const [, repository = '', file = ''] = /^\/([^/]+\/[^/]+)\/resolve\/main\/(.+)$/.exec(url) ?? [];
    void answer(response, models[repository], file, misbehaviour.get(file));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    misbehaviour,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  response: ServerResponse,
  folder: string | undefined,
  file: string,
  misbehaviour: Misbehaviour | undefined,
): Promise<void> {
  if (folder === undefined || misbehaviour?.kind === 'status') {
    // The hub says 401, not 404, for a model that it does not have.
    response.writeHead(misbehaviour?.kind === 'status' ? misbehaviour.status : 401).end();
    return;
  }
  if (misbehaviour?.kind === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in to the Wi-Fi</p>');
    return;
  }
  if (misbehaviour?.kind === 'content') {
    response.end(misbehaviour.content);
    return;
  }
  const location = path.join(folder, file);
  if (!existsSync(location)) {
    response.writeHead(404).end();
    return;
  }
  const content = await readFile(location);
  response.writeHead(200, { 'content-length': content.length });
  if (misbehaviour?.kind === 'cut-short') {
    response.write(content.subarray(0, content.length / 2), () => response.destroy());
    return;
  }
  response.end(content);
}
