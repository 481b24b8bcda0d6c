import { englishWording } from '../english.js';
import { counted } from '../plural.js';
import type { Check } from '../../operations/doctor/finding.js';
import type { DoctorWords } from './doctor-words.js';
import { englishSayings } from './english-sayings.js';

const CHECKS: Readonly<Record<Check, string>> = {
  node: 'Node.js',
  settings: 'Settings',
  articles: 'Articles',
  model: 'Embedding model',
  reader: 'Reading model',
  index: 'Index',
  disk: 'Disk',
  files: 'Files of the bot',
  discord: 'Discord',
};

/** English. */
export const english: DoctorWords = {
  wording: englishWording,
  checks: CHECKS,
  sayings: englishSayings,
  looking: (check) => `Looking at: ${CHECKS[check]}…`,
  verdict: ({ warning, broken }) => {
    const warnings = `${counted(warning, 'warning')} (!)`;
    if (broken > 0) {
      return `${counted(broken, 'thing')} broken (✗)${warning > 0 ? `, ${warnings}` : ''}.`;
    }
    return warning > 0 ? `Nothing is broken; ${warnings}.` : 'All is well.';
  },
};
