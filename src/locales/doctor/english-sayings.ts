import { wordsIn } from '../discord/words-in.js';
import { englishWording } from '../english.js';
import { counted } from '../plural.js';
import type { Facts, GenerationFacts } from '../../operations/doctor/finding.js';
import type { DoctorWords } from './doctor-words.js';

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const AGO = new Intl.RelativeTimeFormat('en');
const DAY_HOURS = 24;

const REINDEX = 'run `npm run reindex`';
const DEPLOY = 'run `npm run deploy-commands`';
const { permissions } = wordsIn('en');

const moment = (isoTime: string) => MOMENT.format(new Date(isoTime));

function ago(hours: number): string {
  if (hours === 0) return 'less than an hour ago';
  return hours < 2 * DAY_HOURS
    ? AGO.format(-hours, 'hour')
    : AGO.format(-Math.floor(hours / DAY_HOURS), 'day');
}

function generation({ builtAt, ageHours, articles, passages }: GenerationFacts): string {
  const holds = `${counted(articles, 'article')} and ${counted(passages, 'passage')}`;
  return `built on ${moment(builtAt)}, ${ago(ageHours)}; ${holds}`;
}

function size(bytes: number): string {
  return bytes < 1e9
    ? `${englishWording.decimal(bytes / 1e6)} MB`
    : `${englishWording.decimal(bytes / 1e9)} GB`;
}

const place = (guildId: string | null) => (guildId === null ? 'on every server' : `on server ${guildId}`);
const named = (about: string, names: readonly string[]) =>
  names.length === 0 ? [] : [`${about} ${names.join(', ')}`];

function differences({ missing, changed, unknown }: Facts['commands-differ']): string {
  return [
    ...named('missing:', missing),
    ...named('of another version:', changed),
    ...named('not the bot’s:', unknown),
  ].join('; ');
}

