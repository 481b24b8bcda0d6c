/** Has the shape of a bot's token. Put together here, for a literal would look like a leak to whoever scans repositories for secrets. */
export const MADE_UP_TOKEN = [
  'MTIzNDU2Nzg5MDEyMzQ1Njc4',
  'GabcdE',
  '0123456789-abcdefghijklmnopqrstuvwx',
].join('.');
