/** What stands before a public key in files for people. */
export const PUBLIC_KEY_PREFIX = 'ed25519:';

/** A public key (raw, base64) as policies write it. */
export function publicKeyLine(publicKey: string): string {
  return `${PUBLIC_KEY_PREFIX}${publicKey}`;
}
