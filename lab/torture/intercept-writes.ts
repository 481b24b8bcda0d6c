import fs, { constants } from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

/** A call that changes something on disk, not yet made. */
export interface WriteCall {
  /** Such as `rename`, or `handle.sync` for one of an open file. */
  readonly name: string;
  /** Makes the call. */
  readonly perform: () => Promise<unknown>;
  /** Writes the first half of what the call is to write, as a disk does that is full then; null for one of no data. */
  readonly tear: (() => Promise<unknown>) | null;
}

type CallbackOperation = (...args: unknown[]) => void;
type Operation = (...args: unknown[]) => Promise<unknown>;
type Operations = Record<string, Operation>;

/** Functions of node:fs/promises whose first argument is what they change. */
const OF_PATHS = ['mkdir', 'rm', 'rename', 'link', 'unlink', 'truncate', 'writeFile', 'appendFile'];
/** Functions of node:fs, as write-file-atomic calls them: of a path, or of the number of a file that they have opened. */
const WITH_CALLBACKS = ['open', 'write', 'fsync', 'rename', 'unlink', 'chmod', 'chown'];
const OF_HANDLES = ['write', 'writev', 'writeFile', 'appendFile', 'truncate', 'sync', 'datasync'];
/** Where the data stand among the arguments of what writes some. */
const DATA_AT: Readonly<Record<string, number>> = {
  writeFile: 1,
  appendFile: 1,
  write: 1,
  'handle.writeFile': 0,
  'handle.appendFile': 0,
};

/**
 * Hands every call of node:fs/promises, or of node:fs with a callback, that changes something below `folder` to `intercept`, in this
 * thread of this process, until the function returned is called. Nothing of `src/index` writes by another way.
 */
export function interceptWrites(
  folder: string,
  intercept: (call: WriteCall) => Promise<unknown>,
): () => void {
  const real = { ...promises } as unknown as Operations;
  const isBelow = (place: unknown) =>
    typeof place === 'string' && (place === folder || place.startsWith(folder + path.sep));
  const intercepted = (name: string, operation: Operation, args: unknown[]) =>
    intercept({
      name,
      perform: () => operation(...args),
      tear: tearing(operation, args, DATA_AT[name]),
    });

  const patched: Operations = {};
  for (const name of OF_PATHS) {
    const operation = operationOf(real, name);
    patched[name] = (...args) => (isBelow(args[0]) ? intercepted(name, operation, args) : operation(...args));
  }
  const open = operationOf(real, 'open');
  patched['open'] = async (...args) => {
    const opening =
      isBelow(args[0]) && isForWriting(args[1]) ? intercepted('open', open, args) : open(...args);
    const handle = (await opening) as FileHandle;
    return isBelow(args[0]) ? watched(handle, intercepted) : handle;
  };
  const { original, replaced } = withCallbacks(isBelow, intercepted);
  Object.assign(promises, patched);
  Object.assign(fs, replaced);
  syncBuiltinESMExports();
  return () => {
    Object.assign(promises, real);
    Object.assign(fs, original);
    syncBuiltinESMExports();
  };
}

function withCallbacks(
  isBelow: (place: unknown) => boolean,
  intercepted: (name: string, operation: Operation, args: unknown[]) => Promise<unknown>,
): Readonly<Record<'original' | 'replaced', Record<string, CallbackOperation>>> {
  const original: Record<string, CallbackOperation> = {};
  const replaced: Record<string, CallbackOperation> = {};
  const opened = new Set<unknown>();
  for (const name of WITH_CALLBACKS) {
    const operation = (fs as unknown as Record<string, CallbackOperation>)[name];
    if (operation === undefined) throw new Error(`node:fs has no ${name}.`);
    original[name] = operation;
    replaced[name] = (...args) => {
      const isWriting = name === 'open' ? isForWriting(args[1]) : true;
      if (!isWriting || !(isBelow(args[0]) || opened.has(args[0]))) {
        operation(...args);
        return;
      }
      const done = args.at(-1) as (error: unknown, result?: unknown) => void;
      intercepted(name, promisify<unknown>(operation), args.slice(0, -1)).then((result) => {
        if (name === 'open') opened.add(result);
        done(null, result);
      }, done);
    };
  }
  return { original, replaced };
}

function watched(
  handle: FileHandle,
  intercepted: (name: string, operation: Operation, args: unknown[]) => Promise<unknown>,
): FileHandle {
  const real = handle as unknown as Operations;
  for (const name of OF_HANDLES) {
    const operation = operationOf(real, name).bind(handle);
    real[name] = (...args) => intercepted(`handle.${name}`, operation, args);
  }
  return handle;
}

function operationOf(operations: Operations, name: string): Operation {
  const operation = operations[name];
  if (operation === undefined) throw new Error(`node:fs/promises has no ${name}.`);
  return operation;
}

function isForWriting(flags: unknown): boolean {
  if (typeof flags === 'number') return (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
  return typeof flags === 'string' && flags !== 'r';
}

function tearing(
  operation: Operation,
  args: readonly unknown[],
  dataAt: number | undefined,
): WriteCall['tear'] {
  if (dataAt === undefined) return null;
  const data = args[dataAt];
  if (typeof data !== 'string' && !(data instanceof Uint8Array)) return null;
  const bytes = Buffer.from(data);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  return () => operation(...args.with(dataAt, half));
}
