import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageType, PermissionFlagsBits } from 'discord.js';
import { Backend, type DiscordOptions, type TypingRecord } from './backend.js';
import type { Drop } from './gateway/gateway.js';
import type { Shard } from './gateway/shard.js';
import type { GatewayRecord, RequestRecord, Violation } from './journal.js';
import type { Failure, Gate, RequestMatch } from './rest/faults.js';
import { restServer } from './rest/rest-server.js';
import { UserActions } from './users/user-actions.js';
import type { Command } from './world/command.js';
import type { Component } from './world/component-tree.js';
import type { Category, Channel, Role, TextChannel, Thread, User } from './world/entities.js';
import type { Message } from './world/message.js';
import type { NewUser } from './world/world.js';

/** A message that the bot is to have sent in an earlier life. */
export interface PlantedMessage {
  readonly content?: string;
  readonly components?: readonly Component[];
  readonly repliesTo?: Message;
}

/**
 * A stand-in for Discord on loopback that the real discord.js client runs against:
 * `new Client({ rest: { api: discord.api } })`. It holds one guild, outlives the bot's connections, and keeps Discord's rules and
 * limits, so what passes here would pass there.
 */
export class FakeDiscord extends UserActions {
  readonly #server: Server;
  /** Three people; `an` may manage the server, `chi` reads English. */
  readonly users: { readonly an: User; readonly binh: User; readonly chi: User };
  readonly channels: { readonly general: TextChannel; readonly news: TextChannel; readonly thread: Thread };
  readonly roles: { readonly keeper: Role };

