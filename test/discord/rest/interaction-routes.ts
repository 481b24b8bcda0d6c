import { InteractionResponseType as Response, MessageFlags } from 'discord.js';
import type { Backend } from '../backend.js';
import type { Interaction } from '../interactions/interaction.js';
import { required } from '../validation/form-issue.js';
import type { CallbackBody } from '../validation/check-callback.js';
import type { Message } from '../world/message.js';
import { messagePayload } from '../world/message-payload.js';
import { refusals } from './api-error.js';
import { done, ok, type RestRequest, type Route } from './route.js';

/** Responses to interactions. The token in the path is all the authority they need. */
export function interactionRoutes(backend: Backend): Route[] {
  const { desk, messages, world } = backend;
  const shown = (message: Message) => ok(messagePayload(world, message, backend.readsContent));
  const remove = (message: Message) => {
    messages.delete(message);
    return done;
  };
  const token = ({ param }: RestRequest): string => {
    if (param('application') !== world.bot.id) throw refusals.unknownWebhook();
    return param('token');
  };
  const webhook = '/webhooks/:application/:token';
  const routes: Route[] = [
    {
      method: 'POST',
      pattern: '/interactions/:id/:token/callback',
      handle: ({ param, query, body, files, arrivedAt }) => {
        const callback = callbackBody(body);
        const interaction = desk.respond(param('id'), param('token'), callback, files, arrivedAt);
        return query.get('with_response') === 'true' ? ok(callbackResponse(backend, interaction)) : done;
      },
    },
    {
      method: 'POST',
      pattern: webhook,
      handle: (request) => shown(desk.followUp(token(request), request.body, request.files)),
    },
    {
      method: 'GET',
      pattern: `${webhook}/messages/@original`,
      handle: (request) => shown(desk.original(token(request))),
    },
    {
      method: 'PATCH',
      pattern: `${webhook}/messages/@original`,
      handle: (request) => shown(desk.editOriginal(token(request), request.body, request.files)),
    },
    {
      method: 'DELETE',
      pattern: `${webhook}/messages/@original`,
      handle: (request) => remove(desk.original(token(request))),
    },
    {
      method: 'GET',
      pattern: `${webhook}/messages/:message`,
      handle: (request) => shown(desk.message(token(request), request.param('message'))),
    },
    {
      method: 'PATCH',
      pattern: `${webhook}/messages/:message`,
      handle: (request) =>
        shown(desk.editMessage(token(request), request.param('message'), request.body, request.files)),
    },
    {
      method: 'DELETE',
      pattern: `${webhook}/messages/:message`,
      handle: (request) => remove(desk.message(token(request), request.param('message'))),
    },
  ];
  return routes.map((route) => ({ ...route, isOpen: true }));
}

/** @throws {@link ApiError} 50035 for a body without a type. */
function callbackBody(body: unknown): CallbackBody {
  if (typeof (body as Partial<CallbackBody> | null)?.type !== 'number') {
    throw refusals.invalidForm([required('type')]);
  }
  return body as CallbackBody;
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-interaction-callback-response-object */
function callbackResponse(
  { world, readsContent }: Backend,
  interaction: Interaction,
): Record<string, unknown> {
  const { original, acknowledgement, start } = interaction;
  const flags = original?.latest.flags ?? 0;
  const hasMessage = original !== null && acknowledgement?.type !== Response.DeferredMessageUpdate;
  return {
    interaction: {
      id: start.id,
      type: { command: 2, component: 3, autocomplete: 4 }[start.kind],
      ...(hasMessage && {
        response_message_id: original.id,
        response_message_loading: (flags & MessageFlags.Loading) !== 0,
        response_message_ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
      }),
    },
    resource: {
      type: acknowledgement?.type,
      ...(hasMessage && { message: messagePayload(world, original, readsContent) }),
    },
  };
}