/** English. */
export const englishSayings: DoctorWords['sayings'] = {
  'node-fit': ({ version }) => ({ what: version }),
  'node-too-old': ({ version, needed }) => ({
    what: `${version} is too old`,
    todo: `install ${needed} or newer from https://nodejs.org`,
  }),
  'settings-right': () => ({ what: 'none is wrong' }),
  'not-checked': ({ because }) => ({
    what: `not looked at: ${because.join(', ')} must be right for that`,
    todo: 'mend the settings first',
  }),
  'articles-readable': ({ folder, articles }) => ({ what: `${counted(articles, 'article')} in ${folder}` }),
  'articles-unreadable': ({ folder }) => ({
    what: `no file in ${folder} can be read as an article`,
    todo: 'mend the files named below, or set ARTICLES_DIR to another folder',
  }),
  'article-problem': ({ path, message, hint }) => ({ what: `${path}: ${message}`, todo: hint }),
  'more-article-problems': ({ count }) => ({
    what: `${counted(count, 'more file')} can’t be read`,
    todo: `${REINDEX}: it names all of them`,
  }),
  'model-works': ({ name, dimensions }) => ({
    what: `${name} works (vectors of ${dimensions} dimensions)`,
  }),
  'model-not-downloaded': ({ name, folder }) => ({
    what: `${name} is not in ${folder} yet`,
    todo: `${REINDEX}: it downloads the model`,
  }),
  'model-talks-nonsense': ({ name }) => ({
    what: `${name} opens, but gives numbers that mean nothing`,
    todo: 'use another model, or convert it to ONNX again',
  }),
  'reader-works': ({ name }) => ({ what: `${name} works` }),
  'reader-off': () => ({
    what: 'READER_MODEL is off: passages are found and shown, but nothing reads them',
    todo: 'leave READER_MODEL out, and questions are answered again',
  }),
  'reader-not-downloaded': ({ name, folder }) => ({
    what: `${name} is not in ${folder} yet`,
    todo: 'npm start: it downloads the model',
  }),
  'index-whole': (facts) => ({ what: `every file is as it was written; ${generation(facts)}` }),
  'index-stands-in': (facts) => ({
    what: `the last good index is used instead: ${generation(facts)}`,
    todo: REINDEX,
  }),
  'index-from-future': ({ builtAt }) => ({
    what: `it was built on ${moment(builtAt)}, which is still to come`,
    todo: 'check the clock of this machine',
  }),
  'rollback-possible': (facts) => ({
    what: `the index before is whole, too (\`npm run reindex -- --rollback\`): ${generation(facts)}`,
  }),
  'rollback-damaged': ({ reason }) => ({
    what: `the index before, kept to go back to, can’t be used: ${reason}`,
    todo: 'nothing: the next reindex that changes something replaces it',
  }),
  'index-fits-model': ({ modelName }) => ({
    what: `built with ${modelName} and the rules by which passages are cut now`,
  }),
  'index-as-articles': () => ({ what: 'up to date with the articles' }),
  'index-behind-articles': ({ added, changed, removed }) => ({
    what: `behind the articles: ${added} added, ${changed} changed, ${removed} removed`,
    todo: REINDEX,
  }),
  'index-not-compared': () => ({
    what: 'not compared with the model and the articles, for the model can’t be used',
    todo: 'see to the model first',
  }),
  'index-writable': ({ folder }) => ({ what: `${folder} can be written to` }),
  'writer-at-work': ({ pid, since }) => ({
    what: `process ${pid} is bringing it up to date, since ${moment(since)}`,
  }),
  'lock-left-behind': ({ pid, since }) => ({
    what: `process ${pid}, which locked it on ${moment(since)}, ended before it was done`,
    todo: `${REINDEX}: it takes the lock over and goes on`,
  }),
  'lock-of-another-machine': ({ file, pid, host, since }) => ({
    what: `locked by process ${pid} on ${host} since ${moment(since)}`,
    todo: `wait until it is done; if it no longer runs there, delete ${file}`,
  }),
  'lock-unreadable': ({ file }) => ({
    what: `locked, and ${file} does not say by whom`,
    todo: `if no reindex is running, delete ${file}`,
  }),
  'space-enough': ({ freeBytes }) => ({ what: `${size(freeBytes)} free for the index` }),
  'space-scarce': ({ freeBytes, wantedBytes }) => ({
    what: `${size(freeBytes)} free for the index; the next reindex may need ${size(wantedBytes)}`,
    todo: 'make room on that disk soon',
  }),
  'space-too-little': ({ freeBytes, wantedBytes }) => ({
    what: `only ${size(freeBytes)} free for the index; the next reindex may need ${size(wantedBytes)}`,
    todo: 'make room on that disk, or set INDEX_DIR to a folder on another one',
  }),
  'file-writable': ({ setting, file }) => ({ what: `${file} can be written to (${setting})` }),
  'file-unwritable': ({ setting, file, reason }) => ({
    what: `${file} can’t be written to: ${reason}`,
    todo: `give the user who runs the bot the right to, or set ${setting} to another file`,
  }),
  'discord-not-used': () => ({ what: 'DISCORD_TOKEN is not set, so the program is a chat on the terminal' }),
  'token-impossible': () => ({
    what: 'DISCORD_TOKEN holds characters that no token has',
    todo: 'copy the token again from your application’s page Bot, on one line and without quotation marks',
  }),
  'token-odd': () => ({
    what: 'DISCORD_TOKEN does not look like a bot’s token, which has three parts with dots between them',
    todo: 'copy the token from your application’s page Bot, not its client secret or public key',
  }),
  'token-accepted': ({ api, botName, applicationId }) => ({
    what: `${api} knows the token: bot ${botName}, application id ${applicationId}`,
  }),
  'bot-uninvited': ({ inviteLink }) => ({
    what: 'the bot is on no server',
    todo: `invite it: ${inviteLink}`,
  }),
  'guild-unknown': ({ guildId, inviteLink }) => ({
    what: `the bot is not on server ${guildId}`,
    todo: `mend GUILD_ID, or invite the bot: ${inviteLink}`,
  }),
  'channel-unseen': ({ channelId }) => ({
    what: `the bot sees no channel ${channelId}, which ALLOWED_CHANNELS names`,
    todo: 'mend the id, or let the bot see that channel',
  }),
  'permissions-enough': ({ kind, name }) => ({
    what: `on ${kind === 'guild' ? 'server' : 'channel'} ${name} the bot may do all that it needs`,
  }),
  'permissions-missing': ({ kind, name, missing }) => ({
    what: `on ${kind === 'guild' ? 'server' : 'channel'} ${name} the bot lacks permissions`,
    todo: `grant it ${missing.map((permission) => permissions[permission]).join(', ')}`,
  }),
  'commands-registered': ({ guildId, count }) => ({
    what: `${counted(count, 'command')} registered ${place(guildId)}`,
  }),
  'commands-unregistered': ({ guildId }) => ({
    what: `no command is registered ${place(guildId)}`,
    todo: DEPLOY,
  }),
  'commands-differ': (facts) => ({
    what: `the commands ${place(facts.guildId)} are not as they should be; ${differences(facts)}`,
    todo: DEPLOY,
  }),
  'commands-hidden': ({ guildId }) => ({
    what: `Discord does not show the bot its commands ${place(guildId)}`,
    todo: 'invite the bot again by a link with the scope applications.commands',
  }),
  'commands-twice': ({ count }) => ({
    what: `${counted(count, 'command')} registered on every server besides, so people see them twice`,
    todo: 'run `npm run deploy-commands -- --remove` once with GUILD_ID left out',
  }),
};
