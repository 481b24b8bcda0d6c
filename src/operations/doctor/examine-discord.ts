import {
  diagnoseAccount,
  DiagnosticRequests,
  type DiscordAccount,
  registeredCommands,
} from '../../discord/connection/diagnose.js';
import { DiagnosedPlaces } from '../../discord/connection/diagnose-places.js';
import type { Settings } from '../../config/settings.js';
import { attempt } from './attempt.js';
import type { Finding } from './finding.js';
import { judgeAccount, judgeChannel, judgeCommands, judgeGuild, judgeToken } from './judge-discord.js';
import type { StepHint } from './step-hint.js';

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
      yield* await attempt('discord', hint, look);
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
