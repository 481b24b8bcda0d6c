import type { IncomingMessage } from 'node:http';
import type { Attachment } from '../world/message.js';
import { refusals } from './api-error.js';
import { formParts } from './multipart.js';

/** The body of a request: its JSON and the files beside it. */
export interface RequestBody {
  /** Null when there is none. */
  readonly json: unknown;
  readonly files: readonly Omit<Attachment, 'id'>[];
}

/** Reads a body of JSON, or of `multipart/form-data` with the JSON in `payload_json`. @throws {@link ApiError} 50109 */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { json: parsed(bytes.toString('utf8')), files: [] };

  const parts = formParts(type, bytes);
  const payload = parts.find(({ name }) => name === 'payload_json');
  return {
    json: parsed(payload?.content.toString('utf8') ?? ''),
    files: parts.flatMap(({ filename, content }) =>
      filename === null ? [] : [{ filename, size: content.length }],
    ),
  };
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusals.invalidJson();
  }
}
