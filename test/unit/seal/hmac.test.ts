import { describe, expect, it } from 'vitest';
import { hmacSha256 } from '../../../src/seal/hmac.js';

describe('hmacSha256', () => {
  it('gives the digest of RFC 4231, test case 6', () => {
    const digest = hmacSha256({
      key: new Uint8Array(131).fill(0xaa),
      message: 'Test Using Larger Than Block-Size Key - Hash Key First',
    });
    expect(digest.toString('hex')).toBe('60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54');
  });

  it('reads texts as UTF-8', () => {
    const key = '열쇠'.repeat(6);
    expect(hmacSha256({ key, message: '가' })).toEqual(hmacSha256({ key: Buffer.from(key), message: '가' }));
  });

  it('takes no key below 32 bytes, and counts bytes', () => {
    const message = 'text';
    expect(() => hmacSha256({ key: 'x'.repeat(31), message })).toThrow('31 bytes');
    expect(hmacSha256({ key: '가'.repeat(11), message })).toHaveLength(32);
  });

  it('has none for half of a surrogate pair', () => {
    expect(() => hmacSha256({ key: 'x'.repeat(32), message: '\ud83d' })).toThrow('surrogate');
  });
});
