import type { ApprovalPolicy } from '../catalog/approval.js';
import { GuardError } from '../core/errors.js';
import { isSoundPublicKey } from '../seal/ed25519.js';
import { plainText } from '../text/plain-text.js';
import { PUBLIC_KEY_PREFIX } from '../wire/public-key-line.js';
import type { Policy } from '../wire/policy.js';
import { readUtf8 } from './policy-file.js';
import { statOf } from './file-stat.js';

/** Where the keys come from that a price book is verified by. */
export interface BookKeyFlags {
  /** Texts such as `ed25519:BASE64`. */
  readonly publicKey: readonly string[];
  /** Files of such lines, as `saleguard keys new` writes them beside a private key. */
  readonly keyFile: readonly string[];
}

/** Far more than the keys of everybody who seals. */
const FILE_BYTES_MAX = 65_536;

/**
 * Public keys, raw, base64: those named, and those of the people of the policy whose role may seal.
 *
 * @throws GuardError `usage` when there is none; `input` for what is no public key.
 */
export function bookKeys(
  flags: BookKeyFlags,
  policy: Policy,
  policyFlag: string | undefined,
): readonly string[] {
  const keys = [
    ...flags.publicKey.map((text) => keyOf(text, '--public-key')),
    ...flags.keyFile.flatMap(keysOfFile),
    ...sealersOf(policy.approvals),
  ];
  if (keys.length > 0) return keys;
  throw new GuardError({
    code: 'usage',
    message:
      policyFlag === undefined
        ? "no key to verify the book by; give --policy, or the sealer's public key with --key-file or --public-key"
        : `${policyFlag} lists nobody who may seal (approvals.roles with seal: true); give the sealer's public key with --key-file or --public-key`,
  });
}

/** The person of a policy who has a key, by the opaque id; undefined when the policy knows none. */
export function personOf(keyId: string, policy: Policy): string | undefined {
  return policy.approvals?.people.find((person) => person.keyId === keyId)?.id;
}

/** Public keys, raw, base64, of the people whose role may seal. */
export function sealersOf(approvals: ApprovalPolicy | undefined): string[] {
  if (approvals === undefined) return [];
  const roles = new Set(approvals.roles.filter(({ maySeal }) => maySeal).map(({ name }) => name));
  return approvals.people.filter(({ role }) => roles.has(role)).map(({ publicKey }) => publicKey);
}

function keysOfFile(path: string): string[] {
  const size = statOf(path)?.size ?? 0;
  if (size > FILE_BYTES_MAX) throw wrong(path, `has ${size} bytes, too many for a file of public keys`);
  const text = readUtf8(path);
  if (text.includes('PRIVATE KEY'))
    throw wrong(path, 'is a private key, which only its owner needs; give the .pub file beside it');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0) throw wrong(path, 'is empty; it should hold a line such as ed25519:BASE64');
  return lines.map((line) => keyOf(line.trim(), path));
}

function keyOf(text: string, source: string): string {
  const key = text.startsWith(PUBLIC_KEY_PREFIX) ? text.slice(PUBLIC_KEY_PREFIX.length) : '';
  if (isSoundPublicKey(key)) return key;
  if (text.includes('PRIVATE KEY'))
    throw new GuardError({
      code: 'usage',
      message: `${source} is given a private key, where others can see it: consider it known and make a new one`,
    });
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  throw wrong(
    source,
    `says ${plainText(shown)}, expected a public key such as ed25519:BASE64, as "saleguard keys show" prints it`,
  );
}

function wrong(source: string, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${source} ${what}` });
}
