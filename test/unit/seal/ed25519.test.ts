import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import {
  isPublicKey,
  keyIdOf,
  newPrivateKeyPem,
  signingKeyFromPem,
  verifySignature,
} from '../../../src/seal/ed25519.js';

interface Vector {
  readonly name: string;
  readonly secret: string;
  readonly publicKey: string;
  readonly message: string;
  readonly signature: string;
}

/** RFC 8032, section 7.1, hex. */
const VECTORS: readonly Vector[] = [
  {
    name: 'TEST 1',
    secret: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    name: 'TEST 2',
    secret: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    name: 'TEST 3',
    secret: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
  {
    name: 'TEST SHA(abc)',
    secret: '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    publicKey: 'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    message:
      'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    signature:
      'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
  },
];

/** The PKCS #8 frame of a raw Ed25519 private key (RFC 8410, section 7). */
function pemOf(secretHex: string): string {
  const der = Buffer.from(`302e020100300506032b657004220420${secretHex}`, 'hex').toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
}

function base64(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}

function refusalOf(pem: string): string {
  try {
    signingKeyFromPem(pem);
  } catch (error) {
    if (isGuardError(error, 'invalid-argument')) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('Ed25519', () => {
  it.each(VECTORS)('signs and verifies $name of RFC 8032, section 7.1', (vector) => {
    const key = signingKeyFromPem(pemOf(vector.secret));
    const message = Buffer.from(vector.message, 'hex');
    expect(key.publicKey).toBe(base64(vector.publicKey));
    expect(key.sign(message)).toBe(base64(vector.signature));
    const signed = { publicKey: key.publicKey, message, signature: base64(vector.signature) };
    expect(verifySignature(signed)).toBe(true);
  });

  it('refuses a signature with any bit changed, and any other message or key', () => {
    const key = signingKeyFromPem(newPrivateKeyPem());
    const message = '승인';
    const signature = key.sign(message);
    const { publicKey } = key;
    expect(verifySignature({ publicKey, message, signature })).toBe(true);
    const bytes = Buffer.from(signature, 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifySignature({ publicKey, message, signature: changed.toString('base64') })).toBe(false);
    }
    expect(verifySignature({ publicKey, message: '승인 ', signature })).toBe(false);
    const other = signingKeyFromPem(newPrivateKeyPem()).publicKey;
    expect(verifySignature({ publicKey: other, message, signature })).toBe(false);
  });

  it('reads texts as their UTF-8 bytes', () => {
    const key = signingKeyFromPem(newPrivateKeyPem());
    const message = Buffer.from('가격');
    const { publicKey } = key;
    expect(verifySignature({ publicKey, message, signature: key.sign('가격') })).toBe(true);
    expect(() => key.sign('\ud83d')).toThrow('surrogate');
  });

  it.each([
    ['without its padding', (text: string) => text.replace(/=+$/, '')],
    ['in the alphabet of URLs', (text: string) => text.replaceAll('+', '-').replaceAll('/', '_')],
    ['with a blank', (text: string) => ` ${text}`],
    ['with a line end', (text: string) => `${text}\n`],
    ['twice', (text: string) => text + text],
    ['empty', () => ''],
    ['with its last bits set', (text: string) => text.replace(/.(?==)/, lastBitsSet)],
  ])('takes no signature and no key %s', (_what, change) => {
    // Of this key both texts hold a + and a /, so that every change is one.
    const [key, message] = keyWithSigns();
    const signature = key.sign(message);
    const { publicKey } = key;
    expect(verifySignature({ publicKey, message, signature: change(signature) })).toBe(false);
    expect(verifySignature({ publicKey: change(publicKey), message, signature })).toBe(false);
    expect(isPublicKey(change(publicKey))).toBe(false);
    expect(isPublicKey(publicKey)).toBe(true);
  });

  it('verifies nothing under 32 bytes that are no point', () => {
    const key = signingKeyFromPem(newPrivateKeyPem());
    const publicKey = base64(`02${'00'.repeat(31)}`);
    expect(verifySignature({ publicKey, message: 'text', signature: key.sign('text') })).toBe(false);
  });

  it('names a key by the digest of its public half', () => {
    expect(keyIdOf(base64('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'))).toBe(
      '21fe31dfa154a261',
    );
    expect(() => keyIdOf('d75a')).toThrow('base64 of 32 bytes');
  });

  it('makes a new key each time, in PKCS #8', () => {
    const pem = newPrivateKeyPem();
    expect(createPrivateKey(pem).asymmetricKeyType).toBe('ed25519');
    expect(pem.startsWith('-----BEGIN PRIVATE KEY-----\n')).toBe(true);
    expect(newPrivateKeyPem()).not.toBe(pem);
  });

  it('keeps the private key to itself', () => {
    const pem = newPrivateKeyPem();
    const key = signingKeyFromPem(pem);
    const secret = createPrivateKey(pem).export({ format: 'jwk' }).d ?? '';
    expect(secret).toHaveLength(43);
    const shown = [inspect(key, { depth: 9, showHidden: true }), JSON.stringify(key)].join();
    expect(shown).not.toContain(secret.slice(0, 20));
    expect(shown).not.toContain(pem.split('\n')[1]);
  });

  it.each([
    ['a public key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })],
    ['no PEM at all', 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g'],
    ['an empty text', ''],
    ['half of a key', pemOf('9d61b19deffd5a60ba84')],
    [
      'a key of another type',
      generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
    [
      'a key that needs a passphrase',
      generateKeyPairSync('ed25519').privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    ],
  ])('refuses %s without quoting it', (_what, pem) => {
    const message = refusalOf(String(pem));
    expect(message).toMatch(/private key/);
    const body = String(pem).split('\n')[1] ?? String(pem);
    if (body.length > 8) expect(message).not.toContain(body.slice(0, 8));
  });
});

/** A canonical last character of base64 has its unused bits at 0; this one has not. */
function lastBitsSet(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 1);
}

function keyWithSigns(): readonly [ReturnType<typeof signingKeyFromPem>, string] {
  for (let seed = 0; seed < 256; seed++) {
    const key = signingKeyFromPem(pemOf(seed.toString(16).padStart(2, '0').repeat(32)));
    if (!/[+]/.test(key.publicKey) || !/[/]/.test(key.publicKey)) continue;
    for (let count = 0; count < 100; count++) {
      const message = String(count);
      if (/[+].*[/]|[/].*[+]/.test(key.sign(message))) return [key, message];
    }
  }
  throw new Error('no such key');
}
