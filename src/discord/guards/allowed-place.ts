/** Where somebody speaks to the bot. */
export interface Place {
  readonly isDirect: boolean;
  readonly channelId: string;
  /** The channel that a thread belongs to, the category of a channel. */
  readonly parentId: string | null;
}

/** Whether the bot answers there: everywhere when no channel is named; else in those, their threads, and directly. */
export function isAllowedPlace(place: Place, allowedChannels: readonly string[]): boolean {
  if (allowedChannels.length === 0 || place.isDirect) return true;
  return [place.channelId, place.parentId].some((id) => id !== null && allowedChannels.includes(id));
}
