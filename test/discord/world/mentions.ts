import { AllowedMentionsTypes, type APIAllowedMentions } from 'discord.js';

/** Who is notified of a message. */
export interface Pings {
  /** Ids of users. */
  readonly users: readonly string[];
  /** Ids of roles. */
  readonly roles: readonly string[];
  /** Whether `@everyone` or `@here` counts. */
  readonly everyone: boolean;
}

/** What decides who is notified, besides the text. */
export interface MentionContext {
  /** Null or absent: everything in the text counts. */
  readonly allowed: APIAllowedMentions | null | undefined;
  /** The author of the message that is replied to. */
  readonly repliedUser: string | null;
  /** Whether the sender may mention everyone and roles that not everyone may mention. */
  readonly mayMentionEveryone: boolean;
  /** The roles of the guild that everyone may mention. */
  readonly mentionableRoles: readonly string[];
  isUser(id: string): boolean;
  isRole(id: string): boolean;
}

const USER_MENTION = /<@!?(\d+)>/gu;
const ROLE_MENTION = /<@&(\d+)>/gu;
const KINDS = { users: AllowedMentionsTypes.User, roles: AllowedMentionsTypes.Role } as const;
const EVERYONE = /@(?:everyone|here)/u;

/**
 * Who would be notified of a message, by https://docs.discord.com/developers/resources/message#allowed-mentions-object.
 * Stricter than Discord in two points, so that a test may trust an empty answer: a mention within code counts, and an edit
 * counts as a new message.
 */
export function pingsOf(text: string, context: MentionContext): Pings {
  const { allowed, repliedUser, mayMentionEveryone, mentionableRoles } = context;
  const users = idsIn(text, USER_MENTION)
    .filter((id) => context.isUser(id))
    .filter((id) => isAllowed(allowed, 'users', id));
  const replied = repliedUser !== null && (allowed?.replied_user ?? isUnset(allowed)) ? [repliedUser] : [];
  const roles = idsIn(text, ROLE_MENTION)
    .filter((id) => context.isRole(id) && (mayMentionEveryone || mentionableRoles.includes(id)))
    .filter((id) => isAllowed(allowed, 'roles', id));
  const everyoneAllowed =
    isUnset(allowed) || (allowed.parse ?? []).some((kind) => kind === AllowedMentionsTypes.Everyone);
  return {
    users: [...new Set([...users, ...replied])],
    roles,
    everyone: mayMentionEveryone && everyoneAllowed && EVERYONE.test(text),
  };
}

function isUnset(allowed: MentionContext['allowed']): allowed is null | undefined {
  return allowed === null || allowed === undefined;
}

function idsIn(text: string, mention: RegExp): string[] {
  return [...new Set([...text.matchAll(mention)].map(([, id = '']) => id))];
}

function isAllowed(allowed: MentionContext['allowed'], kind: 'users' | 'roles', id: string): boolean {
  if (isUnset(allowed)) return true;
  return (allowed.parse ?? []).some((parsed) => parsed === KINDS[kind]) || (allowed[kind] ?? []).includes(id);
}
