import type { FormIssue } from '../validation/form-issue.js';

/** A node of Discord's error tree: issues in `_errors`, and a child for each key or index below. */
interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

/** A refusal in Discord's shape: an HTTP status and `{code, message, errors?}`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Discord's JSON error code. */
  readonly code: number;
  readonly issues: readonly FormIssue[];

  constructor(status: number, code: number, message: string, issues: readonly FormIssue[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.issues = issues;
  }

  toJSON(): { code: number; message: string; errors?: ErrorTree } {
    const { code, message, issues } = this;
    return issues.length === 0 ? { code, message } : { code, message, errors: errorTree(issues) };
  }
}

function errorTree(issues: readonly FormIssue[]): ErrorTree {
  const root: ErrorTree = {};
  for (const { path, code, message } of issues) {
    let node = root;
    for (const key of path) node = (node[key] ??= {}) as ErrorTree;
    ((node['_errors'] ??= []) as { code: string; message: string }[]).push({ code, message });
  }
  return root;
}

/**
 * The errors that the stand-in answers with; numbers and words are those of
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes.
 */
export const refusals = {
  unauthorized: () => new ApiError(401, 0, '401: Unauthorized'),
  notFound: () => new ApiError(404, 0, '404: Not Found'),
  unknownChannel: () => new ApiError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new ApiError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new ApiError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new ApiError(404, 10008, 'Unknown Message'),
  unknownUser: () => new ApiError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new ApiError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new ApiError(404, 10062, 'Unknown interaction'),
  alreadyAcknowledged: () => new ApiError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new ApiError(403, 50001, 'Missing Access'),
  notTheAuthor: () => new ApiError(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new ApiError(400, 50006, 'Cannot send an empty message'),
  cannotMessageUser: () => new ApiError(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => new ApiError(403, 50013, 'Missing Permissions'),
  invalidWebhookToken: () => new ApiError(401, 50027, 'Invalid Webhook Token'),
  invalidForm: (issues: readonly FormIssue[]) => new ApiError(400, 50035, 'Invalid Form Body', issues),
  invalidJson: () => new ApiError(400, 50109, 'The request body contains invalid JSON.'),
  cannotReply: () => new ApiError(400, 160002, 'You cannot reply without permission to read message history'),
} as const;
