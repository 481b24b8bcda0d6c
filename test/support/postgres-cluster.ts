import { execFile, execFileSync } from 'node:child_process';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { clientOf, REAL_SERVER, type TestDatabase } from './postgres-server.js';

const run = promisify(execFile);

/** PostgreSQL does not run as root; this account owns nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const ACCOUNT = process.getuid?.() === 0 ? NOBODY : null;

/** A server of a test's own, which may be frozen, killed and followed by others. */
export interface PostgresServer extends TestDatabase {
  /** Has another server follow this one, as `pg_basebackup` sets it up: it streams what is written here, and takes no writing. */
  standBy(): Promise<PostgresServer>;
  /** Has a stand-by server take writing. */
  promote(): Promise<void>;
  /** Sends a signal to the server and all its processes. */
  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void;
}

/**
 * Where the programs of {@link REAL_SERVER} are on this machine, of which servers of a test's own can be made; null when there is none, or it runs
 * elsewhere.
 */
export async function serverPrograms(): Promise<string | null> {
  if (REAL_SERVER === null) return null;
  const [row] = await clientOf(REAL_SERVER).run(`SELECT setting FROM pg_config WHERE name = 'BINDIR'`);
  const folder = String(row?.['setting']);
  const isHere = await run(path.join(folder, 'initdb'), ['--version'], {
    ...(ACCOUNT ?? {}),
    cwd: tmpdir(),
  }).catch(() => null);
  return isHere === null ? null : folder;
}

/** @param programs - from {@link serverPrograms} */
export async function startServer(programs: string): Promise<PostgresServer> {
  return await started(programs, async (data, program) => {
    await program('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']);
  });
}

type Program = (name: string, args: readonly string[]) => Promise<unknown>;

async function started(
  programs: string,
  make: (data: string, program: Program) => Promise<void>,
): Promise<PostgresServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dan-nguon-postgres-'));
  if (ACCOUNT !== null) await chown(folder, ACCOUNT.uid, ACCOUNT.gid);
  const program: Program = (name, args) =>
    run(path.join(programs, name), [...args], { ...(ACCOUNT ?? {}), cwd: folder });
  const data = path.join(folder, 'data');
  const control = (...args: string[]) => program('pg_ctl', ['-D', data, '-w', ...args]);
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  await make(data, program);
  // Not waited for by way of its output, which the server keeps open.
  await control('-l', path.join(folder, 'log'), '-o', options, 'start');
  const server = Number((await readFile(path.join(data, 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
  const database = clientOf(`postgres://postgres@127.0.0.1:${port}/postgres`);
  const signal = (name: NodeJS.Signals) => {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    const all = table.split('\n').map((line) => line.trim().split(/\s+/u).map(Number));
    // First itself, so that it starts none meanwhile.
    const pids = [server, ...all.flatMap(([pid = 0, parent]) => (parent === server ? pid : []))];
    for (const pid of pids) if (all.some(([there]) => there === pid)) process.kill(pid, name);
  };
  return {
    ...database,
    signal,
    standBy: () =>
      started(programs, async (itsData, itsProgram) => {
        await itsProgram('pg_basebackup', ['-D', itsData, '-R', '-c', 'fast', '-d', database.url]);
      }),
    promote: async () => {
      await control('promote');
    },
    close: async () => {
      signal('SIGCONT');
      await control('-m', 'immediate', 'stop').catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
