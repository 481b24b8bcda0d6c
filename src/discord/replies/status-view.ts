import type { Words } from '../locales/words.js';
import type { NeededPermission } from '../permissions.js';
import { buildReply } from './build-reply.js';
import { bold, escapedLine, joined, md, type Markup } from './markup.js';
import type { Reply } from './reply.js';
import { timeAgo } from './time-ago.js';

/** How the bot is doing. */
export interface BotStatus {
  readonly articles: number;
  readonly passages: number;
  /** Name of the embedding model, as in the setting EMBEDDING_MODEL. */
  readonly modelName: string;
  /** When the index in use was built, ISO 8601 in UTC. */
  readonly builtAt: string;
  /** Milliseconds from a heartbeat of the gateway to its acknowledgement; null before the first. */
  readonly pingMs: number | null;
  /** Median of the milliseconds from a question's coming to its answer's going out; null before the first. */
  readonly medianAnswerMs: number | null;
  /** What the bot lacks where it is asked. */
  readonly missingPermissions: readonly NeededPermission[];
  readonly version: string;
}

/** How the bot and its index are doing. */
export function statusView(status: BotStatus, { words }: { readonly words: Words }): Reply {
  const labels = words.status;
  const milliseconds = (value: number | null) =>
    md`${value === null ? labels.notKnown : labels.milliseconds(value)}`;
  const missing = status.missingPermissions.map((permission) => words.permissions[permission]);
  const lines: Markup[] = [
    md`${labels.corpus(status.articles, status.passages)}`,
    labelled(labels.model, escapedLine(status.modelName)),
    labelled(labels.builtAt, timeAgo(new Date(status.builtAt))),
    labelled(labels.gateway, milliseconds(status.pingMs)),
    labelled(labels.answering, milliseconds(status.medianAnswerMs)),
    ...(missing.length === 0 ? [] : [labelled(labels.missingPermissions, md`${missing.join(', ')}`)]),
    labelled(labels.version, escapedLine(status.version)),
  ];
  return buildReply({
    cards: [
      {
        title: md`${labels.heading}`,
        body: joined(lines, '\n'),
        accent: missing.length === 0 ? 'source' : 'trouble',
      },
    ],
    owner: null,
  });
}

function labelled(label: string, value: Markup): Markup {
  return md`${bold(md`${label}:`)} ${value}`;
}
