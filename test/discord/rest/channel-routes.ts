import { MessageType, PermissionFlagsBits } from 'discord.js';
import type { Backend } from '../backend.js';
import type { MessageBody } from '../validation/check-message.js';
import type { Channel } from '../world/entities.js';
import type { Message } from '../world/message.js';
import { messagePayload } from '../world/message-payload.js';
import { channelPayload } from '../world/payloads.js';
import { may } from '../world/permissions.js';
import { refusals } from './api-error.js';
import { channelForBot, channelToWriteIn, messageForBot } from './bot-access.js';
import { acceptedBody, editedContent, newContent } from './message-change.js';
import { done, ok, type RestRequest, type Route } from './route.js';

const PAGE = 50;
const LARGEST_PAGE = 100;

/** Channels and their messages, as far as the bot may. */
export function channelRoutes(backend: Backend): Route[] {
  const { world, messages, journal, readsContent } = backend;
  const payload = (message: Message) => messagePayload(world, message, readsContent);
  const messageOf = ({ param }: RestRequest) => messageForBot(backend, param('channel'), param('message'));
  const own = (request: RestRequest): Message => {
    const message = messageOf(request);
    if (message.author !== world.bot) throw refusals.notTheAuthor();
    return message;
  };
  return [
    {
      method: 'GET',
      pattern: '/channels/:channel',
      handle: ({ param }) => ok(channelPayload(world, channelForBot(backend, param('channel')))),
    },
    {
      method: 'POST',
      pattern: '/channels/:channel/typing',
      handle: ({ param, arrivedAt }) => {
        backend.typing.push({ channel: channelToWriteIn(backend, param('channel')), at: arrivedAt });
        return done;
      },
    },
    {
      method: 'GET',
      pattern: '/channels/:channel/messages',
      handle: ({ param, query }) => {
        const channel = channelForBot(backend, param('channel'));
        return ok(page(readable(backend, channel), query).map(payload));
      },
    },
    {
      method: 'POST',
      pattern: '/channels/:channel/messages',
      handle: (request) => ok(payload(send(backend, request))),
    },
    {
      method: 'GET',
      pattern: '/channels/:channel/messages/:message',
      handle: (request) => {
        channelForBot(backend, request.param('channel'), PermissionFlagsBits.ReadMessageHistory);
        return ok(payload(messageOf(request)));
      },
    },
    {
      method: 'PATCH',
      pattern: '/channels/:channel/messages/:message',
      handle: (request) => {
        const message = own(request);
        const body = acceptedBody(journal, 'edit', request.body, message);
        messages.edit(message, editedContent(message, body, request.files), body.allowed_mentions);
        return ok(payload(message));
      },
    },
    {
      method: 'DELETE',
      pattern: '/channels/:channel/messages/:message',
      handle: (request) => {
        const message = messageOf(request);
        if (message.author !== world.bot) {
          channelForBot(backend, request.param('channel'), PermissionFlagsBits.ManageMessages);
        }
        messages.delete(message);
        return done;
      },
    },
  ];
}

function send(backend: Backend, { param, body: raw, files }: RestRequest): Message {
  const { world, messages, journal, nonces } = backend;
  const channel = channelToWriteIn(backend, param('channel'));
  const body = acceptedBody(journal, 'create', raw, null);
  const nonce = body.enforce_nonce === true ? `${channel.id} ${body.nonce ?? ''}` : null;
  const there = nonce === null ? undefined : nonces.get(nonce);
  if (there !== undefined) return there;
  const said = newContent(body, files);
  if (said.embeds.length > 0) channelForBot(backend, channel.id, PermissionFlagsBits.EmbedLinks);
  if (files.length > 0) channelForBot(backend, channel.id, PermissionFlagsBits.AttachFiles);
  const repliesTo = referenced(backend, channel, body);
  const message = messages.create({
    ...said,
    channel,
    author: world.bot,
    type: repliesTo === null ? MessageType.Default : MessageType.Reply,
    repliesTo,
    allowedMentions: body.allowed_mentions,
  });
  if (nonce !== null) nonces.set(nonce, message);
  return message;
}

/** The message that a new one replies to. @throws {@link ApiError} 160002, or 50035 when there is none */
function referenced({ world, messages }: Backend, channel: Channel, body: MessageBody): Message | null {
  const reference = body.message_reference;
  if (reference === null || reference === undefined) return null;
  if (!may(world, world.bot, channel, PermissionFlagsBits.ReadMessageHistory)) throw refusals.cannotReply();
  const message = messages.find(reference.message_id);
  if (message?.channel === channel) return message;
  if (reference.fail_if_not_exists === false) return null;
  throw refusals.invalidForm([
    { path: ['message_reference'], code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' },
  ]);
}

/** The channel's messages; none without READ_MESSAGE_HISTORY, as Discord answers. */
function readable({ world, messages }: Backend, channel: Channel): Message[] {
  return may(world, world.bot, channel, PermissionFlagsBits.ReadMessageHistory) ? messages.in(channel) : [];
}

/** Newest first, by `before`, `after`, `around` and `limit`. */
function page(all: readonly Message[], query: URLSearchParams): Message[] {
  const limit = Math.min(Number(query.get('limit') ?? PAGE), LARGEST_PAGE);
  const before = query.get('before');
  const after = query.get('after');
  const around = query.get('around');
  if (after !== null)
    return all
      .filter(({ id }) => BigInt(id) > BigInt(after))
      .slice(0, limit)
      .reverse();
  if (before !== null)
    return all
      .filter(({ id }) => BigInt(id) < BigInt(before))
      .slice(-limit)
      .reverse();
  if (around === null) return all.slice(-limit).reverse();
  const at = all.findIndex(({ id }) => BigInt(id) >= BigInt(around));
  const first = Math.max(0, (at === -1 ? all.length : at) - Math.floor(limit / 2));
  return all.slice(first, first + limit).reverse();
}
