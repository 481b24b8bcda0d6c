import type { Article } from '../corpus/article.js';
import { standardForms } from '../language/abbreviations.js';
import type { Lexicon } from '../language/lexicon.js';
import { keyEntities } from '../language/key-entities.js';

/**
 * What is searched of an article beside its passages: title, the names that it is about, date and publisher, a publisher's initials written out where
 * they are known ones ("ĐBP" is Điện Biên Phủ).
 */
export function headerOf(article: Article, lexicon: Lexicon): string {
  const initials = article.publisher?.match(/\p{Lu}{2,}/gu) ?? [];
  return [
    article.title,
    ...keyEntities(article.text, lexicon),
    article.publisher,
    ...initials.flatMap((word) => standardForms(word, lexicon)),
    article.publishedAt?.split('-').reverse().join('/'),
  ]
    .filter(Boolean)
    .join('\n');
}
