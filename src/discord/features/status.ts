import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatInputCommandInteraction, Status, type Client } from 'discord.js';
import { programVersion } from '../../config/settings.js';
import type { Words } from '../../locales/english.js';
import type { Catalogue } from '../../service/answering.js';
import { described, named, SLASH_COMMAND, type Command } from '../interactions/define-command.js';
import { heartbeatMs } from '../connection/client.js';
import { missingPermissions, type NeededPermission } from '../guards/bot-permissions.js';
import { buildReply, type Reply } from '../reply/build-reply.js';
import { bold, escapedLine, joined, md, timeAgo, type Markup } from '../reply/markup.js';
import { respondPrivately } from '../respond.js';

/** `/status`. */
export const status: Command<ChatInputCommandInteraction> = {
  definition: {
    ...SLASH_COMMAND,
    ...named('status', 'trạng-thái'),
    ...described('How the bot and its index are doing', 'Tình trạng của bot và chỉ mục'),
  },
  demands: () => ({ wait: null }),
  async run(interaction, { answering, times }, words) {
    const { appPermissions, channel } = interaction;
    const isThread = channel?.isThread() ?? false;
    const view = statusView(
      {
        catalogue: answering.catalogue,
        pingMs: heartbeatMs(interaction.client),
        medianAnswerMs: times.median(),
        shards: await shardReports(interaction.client),
        missingPermissions: interaction.inGuild() ? missingPermissions(appPermissions, isThread) : [],
        version: programVersion(),
      },
      words,
    );
    await respondPrivately(interaction, view);
  },
};

export interface BotStatus {
  readonly catalogue: Pick<Catalogue, 'articles' | 'passages' | 'modelName' | 'builtAt' | 'damage'>;
  /** Milliseconds from a heartbeat of the gateway to its acknowledgement; null before the first. */
  readonly pingMs: number | null;
  /** Median of the milliseconds from a question's coming to its answer's going out; null before the first. */
  readonly medianAnswerMs: number | null;
  /** Of a bot that is sharded; empty for one that is not. */
  readonly shards: readonly ShardReport[];
  /** What the bot lacks where it is asked. */
  readonly missingPermissions: readonly NeededPermission[];
  readonly version: string;
}

/** Shards that have a line of their own. */
const MAX_SHARDS = 16;

export function statusView(status: BotStatus, words: Words): Reply {
  const labels = words.status;
  const { articles, passages, modelName, builtAt, damage } = status.catalogue;
  const milliseconds = (value: number | null) =>
    md`${value === null ? labels.notKnown : labels.milliseconds(value)}`;
  const missing = status.missingPermissions.map((permission) => words.permissions[permission]);
  const lines: Markup[] = [
    md`${labels.corpus(articles.length, passages)}`,
    labelled(labels.model, escapedLine(modelName)),
    labelled(labels.builtAt, timeAgo(new Date(builtAt))),
    ...(damage ? [bold(md`${labels.standsIn}`)] : []),
    labelled(labels.gateway, milliseconds(status.pingMs)),
    labelled(labels.answering, milliseconds(status.medianAnswerMs)),
    ...shardLines(status.shards, words),
    ...(missing.length === 0 ? [] : [labelled(labels.missingPermissions, md`${missing.join(', ')}`)]),
    labelled(labels.version, escapedLine(status.version)),
  ];
  const isWell = missing.length === 0 && damage === undefined && status.shards.every(isConnected);
  return buildReply({
    cards: [
      {
        title: md`${labels.heading}`,
        body: joined(lines, '\n'),
        accent: isWell ? 'source' : 'trouble',
      },
    ],
    owner: null,
  });
}

/** One line for all, and one for each that there is room for; those that are in trouble first. */
function shardLines(shards: readonly ShardReport[], { status: labels }: Words): Markup[] {
  if (shards.length === 0) return [];
  const connected = shards.filter(isConnected);
  const ordered = [...shards.filter((shard) => !isConnected(shard)), ...connected];
  const lines = ordered.slice(0, MAX_SHARDS).map(({ id, connected: state }) => {
    if (state === null) return md`#${id}: ${labels.shardLost}`;
    const ping = state.pingMs === null ? labels.notKnown : labels.milliseconds(state.pingMs);
    return md`#${id}: ${labels.shardServers(state.guilds, ping)}`;
  });
  const more = shards.length - lines.length;
  return [
    labelled(labels.shards, md`${labels.shardsConnected(connected.length, shards.length)}`),
    ...lines,
    ...(more > 0 ? [md`${labels.moreShards(more)}`] : []),
  ];
}

function isConnected({ connected }: ShardReport): boolean {
  return connected !== null;
}

function labelled(label: string, value: Markup): Markup {
  return md`${bold(md`${label}:`)} ${value}`;
}

interface ShardReport {
  readonly id: number;
  /** Null when it is not connected to Discord, is being started again or does not answer. */
  readonly connected: {
    readonly guilds: number;
    /** Milliseconds from a heartbeat to its acknowledgement; null before the first. */
    readonly pingMs: number | null;
  } | null;
}

/** Milliseconds that a shard may take to tell: whoever asks is waiting, and Discord waits for 3 s. */
const TELL_WITHIN = 1_500;

/** How every shard does, asked by way of the process that started them; none when the bot is not sharded. */
async function shardReports({ shard: shards }: Client): Promise<readonly ShardReport[]> {
  if (shards === null) return [];
  const waiting = new AbortController();
  const reports = Array.from({ length: shards.count }, async (_, id): Promise<ShardReport> => {
    // The function is sent as its text: it can use nothing from around it.
    const told = shards.broadcastEval(
      (client, { ready }) =>
        [...client.ws.shards.values()].every(({ status }) => status === ready)
          ? { guilds: client.guilds.cache.size, pingMs: client.ws.ping < 0 ? null : client.ws.ping }
          : null,
      { shard: id, context: { ready: Status.Ready } },
    );
    const late = sleep(TELL_WITHIN, null, { signal: waiting.signal }).catch(() => null);
    return { id, connected: await Promise.race([told, late]).catch(() => null) };
  });
  try {
    return await Promise.all(reports);
  } finally {
    waiting.abort();
  }
}
