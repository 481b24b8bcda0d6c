import { type FilterState, publisherKey } from '../../src/discord/interactions/custom-id.js';
import type { Language } from '../../src/locales/english.js';
import type { Person } from './scene.js';

/** What is asked about the articles in data/articles, by somebody who reads Discord in one language. */
interface Samples {
  readonly person: Person;
  readonly question: string;
  /** Asked as in a hurry: no diacritics, slang. */
  readonly informal: string;
  readonly filtered: { readonly question: string; readonly filter: FilterState };
  /** What the articles don't tell. */
  readonly unknown: string;
  /** What is searched for. */
  readonly query: string;
}

export const SAMPLES: Readonly<Record<Language, Samples>> = {
  vi: {
    person: { name: 'Lan', colour: '#2d7d9a' },
    question: 'Văn phòng Thành ủy Hà Nội được nhận Huân chương Độc lập hạng Ba vào năm nào?',
    informal: 'may dai bieu o hn quyen gop cho ai z, vu mua lu a',
    filtered: {
      question: 'Ai ôn lại truyền thống của Văn phòng Tỉnh ủy?',
      filter: { from: '2019-01-01', to: '2020-12-31', publisher: publisherKey('ĐBP') },
    },
    unknown: 'Chánh Văn phòng Thành ủy Đà Nẵng là ai?',
    query: 'huân chương lao động',
  },
  en: {
    person: { name: 'Alex', colour: '#7a5ea8' },
    question: 'Which former provincial Party secretary sang for the guests at the Can Tho meeting?',
    informal: 'hanoi office independence order what year',
    filtered: {
      question: 'Which decorations has the Hanoi Party Committee Office received?',
      filter: { from: '2020-01-01', to: null, publisher: null },
    },
    unknown: 'How many tourists visited Sa Pa in 2021?',
    query: 'Labor Medal',
  },
};
