/**
 * Where a database is, as a person may read it: host, port and name of the database, without user, password and parameters.
 *
 * @param url - of PostgreSQL, checked by the settings
 */
export function databasePlace(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${decoded(hostname)}:${port || '5432'}${decoded(pathname === '/' ? '' : pathname)}`;
}

/** A percent sign that encodes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
