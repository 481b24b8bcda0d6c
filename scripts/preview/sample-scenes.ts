import type { Answering } from '../../src/service/answering.js';
import type { CitedAnswer } from '../../src/answer/cited-answer.js';
import { wordsIn } from '../../src/locales/catalogue.js';
import type { Reply } from '../../src/discord/reply/build-reply.js';
import { programVersion } from '../../src/config/settings.js';
import type { Language } from '../../src/locales/english.js';
import { SAMPLES } from './sample-questions.js';
import { SampleReplies } from './sample-replies.js';
import { BOT_MENTION, commandMessage, type BotMessage, type Scene, type SceneMessage } from './scene.js';

/** Scenes about the articles that ship with the project, for a reader of one language. */
export async function sampleScenes(answering: Answering, language: Language): Promise<Scene[]> {
  const samples = SAMPLES[language];
  const replies = new SampleReplies(answering, wordsIn(language));
  const scene = (name: string, title: string, messages: readonly SceneMessage[]): Scene => ({
    id: `${language}-${name}`,
    title,
    language,
    messages,
  });
  const command = (name: string, reply: Reply, ephemeral = false) =>
    commandMessage(samples.person, { name, language }, reply, ephemeral);
  const mention = (answer: CitedAnswer): [SceneMessage, BotMessage] => {
    const text = `${BOT_MENTION} ${answer.question.text}`;
    const message: SceneMessage = { kind: 'person', author: samples.person, text };
    return [
      message,
      { kind: 'bot', reply: replies.answer(answer, { showQuestion: false }), to: { message } },
    ];
  };
  const pressed = (message: BotMessage, reply: Reply): BotMessage => ({
    kind: 'bot',
    reply,
    to: { message },
    ephemeral: true,
  });

  const { question, filter } = samples.filtered;
  const filtered = replies.answer(await replies.find(question, filter), { showQuestion: true, filter });
  const answer = await replies.find(samples.question);
  const [asked, answered] = mention(answer);
  return [
    scene('answer', 'Asked by a mention', [asked, answered]),
    scene('ask', 'Asked by command, with a filter', [command('ask', filtered)]),
    scene('informal', 'Asked in a hurry', mention(await replies.find(samples.informal))),
    scene('unknown', "The articles don't tell", mention(await replies.find(samples.unknown))),
    scene('search', 'Searched', [command('search', await replies.search(samples.query))]),
    scene('more', 'More passages', [pressed(answered, await replies.more(answer))]),
    ...answer.citations
      .slice(0, 1)
      .flatMap((citation) => [
        scene('context', 'An excerpt in context', [pressed(answered, replies.context(citation))]),
        scene('article', 'One article', [command('article', replies.article(citation.article))]),
      ]),
    scene('sources', 'All articles', [command('sources', replies.sources())]),
    scene('help', 'Help', [command('help', replies.help(), true)]),
    scene('status', 'Status', [command('status', replies.status(programVersion()))]),
    scene('notices', 'Notices', [
      command('ask', replies.notice({ kind: 'cooldown', seconds: 4 }), true),
      pressed(answered, replies.notice({ kind: 'dead-button' })),
    ]),
  ];
}
