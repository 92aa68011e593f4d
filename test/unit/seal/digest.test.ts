import { describe, expect, it } from 'vitest';
import { sha256Hex, StreamDigest } from '../../../src/seal/digest.js';

describe('sha256Hex', () => {
  it('gives the digests of FIPS 180-4', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('takes a text as its UTF-8 bytes', () => {
    expect(sha256Hex('정가 €')).toBe(sha256Hex(new TextEncoder().encode('정가 €')));
  });

  it('refuses a text that has no UTF-8', () => {
    expect(() => sha256Hex('a\ud800')).toThrow(/surrogate/);
  });
});

describe('StreamDigest', () => {
  it('gives the digest of all pieces, and goes on', () => {
    const digest = new StreamDigest();
    expect(digest.hex()).toBe(sha256Hex(''));
    const piece = Buffer.from('a');
    digest.update(piece);
    piece.fill(0);
    digest.update(Buffer.from('bc'));
    expect(digest.hex()).toBe(sha256Hex('abc'));
    digest.update(Buffer.from('d'));
    expect(digest.hex()).toBe(sha256Hex('abcd'));
  });
});
