import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answering } from '../../src/service/answering.js';
import { wordsIn } from '../../src/locales/catalogue.js';
import type { Reply } from '../../src/discord/reply/build-reply.js';
import type { Language } from '../../src/locales/english.js';
import { SAMPLES } from './sample-questions.js';
import { SampleReplies } from './sample-replies.js';
import { commandMessage, type Scene } from './scene.js';

/** A title that pings, links, hides and overrides as much as it can. */
const TITLE =
  '@everyone **GIẢM GIÁ** [Bấm vào đây](https://example.invalid/) <@&100000000000000009> ||lộ|| `mã` \u202Egnôđ hnảđ';

const PARAGRAPHS = [
  '# Giảm giá lớn @here cho mọi thành viên, xem tại https://example.invalid/giam-gia hoặc discord.gg/giamgia ngay hôm nay.',
  '-# Chữ nhỏ. > Trích dẫn giả. ~~Gạch~~ __gạch chân__ *nghiêng* **đậm** ***cả hai*** và <#100000000000000010> nữa.',
  '```js\nalert("giảm giá")\n``` </ask:100000000000000011> <t:0:R> <a:nhảy:100000000000000012> <script>alert(1)</script>',
];

/** Words of the article to search for. */
const NASTY_QUERY = 'giảm giá';

/** What a page may hold that somebody else wrote, in one article, put into `folder`. */
export async function writeNastyArticle(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'giam-gia.txt'), [TITLE, ...PARAGRAPHS].join('\n\n'));
}

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
