import {
  commandDifferences,
  diagnoseAccount,
  DiagnosticRequests,
  type DiscordAccount,
  type RegisteredCommand,
  registeredCommands,
  type DiagnosedPlace,
  DiagnosedPlaces,
} from '../../discord/connection/diagnose.js';
import type { Settings } from '../../config/settings.js';
import type { StepHint } from './report.js';
import { type Finding, found } from './finding.js';
import { hasTokenParts, isTokenShaped } from '../../discord/connection/errors.js';

/** What Discord tells of the bot over REST. The bot itself may be running meanwhile. */
export async function* examineDiscord(
  settings: Settings,
  token: string,
  hint: StepHint,
): AsyncGenerator<Finding> {
  const shape = judgeToken(token);
  yield* shape;
  if (shape.some(({ level }) => level === 'broken')) return;
  const requests = new DiagnosticRequests(settings, token);
  try {
    const account = await hint.during('discord', () => diagnoseAccount(requests));
    yield* judgeAccount(settings.discordApiUrl, account);
    for (const look of furtherLooks(settings, requests, account)) {
      yield* await hint.attempt('discord', look);
    }
  } catch (error) {
    // Without knowing whose the token is there is nothing more to look at.
    yield { check: 'discord', level: 'broken', error };
  } finally {
    requests.close();
  }
}

/** What to look at once it is known whose the token is. */
function furtherLooks(
  { guildId, allowedChannels }: Settings,
  requests: DiagnosticRequests,
  { botId, applicationId, inviteLink }: DiscordAccount,
): (() => Promise<Finding[]>)[] {
  const places = new DiagnosedPlaces(requests, botId);
  const guild = async (id: string) => [judgeGuild(id, await places.guild(id), inviteLink)];
  const channel = async (id: string) => [judgeChannel(id, await places.channel(id))];
  const commands = async () => {
    const everywhere = await registeredCommands(requests, applicationId, null);
    const registered =
      guildId === null ? everywhere : await registeredCommands(requests, applicationId, guildId);
    return judgeCommands(guildId, registered, everywhere ?? []);
  };
  return [
    ...(guildId === null ? [] : [() => guild(guildId)]),
    ...allowedChannels.map((id) => () => channel(id)),
    commands,
  ];
}

/** What a token looks like; empty when it looks as it should. */
export function judgeToken(token: string): Finding[] {
  if (!isTokenShaped(token)) {
    return [found('discord', 'broken', 'token-impossible', {})];
  }
  return hasTokenParts(token) ? [] : [found('discord', 'broken', 'token-odd', {})];
}

/** Whose the token is, and whether anybody has invited the bot. */
export function judgeAccount(
  api: string,
  { botName, applicationId, servers, inviteLink }: DiscordAccount,
): Finding[] {
  const accepted: Finding = found('discord', 'well', 'token-accepted', { api, botName, applicationId });
  return servers === 0
    ? [accepted, found('discord', 'warning', 'bot-uninvited', { inviteLink })]
    : [accepted];
}

/** What the bot may do on the server of GUILD_ID; `place` is null when it is not there. */
export function judgeGuild(id: string, place: DiagnosedPlace | null, inviteLink: string): Finding {
  if (place !== null) return judgePlace('guild', id, place);
  return found('discord', 'broken', 'guild-unknown', { guildId: id, inviteLink });
}

/** What the bot may do in a channel of ALLOWED_CHANNELS; `place` is null when it does not see it. */
export function judgeChannel(id: string, place: DiagnosedPlace | null): Finding {
  if (place !== null) return judgePlace('channel', id, place);
  return found('discord', 'warning', 'channel-unseen', { channelId: id });
}

function judgePlace(kind: 'guild' | 'channel', id: string, { name, missing }: DiagnosedPlace): Finding {
  const place = { kind, id, name };
  return missing.length === 0
    ? found('discord', 'well', 'permissions-enough', place)
    : found('discord', 'warning', 'permissions-missing', { ...place, missing });
}

/**
 * How the commands stand that are registered.
 *
 * @param guildId - the server that `npm run deploy-commands` registers them on; null for all
 * @param registered - those registered there; null when the bot may not look
 * @param everywhere - those registered on all servers
 */
export function judgeCommands(
  guildId: string | null,
  registered: readonly RegisteredCommand[] | null,
  everywhere: readonly RegisteredCommand[],
): Finding[] {
  const findings = [judgeRegistered(guildId, registered)];
  const count = everywhere.length;
  if (guildId === null || count === 0) return findings;
  return [...findings, found('discord', 'warning', 'commands-twice', { count })];
}

function judgeRegistered(guildId: string | null, registered: readonly RegisteredCommand[] | null): Finding {
  if (registered === null) {
    return found('discord', 'warning', 'commands-hidden', { guildId });
  }
  if (registered.length === 0) {
    return found('discord', 'warning', 'commands-unregistered', { guildId });
  }
  const differences = commandDifferences(registered);
  const isSame = Object.values(differences).every((names: readonly string[]) => names.length === 0);
  return isSame
    ? found('discord', 'well', 'commands-registered', { guildId, count: registered.length })
    : found('discord', 'warning', 'commands-differ', { guildId, ...differences });
}
