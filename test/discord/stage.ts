import type { Client, ClientOptions, SendableChannels } from 'discord.js';
import type { DiscordOptions } from './backend.js';
import { connectedClient } from './connected-client.js';
import { startDiscord, type FakeDiscord } from './fake-discord.js';
import type { Channel } from './world/entities.js';

/** A stand-in with the clients of one test, all closed at its end. */
export class Stage {
  readonly discord: FakeDiscord;
  readonly #clients: Client[] = [];

  private constructor(discord: FakeDiscord) {
    this.discord = discord;
  }

  /** Its clients identify whenever they like, unless `options` say otherwise. */
  static async open(options: DiscordOptions = {}): Promise<Stage> {
    return new Stage(await startDiscord({ identifyEveryMs: 0, ...options }));
  }

  /** A client that is logged in and ready. */
  async connect(options: Partial<ClientOptions> = {}): Promise<Client<true>> {
    const client = await connectedClient(this.discord, options);
    this.#clients.push(client);
    return client;
  }

  /** A channel as `client` has it, to write in. */
  async channel(client: Client, channel: Channel = this.discord.channels.general): Promise<SendableChannels> {
    const found = await client.channels.fetch(channel.id);
    if (!found?.isSendable()) throw new Error(`the bot cannot write in ${channel.id}`);
    return found;
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.destroy()));
    await this.discord.stop();
  }
}

/** The reason for which a promise is rejected; null when it is not. */
export function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}
