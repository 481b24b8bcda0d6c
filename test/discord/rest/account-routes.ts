import type { Backend } from '../backend.js';
import { channelPayload, userPayload } from '../world/payloads.js';
import { required } from '../validation/form-issue.js';
import { refusals } from './api-error.js';
import { ok, type Route } from './route.js';

const DAILY_STARTS = 1000;
const DAY_MS = 86_400_000;

/** The gateway's address, the bot itself, and the users it may write to. */
export function accountRoutes(backend: Backend): Route[] {
  const { world } = backend;
  const application = () => ok(backend.applicationPayload());
  return [
    {
      method: 'GET',
      pattern: '/gateway/bot',
      handle: () =>
        ok({
          url: backend.gatewayUrl,
          shards: backend.recommendedShards,
          session_start_limit: {
            total: DAILY_STARTS,
            remaining: DAILY_STARTS,
            reset_after: DAY_MS,
            max_concurrency: backend.maxConcurrency,
          },
        }),
    },
    { method: 'GET', pattern: '/applications/@me', handle: application },
    { method: 'GET', pattern: '/oauth2/applications/@me', handle: application },
    { method: 'GET', pattern: '/users/@me', handle: () => ok(userPayload(world.bot)) },
    {
      method: 'GET',
      pattern: '/users/:user',
      handle: ({ param }) => {
        const member = world.members.get(param('user'));
        if (member === undefined) throw refusals.unknownUser();
        return ok(userPayload(member.user));
      },
    },
    {
      method: 'POST',
      pattern: '/users/@me/channels',
      handle: ({ body }) => {
        const { recipient_id: id } = (body ?? {}) as { recipient_id?: string };
        if (id === undefined) throw refusals.invalidForm([required('recipient_id')]);
        const member = world.members.get(id);
        if (member === undefined) throw refusals.unknownUser();
        return ok(channelPayload(world, world.dmWith(member.user)));
      },
    },
  ];
}
