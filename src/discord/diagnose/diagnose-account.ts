import { OAuth2Scopes, Routes } from 'discord.js';
import { z } from 'zod';
import type { DiagnosticRequests } from './diagnose-requests.js';
import { INVITE_PERMISSIONS } from '../guards/permissions.js';

/** Whose the token is. */
export interface DiscordAccount {
  /** Differs from {@link applicationId} in applications of before 2016. */
  readonly botId: string;
  readonly botName: string;
  readonly applicationId: string;
  /** Servers that the bot is on, as Discord counts them now and then; null where it does not say. */
  readonly servers: number | null;
  /** Where somebody who manages a server invites the bot with all that it needs. */
  readonly inviteLink: string;
}

const userSchema = z.object({ id: z.string(), username: z.string() });
const applicationSchema = z.object({ id: z.string(), approximate_guild_count: z.int().optional() });

/**
 * Asks Discord whose the token is.
 *
 * @throws {@link UserError} `discord-token-invalid`, `discord-unreachable`
 */
export async function diagnoseAccount(requests: DiagnosticRequests): Promise<DiscordAccount> {
  const bot = await requests.get(Routes.user(), userSchema);
  const application = await requests.get(Routes.currentApplication(), applicationSchema);
  return {
    botId: bot.id,
    botName: bot.username,
    applicationId: application.id,
    servers: application.approximate_guild_count ?? null,
    inviteLink: inviteLink(application.id),
  };
}

function inviteLink(applicationId: string): string {
  const scope = `${OAuth2Scopes.Bot}+${OAuth2Scopes.ApplicationsCommands}`;
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=${scope}&permissions=${INVITE_PERMISSIONS}`;
}
