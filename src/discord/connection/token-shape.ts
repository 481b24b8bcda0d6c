/** True for what can be a token. Anything else cannot even be sent, and the error that says so would repeat it. */
export function isTokenShaped(token: string): boolean {
  return /^[\w.-]+$/u.test(token);
}
