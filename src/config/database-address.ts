/** Scheme, user and password, hosts, and the rest, as https://www.postgresql.org/docs/current/libpq-connect.html writes addresses. */
const ADDRESS = /^(postgres(?:ql)?:\/\/)([^/?#]*@)?([^/?#@]+)([/?#].*)?$/isu;

const EXPECTED = 'expected postgres://USER:PASSWORD@HOST:PORT/DATABASE';

/** How the connection is encrypted: `require` and `verify-ca` check the certificate as strictly as `verify-full` does. */
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
/** Which of several servers will do: `any` for reading, one that takes writing for the rest. */
const SESSION_KINDS = ['any', 'read-write', 'primary'] as const;
/** What may follow the question mark; null for what has any value. Another would be passed over without a word. */
const PARAMETERS: Readonly<Record<string, readonly string[] | null>> = {
  sslmode: SSL_MODES,
  sslrootcert: null,
  sslcert: null,
  sslkey: null,
  target_session_attrs: SESSION_KINDS,
};

export interface DatabaseAddress {
  /** The address of each server, in the order in which they are tried. With the password: for no log or message. */
  readonly servers: readonly [string, ...string[]];
  /** Whether even a reader wants a server that takes writing. */
  readonly isForWriting: boolean;
}

/**
 * Reads an address whose {@link addressTrouble} is null. It may name several servers, separated by commas, as a primary and its
 * stand-by servers.
 *
 * @throws Error for one that is no such address
 */
export function readDatabaseAddress(address: string): DatabaseAddress {
  const [first, ...others] = serversOf(address) ?? [];
  if (first === undefined) throw new Error('This is no address of a PostgreSQL database.');
  const wanted = new URL(first).searchParams.get('target_session_attrs') ?? 'any';
  return { servers: [first, ...others], isForWriting: wanted !== 'any' };
}

/** What is wrong with the address of a database, without anything of it; null when nothing is. */
export function addressTrouble(address: string): string | null {
  const servers = serversOf(address);
  // A password with one of `/?#` in it, as it is, would have the rest taken for the name of the database.
  const rest = URL.canParse(address) ? afterHost(address) : (ADDRESS.exec(address)?.[4] ?? '');
  if (rest.includes('@'))
    return 'expected a password in which @, /, ? and # are written as %40, %2F, %3F and %23';
  if (servers === null) return EXPECTED;
  for (const [name, value] of new URL(servers[0] ?? '').searchParams) {
    const known = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
    if (known === undefined) {
      return `expected no parameters after the question mark but ${Object.keys(PARAMETERS).join(', ')}`;
    }
    if (known?.includes(value) === false)
      return `expected an address whose ${name} is one of ${known.join(', ')}`;
  }
  return null;
}

/** True where an address itself names a password for its user. */
export function hasPassword(address: string): boolean {
  return new URL(readDatabaseAddress(address).servers[0]).password !== '';
}

/** Where a database is, as a person may read it: hosts, ports and name of the database, without user, password and parameters. */
export function databasePlace(address: string): string {
  const servers = readDatabaseAddress(address).servers.map((server) => new URL(server));
  const hosts = servers.map(({ hostname, port }) => `${decoded(hostname)}:${port || '5432'}`);
  const { pathname } = servers[0] ?? { pathname: '/' };
  return `${hosts.join(',')}${decoded(pathname === '/' ? '' : pathname)}`;
}

/** An address for each server; null where it is none. */
function serversOf(address: string): string[] | null {
  const [, scheme = '', user = '', hosts = '', rest = ''] = ADDRESS.exec(address) ?? [];
  const servers = hosts.split(',').map((host) => `${scheme}${user}${host}${rest}`);
  const areAll = servers.every((server) => URL.canParse(server) && new URL(server).hostname !== '');
  return areAll ? servers : null;
}

/** What of an address follows the host and port. */
function afterHost(address: string): string {
  const { pathname, search, hash } = new URL(address);
  return pathname + search + hash;
}

/** A percent sign that encodes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
