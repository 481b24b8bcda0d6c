import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { parseSettings } from '../../src/config/settings.js';
import { deployCommands } from '../../src/discord/interactions/commands.js';
import { FeedbackLog } from '../../src/operations/feedback-log.js';
import { ReindexRunner } from '../../src/operations/reindex-runner.js';
import {
  ShardLease,
  type HeldShard,
  type ShardLeases,
  type ShardPlace,
} from '../../src/optional/sharding/shard-lease.js';
import { BotServer } from '../../src/run-bot.js';
import { textOf } from '../bot/support/message-view.js';
import { startDiscord } from '../discord/fake-discord.js';
import { shardOf } from '../discord/gateway/shard.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { ANSWER, StagedAnswering } from './support/staged-answering.js';

const SHARDS = 2;
/** Real milliseconds, on a crowded machine. */
const PATIENCE = { timeout: 60_000, interval: 10 };

/** Leases among processes of which only this one is real. */
class StagedLeases implements ShardLeases {
  readonly times = { lease: 600_000, renewal: 1_000, look: 20 };
  /** How many take their share. */
  members = 1;
  /** Hears of a shard that is let go. */
  onReleased: () => void = () => undefined;
  readonly #held = new Map<number, HeldShard>();

  /** @param last - the shard that comes last, for it is the first to be handed over */
  constructor(last: ShardPlace) {
    this.#hold(last, 'another');
  }

  /** The other process leaves. */
  leave(): void {
    for (const [id, { host }] of this.#held) if (host === 'another') this.#held.delete(id);
  }

  take(place: ShardPlace): Promise<ShardLease> {
    this.#hold(place, 'this');
    const lease = new ShardLease(place, null, this.times, () => {
      this.#held.delete(place.id);
      this.onReleased();
      return Promise.resolve();
    });
    return Promise.resolve(lease);
  }

  held(): Promise<readonly HeldShard[]> {
    return Promise.resolve([...this.#held.values()]);
  }

  takePart(): Promise<number> {
    return Promise.resolve(this.members);
  }

  askToIdentify(): Promise<number> {
    return Promise.resolve(0);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #hold(place: ShardPlace, host: string): void {
    this.#held.set(place.id, { place, host, pid: 1, since: new Date(0).toISOString() });
  }
}

test('a shard that is handed over has time to answer, though all seems in vain: the others answer on', async () => {
  const discord = await startDiscord({ identifyEveryMs: 0, shards: SHARDS, maxConcurrency: SHARDS });
  onTestFinished(() => discord.stop());
  const settings = parseSettings({
    LANGUAGE: 'vi',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
    FEEDBACK_FILE: path.join(await temporaryFolder(), 'feedback.jsonl'),
  });
  await deployCommands(settings);
  const answering = new StagedAnswering();
  const leases = new StagedLeases({ id: shardOf(discord.guildId, SHARDS), count: SHARDS });
  let givenUp = 0;
  const server = new BotServer({
    settings,
    token: discord.token,
    wish: { kind: 'share', count: SHARDS },
    leases,
    answering,
    feedback: new FeedbackLog(settings.feedbackFile, (error) => {
      throw error;
    }),
    reindexing: new ReindexRunner(settings),
    isHandedOver: true,
    untilInVain: () => {
      givenUp += 1;
      return Promise.resolve();
    },
    onUp: () => undefined,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => server.stop());
  void server.run();
  const served = () => server.read()?.shards.served;
  await discord.until('the first shard', () => discord.shardsOnline.length === 1);
  leases.leave();
  await expect.poll(served, PATIENCE).toBe(SHARDS);

  const release = answering.hold();
  const { an } = discord.users;
  const asked = discord.slash(an, 'ask', { question: 'Ai gác đèn biển Mũi Cò?' });
  await asked.acknowledged();
  const released = new Promise<void>((resolve) => {
    leases.onReleased = resolve;
  });
  leases.members = 2;
  await expect.poll(served, PATIENCE).toBe(1);
  release();
  expect(textOf(await asked.settled())).toContain(ANSWER);
  await released;
  expect(givenUp).toBe(0);
});
