import type { Answering } from '../../src/service/answering.js';
import { wordsIn } from '../../src/locales/catalogue.js';
import type { Reply } from '../../src/discord/reply/build-reply.js';
import type { Language } from '../../src/locales/english.js';
import { commandMessage } from './command-message.js';
import { NASTY_QUERY } from './nasty-article.js';
import { SAMPLES } from './sample-questions.js';
import { SampleReplies } from './sample-replies.js';
import type { Scene } from './scene.js';

/** How the article of {@link writeNastyArticle} is shown wherever it may be. */
export async function nastyScene(answering: Answering, language: Language): Promise<Scene> {
  const replies = new SampleReplies(answering, wordsIn(language));
  const command = (name: string, reply: Reply) =>
    commandMessage(SAMPLES[language].person, { name, language }, reply, false);
  const articles = await Promise.all(answering.catalogue.articles.map(({ id }) => answering.article(id)));
  return {
    id: `${language}-nasty`,
    title: 'An article that is up to no good',
    language,
    messages: [
      command('search', await replies.search(NASTY_QUERY)),
      ...articles
        .filter((article) => article !== null)
        .map((article) => command('article', replies.article(article))),
      command('sources', replies.sources()),
    ],
  };
}
