import { PermissionFlagsBits } from 'discord.js';
import type { SnowflakeMaker } from '../snowflake.js';
import type { Command } from './command.js';
import type { Category, Channel, DmChannel, Member, Role, TextChannel, Thread, User } from './entities.js';

/** What everyone may do who is in the guild, as in a new one. */
const EVERYONE =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseExternalEmojis |
  PermissionFlagsBits.UseApplicationCommands;

/** What a user is to be, where it matters. */
export interface NewUser {
  readonly username: string;
  readonly displayName?: string;
  /** `vi` when absent. */
  readonly locale?: string;
  readonly isBot?: boolean;
  readonly roles?: readonly Role[];
}

/** One guild with its people and channels, the direct messages, and the bot's application. */
export class World {
  readonly ids: SnowflakeMaker;
  readonly guildId: string;
  readonly guildName = 'Quán nước';
  readonly guildLocale = 'vi';
  /** The application and its bot share an id. */
  readonly bot: User;
  readonly owner: User;
  readonly everyone: Role;
  readonly roles: Role[] = [];
  readonly members = new Map<string, Member>();
  readonly categories: Category[] = [];
  readonly channels = new Map<string, Channel>();
  /** Users who take no direct messages of the bot. */
  readonly closedDms = new Set<string>();
  commands: Command[] = [];

  constructor(ids: SnowflakeMaker) {
    this.ids = ids;
    this.guildId = ids.next();
    // The role of everyone has the id of its guild.
    this.everyone = { id: this.guildId, name: '@everyone', permissions: EVERYONE, mentionable: false };
    this.roles.push(this.everyone);
    this.owner = this.addUser({ username: 'chu_quan', displayName: 'Chủ quán' });
    // It may mention everyone, so that only `allowed_mentions` keeps it from doing so.
    const botRole = this.addRole('Dẫn Nguồn', PermissionFlagsBits.MentionEveryone);
    this.bot = this.addUser({
      username: 'dan-nguon',
      displayName: 'Dẫn Nguồn',
      isBot: true,
      roles: [botRole],
    });
  }

  addRole(name: string, permissions = 0n, mentionable = false): Role {
    const role = { id: this.ids.next(), name, permissions, mentionable };
    this.roles.push(role);
    return role;
  }

  addUser({ username, displayName, locale, isBot, roles }: NewUser): User {
    const user: User = {
      id: this.ids.next(),
      username,
      displayName: displayName ?? username,
      isBot: isBot ?? false,
      locale: locale ?? 'vi',
    };
    this.members.set(user.id, { user, roles: (roles ?? []).map(({ id }) => id) });
    return user;
  }

  addCategory(name: string): Category {
    const category: Category = { kind: 'category', id: this.ids.next(), name };
    this.categories.push(category);
    return category;
  }

  addChannel(name: string, category: Category | null = null): TextChannel {
    const channel: TextChannel = { kind: 'text', id: this.ids.next(), name, category, overwrites: [] };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addThread(parent: TextChannel, name: string, owner: User): Thread {
    const thread: Thread = { kind: 'thread', id: this.ids.next(), name, parent, owner };
    this.channels.set(thread.id, thread);
    return thread;
  }

  /** The direct messages with `recipient`; opened when there are none. */
  dmWith(recipient: User): DmChannel {
    for (const channel of this.channels.values()) {
      if (channel.kind === 'dm' && channel.recipient === recipient) return channel;
    }
    const channel: DmChannel = { kind: 'dm', id: this.ids.next(), recipient };
    this.channels.set(channel.id, channel);
    return channel;
  }

  memberOf(user: User): Member {
    const member = this.members.get(user.id);
    if (member === undefined) throw new Error(`${user.username} is nobody of this world`);
    return member;
  }
}
