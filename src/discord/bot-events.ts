export const QUESTION_WAYS = ['mention', 'reply', 'direct', 'slash', 'menu'] as const;
export type QuestionWay = (typeof QUESTION_WAYS)[number];

/**
 * What became of a question: `perhaps` where it was answered with a reserve, `refused` where the articles don't tell, `unread` where
 * passages were found and could not be read, `small-talk` where nothing was asked, `busy` where too many others were waiting.
 */
export const QUESTION_OUTCOMES = [
  'answered',
  'perhaps',
  'refused',
  'unread',
  'small-talk',
  'busy',
  'failed',
] as const;
export type QuestionOutcome = (typeof QUESTION_OUTCOMES)[number];

/** Why a question was turned away before it was looked at. */
export const TURN_AWAY_REASONS = [
  'cooldown',
  'stopping',
  'too-many',
  'wrong-channel',
  'nothing-asked',
] as const;
export type TurnAwayReason = (typeof TURN_AWAY_REASONS)[number];

/** A question that was dealt with. It names neither its asker nor its words, so that no metric can. */
interface DealtQuestion {
  readonly way: QuestionWay;
  readonly outcome: QuestionOutcome;
  /** Milliseconds from its coming until its answer was made or had failed; sending it is not in them. */
  readonly ms: number;
}

/** Who hears what becomes of questions. */
export interface QuestionEvents {
  readonly onDealtWith?: (question: DealtQuestion) => void;
  readonly onTurnedAway?: (reason: TurnAwayReason) => void;
}

/**
 * How the connection to Discord's gateway does; `disconnected` is one that will not be made again, and `stand-by` that another process
 * answers and this one waits.
 */
export const GATEWAY_STATES = ['connecting', 'ready', 'disconnected', 'stand-by'] as const;
export type GatewayState = (typeof GATEWAY_STATES)[number];

/** How requests to Discord's API do: `failing` once nothing sent goes through, or the token is not taken. */
export const API_STATES = ['working', 'failing'] as const;

export interface BotActivity {
  readonly gateway: GatewayState;
  readonly api: (typeof API_STATES)[number];
  /** Milliseconds from a heartbeat of the gateway to its acknowledgement; null before the first. */
  readonly pingMs: number | null;
  /** Messages and interactions being dealt with. */
  readonly underWay: number;
}
