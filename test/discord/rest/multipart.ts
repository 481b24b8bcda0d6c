/** One part of a `multipart/form-data` body. */
export interface FormPart {
  readonly name: string;
  /** Null for a field that is no file. */
  readonly filename: string | null;
  readonly content: Buffer;
}

/** The parts of a `multipart/form-data` body by its Content-Type. RFC 7578 */
export function formParts(contentType: string, body: Buffer): FormPart[] {
  const boundary = /boundary="?([^";]+)/u.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  // A line break before the first boundary makes it look like the others.
  const bytes = Buffer.concat([Buffer.from('\r\n'), body]);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: FormPart[] = [];
  let at = bytes.indexOf(delimiter);
  while (at !== -1) {
    const start = at + delimiter.length;
    at = bytes.indexOf(delimiter, start);
    if (at !== -1) parts.push(formPart(bytes.subarray(start, at)));
  }
  return parts;
}

function formPart(bytes: Buffer): FormPart {
  const end = bytes.indexOf('\r\n\r\n');
  const headers = bytes.subarray(0, end).toString('utf8');
  const name = /\bname="([^"]*)"/u.exec(headers)?.[1] ?? '';
  const filename = /\bfilename="([^"]*)"/u.exec(headers)?.[1] ?? null;
  return { name, filename, content: bytes.subarray(end + 4) };
}
