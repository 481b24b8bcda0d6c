import { MAX_URL } from './limits.js';

/** A registered name. Discord refuses a whole message for an address that it finds ill-formed. */
const PUBLIC_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/u;
/** What could end a link of Discord's markdown, or begin something else in it. */
const BREAKS_OUT = /[()<>[\]{}\\*|`^"'\s]/gu;

/**
 * The address of a web page in a form that Discord takes and that cannot break out of a markdown link: absolute, http or
 * https, percent-encoded. Null for any other, for one with a user name in it (`https://bank.example@evil.example` looks
 * like what it is not), for a host without a public name, and for one longer than a button's may be ({@link MAX_URL}).
 */
export function webAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^https?:$/u.test(url.protocol)) return null;
  if (url.username !== '' || url.password !== '' || !PUBLIC_HOST.test(url.hostname)) return null;
  const address = url.href.replace(BREAKS_OUT, percentEncoded);
  return address.length > MAX_URL ? null : address;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
