import { foldDiacritics } from '../../language/vietnamese.js';
import { isPlaceName } from '../../language/gazetteer.js';

/** A lead without the mark that its newspaper puts before it. */
export interface MarkedLead {
  readonly publisher: string;
  readonly text: string;
}

const NAME = String.raw`[\p{L}\p{N}.&+ ]{2,30}`;
/** "(Dân trí) - …", "(TGCT) …" */
const BRACKETED = new RegExp(`^\\((${NAME})\\)( ?[-–—:])? ?(?=[\\p{Lu}\\p{N}“"‘'])`, 'u');
/** "HÀ NỘI (VNA) - …": the place stays, as part of what the article says. */
const AFTER_PLACE = new RegExp(`^(${NAME}) \\((${NAME})\\) ?[-–—] ?`, 'u');
/** "Enternews.vn Bên cạnh…", "VOV.VN - …" */
const DOMAIN =
  /^([\p{L}\p{N}-]{2,30}(?:\.[a-z]{2,10})?\.(?:vn|com|net|org|info))(?: ?[-–—|:] ?| )(?=[\p{Lu}\p{N}“"‘'])/iu;
/** "ĐBP - …", "TTO – …" */
const ACRONYM = /^(\p{Lu}[\p{Lu}&]{1,9}) ?[-–—] (?=[\p{Lu}\p{N}“"‘'])/u;

/** Capitals that open a sentence about a body ("HĐND - UBND tỉnh…") and name no newspaper. */
const BODIES = new Set(
  `ubnd hdnd mttq ubmttq btv bch bct tu tw dbqh qh ldld tand vksnd gdp asean who un eu fdi oda covid lhpn
  ccb hnd bchqs bdbp csgt pccc htx`.split(/\s+/u),
);

/** Splits off the publisher's mark at the start of a lead; null where there is none. A place alone is no publisher. */
export function splitPublisherMarker(lead: string): MarkedLead | null {
  const afterPlace = AFTER_PLACE.exec(lead);
  if (afterPlace?.[1] !== undefined && afterPlace[2] !== undefined && isPlaceName(afterPlace[1])) {
    const text = `${afterPlace[1]} - ${lead.slice(afterPlace[0].length)}`;
    return { publisher: afterPlace[2].trim(), text };
  }
  const bracketed = BRACKETED.exec(lead);
  // Without a dash only capitals are a newspaper's sign: a sentence may open with other words in brackets.
  const isSign = bracketed?.[2] !== undefined || /^[\p{Lu}\p{N}]{2,10}$/u.test(bracketed?.[1] ?? '');
  const found = isSign ? bracketed : (DOMAIN.exec(lead) ?? ACRONYM.exec(lead));
  const publisher = found?.[1]?.trim();
  if (found === null || publisher === undefined || !isPublisher(publisher)) return null;
  return { publisher, text: lead.slice(found[0].length) };
}

function isPublisher(name: string): boolean {
  return /^\p{Lu}|\./u.test(name) && !isPlaceName(name) && !BODIES.has(foldDiacritics(name));
}