  private constructor(backend: Backend) {
    super(backend);
    this.#server = restServer(backend);
    const { world, gateway } = backend;
    gateway.attach(this.#server);
    const keeper = world.addRole('Quản trị', PermissionFlagsBits.ManageGuild);
    this.roles = { keeper };
    this.users = {
      an: world.addUser({ username: 'an', displayName: 'An', roles: [keeper] }),
      binh: world.addUser({ username: 'binh', displayName: 'Bình' }),
      chi: world.addUser({ username: 'chi', displayName: 'Chi', locale: 'en-US' }),
    };
    const general = world.addChannel('chung');
    const news = world.addChannel('tin-tuc');
    this.channels = { general, news, thread: world.addThread(general, 'Chuyện bên lề', this.users.an) };
  }

  /** Starts one. @throws Error when the port is taken. */
  static async start(options: DiscordOptions = {}): Promise<FakeDiscord> {
    const backend = new Backend(options);
    const discord = new FakeDiscord(backend);
    await new Promise<void>((resolve, reject) => {
      discord.#server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    const { address, port } = discord.#server.address() as AddressInfo;
    backend.address = `${address}:${port}`;
    return discord;
  }

  /** Ends every connection and the server. */
  async stop(): Promise<void> {
    const { faults, gateway } = this.backend;
    faults.releaseAll();
    gateway.stop();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return `http://${this.backend.address}`;
  }

  /** What discord.js takes as `rest.api`. */
  get api(): string {
    return `${this.url}/api`;
  }

  get token(): string {
    return this.backend.token;
  }

  get guildId(): string {
    return this.backend.world.guildId;
  }

  get bot(): User {
    return this.backend.world.bot;
  }

  /** The shards of the bot that are logged in, each with their number. */
  get shardsOnline(): readonly Shard[] {
    return this.backend.gateway.shardsOnline;
  }

  /** The commands that are registered. */
  get commands(): readonly Command[] {
    return this.backend.world.commands;
  }

  /** Requests in the order in which they were answered. */
  get requests(): readonly RequestRecord[] {
    return this.backend.journal.requests;
  }

  /** What went over the gateway. */
  get gatewayLog(): readonly GatewayRecord[] {
    return this.backend.journal.gateway;
  }

  /** What the bot sent and Discord would not take. */
  get violations(): readonly Violation[] {
    return this.backend.journal.violations;
  }

  /** What the bot sent and Discord would take, but show otherwise than meant. */
  get warnings(): readonly Violation[] {
    return this.backend.journal.warnings;
  }

  /** When and where the bot showed itself typing. */
  get typing(): readonly TypingRecord[] {
    return this.backend.typing;
  }

  /** All messages that are not deleted, ephemeral ones too, oldest first; those of one channel if it is given. */
  messages(channel?: Channel): readonly Message[] {
    return this.backend.messages
      .all()
      .filter((message) => channel === undefined || message.channel === channel);
  }

  addUser(user: NewUser): User {
    return this.backend.world.addUser(user);
  }

  addChannel(name: string, category: Category | null = null): TextChannel {
    const channel = this.backend.world.addChannel(name, category);
    this.backend.announceChannel('CHANNEL_CREATE', channel);
    return channel;
  }

  addCategory(name: string): Category {
    const category = this.backend.world.addCategory(name);
    this.backend.announceChannel('CHANNEL_CREATE', category);
    return category;
  }

  addThread(parent: TextChannel, name: string): Thread {
    const thread = this.backend.world.addThread(parent, name, this.users.an);
    this.backend.announceChannel('THREAD_CREATE', thread);
    return thread;
  }

  /** A message of the bot that is there already: of an older version, or with a custom_id that it never made. */
  plant(channel: Channel, { content = '', components = [], repliesTo }: PlantedMessage): Message {
    const { messages, world } = this.backend;
    return messages.create({
      channel,
      author: world.bot,
      content,
      components,
      type: repliesTo === undefined ? MessageType.Default : MessageType.Reply,
      repliesTo: repliesTo ?? null,
    });
  }

  /** Resolves with what `read` gives as soon as it is neither null, undefined nor false; looks whenever anything has happened. */
  until<T>(what: string, read: () => T | null | undefined | false): Promise<T> {
    return this.backend.watch.until(what, read);
  }

  /** Resolves when a bot is logged in and its connection is open. */
  async online(): Promise<void> {
    await this.until('the bot to be online', () => this.backend.gateway.isOnline);
  }

  /** The bot's `nth` reply to a message, counting from 1, once it has come. */
  answerTo(message: Message, nth = 1): Promise<Message> {
    const { messages, world } = this.backend;
    return this.until(`reply ${nth} to "${message.content}"`, () => {
      const replies = messages.repliesTo(message).filter(({ author }) => author === world.bot);
      return replies[nth - 1];
    });
  }

  /** Moves Discord's time on by `ms`. */
  advance(ms: number): void {
    this.backend.clock.advance(ms);
  }

  /** Has requests fail that are still to come. */
  fail(failure: Failure): void {
    this.backend.faults.fail(failure);
  }

  /** Holds the answers to requests until the gate is released. */
  delay(match: RequestMatch): Gate {
    return this.backend.faults.delay(match);
  }

  /** Loses the bot's connection to the gateway. */
  drop(how: Drop): void {
    this.backend.gateway.drop(how);
  }

  /** Asks the bot for a heartbeat. */
  requestHeartbeat(): void {
    this.backend.gateway.requestHeartbeat();
  }

  /** Makes the token worthless: REST answers 401, and the gateway closes with 4004 unless it has not noticed. */
  revokeToken({ isNoticed = true }: { isNoticed?: boolean } = {}): void {
    this.backend.isTokenRevoked = true;
    if (isNoticed) this.backend.gateway.refuseAll();
  }

  /** Lets in no new connection of HTTP and ends those that are there; the gateway's stay. The function returned lets them in again. */
  refuseConnections(): () => Promise<void> {
    const { port } = this.#server.address() as AddressInfo;
    this.#server.close();
    this.#server.closeAllConnections();
    return () => new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  /** Tells the bot of an event, whatever it is and holds. */
  dispatch(name: string, data: unknown): void {
    this.backend.gateway.dispatch({ name, intents: 0, guildId: this.guildId, data: () => data });
  }

  /** Sends a frame over the gateway as it is. */
  sendFrame(frame: string): void {
    this.backend.gateway.sendRaw(frame);
  }

  /** Closes a user's direct messages: writing to them fails with 50007. */
  refuseDms(user: User): void {
    this.backend.world.closedDms.add(user.id);
  }

  /** Takes permissions from the bot in a channel and its threads. */
  deny(channel: TextChannel, permissions: bigint): void {
    this.backend.deny(channel, permissions);
  }
}

/** Starts a stand-in for Discord on loopback. */
export function startDiscord(options: DiscordOptions = {}): Promise<FakeDiscord> {
  return FakeDiscord.start(options);
}
