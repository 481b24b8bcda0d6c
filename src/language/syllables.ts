import { canonicalTone } from './vietnamese.js';

/** Consonants that may open a syllable. `gi` and `qu` are tried as an onset and as the letters that they are. */
const ONSETS = 'ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x';

/** What may follow, without the tone. */
const OPEN_RHYMES = `a ai ao au ay âu ây am an ang anh ăm ăn ăng âm ân âng e eo em en eng ê êu êm ên ênh i ia iu im in inh
  iêm iên iêng iêu o oa oai oam oan oang oanh oao oay oăm oăn oăng oe oen oeo oi om on ong oong ô ôi ôm ôn ông ơ ơi ơm ơn u
  ua ui um un ung uân uâng uây uê uên uênh uy uya uyên uyn uynh uyu uôi uôm uôn uông uơ ư ưa ưi ưm ưn ưng ưu ươi ươm ươn ương
  ươu y ynh yêm yên yêng yêu`;
/** A rhyme that a stop ends has the tone sắc or nặng. */
const STOPPED_RHYMES = `ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ic ich ip it iêc iêp iêt oac oach oap oat oăc oăt oc
  ooc op ot oet ôc ôp ôt ơp ơt uc up ut uât uêch uôc uôt uych uyp uyt uyêt ưc ưt ươc ươp ươt yt yêt`;

const words = (list: string) => list.split(/\s+/u).join('|');
const OPEN = new RegExp(`^(?:${words(ONSETS)})?(?:${words(OPEN_RHYMES)})$`, 'u');
const STOPPED = new RegExp(`^(?:${words(ONSETS)})?(?:${words(STOPPED_RHYMES)})$`, 'u');
/** "gì", "gìn", "giếng": the onset `gi` before `i` or `ê` leaves out one of two i's. */
const SHORT_GI = /^gi(?:|n|ng|m|êng|êc|êm|êt)$/u;
/** `c`, `g` and `ng` are written `k`, `gh` and `ngh` before e, ê, i and y; the latter two nowhere else. */
const MISSPELLED = /^(?:(?:ng|c)[eêiy]|g[eêy]|(?:ngh|gh)(?![eêiy]))/u;

const TONE_ON_CONSONANT = /[b-df-hj-np-tv-xzđ][\u0300\u0301\u0303\u0309\u0323]/iu;

/**
 * Whether a word may be a Vietnamese syllable by the rules of Vietnamese spelling: known onset and rhyme, at most one tone, on a vowel,
 * and a tone that goes with the rhyme. Foreign words may be one by chance ("an", "on"); most with diacritics are not.
 */
export function isVietnameseSyllable(word: string): boolean {
  const { base, tones } = canonicalTone(word);
  if (tones.length > 1 || MISSPELLED.test(base) || TONE_ON_CONSONANT.test(word.normalize('NFD')))
    return false;
  if (OPEN.test(base) || SHORT_GI.test(base)) return true;
  return STOPPED.test(base) && /[\u0301\u0323]/u.test(tones);
}
