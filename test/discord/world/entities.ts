/** A person or a bot. */
export interface User {
  readonly id: string;
  readonly username: string;
  /** The name that is shown. */
  readonly displayName: string;
  readonly isBot: boolean;
  /** The language of their Discord app, such as `vi` or `en-US`. */
  readonly locale: string;
}

/** A role of the guild. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  /** Whether everyone may mention it. */
  readonly mentionable: boolean;
}

/** Somebody's place in the guild. */
export interface Member {
  readonly user: User;
  /** Ids, without the role of everyone. */
  readonly roles: readonly string[];
}

/** What a channel grants or takes away, against the roles. */
export interface Overwrite {
  /** Of a role or a member. */
  readonly id: string;
  readonly kind: 'role' | 'member';
  readonly allow: bigint;
  readonly deny: bigint;
}

/** A heading that channels of the guild stand under. */
export interface Category {
  readonly kind: 'category';
  readonly id: string;
  readonly name: string;
}

/** A text channel of the guild. */
export interface TextChannel {
  readonly kind: 'text';
  readonly id: string;
  readonly name: string;
  readonly category: Category | null;
  readonly overwrites: Overwrite[];
}

/** A public thread. */
export interface Thread {
  readonly kind: 'thread';
  readonly id: string;
  readonly name: string;
  readonly parent: TextChannel;
  readonly owner: User;
}

/** The direct messages between a user and the bot. */
export interface DmChannel {
  readonly kind: 'dm';
  readonly id: string;
  readonly recipient: User;
}

/** A channel of the guild. */
export type GuildChannel = TextChannel | Thread;

/** Anywhere that messages are. */
export type Channel = GuildChannel | DmChannel;
