import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { customerRef } from '../../../src/stock/customer-ref.js';
import type { CustomerKey } from '../../../src/stock/customer-ref.js';
import { ID_PATTERN } from '../../../src/core/id.js';

const KEY: CustomerKey = { key: 'a secret of at least thirty-two bytes', keyId: 'k1' };

describe('customerRef', () => {
  it('is the key id and 132 bits of an HMAC over purpose and customer', () => {
    const digest = createHmac('sha256', KEY.key)
      .update('saleguard:customer:v1\0account:123')
      .digest('base64url');
    expect(customerRef('account:123', KEY)).toBe(`k1.${digest.slice(0, 22)}`);
  });

  it('gives what its documentation shows', () => {
    expect(customerRef('account:123', KEY)).toBe('k1.BIIGyOGyl9PQ2VkSxCTaKx');
  });

  it('takes a key as bytes or as text', () => {
    const bytes = new TextEncoder().encode(String(KEY.key));
    expect(customerRef('account:123', { ...KEY, key: bytes })).toBe(customerRef('account:123', KEY));
  });

  it('differs for another customer, kind, key and key id', () => {
    const references = [
      customerRef('account:123', KEY),
      customerRef('account:124', KEY),
      customerRef('device:123', KEY),
      customerRef('account:123', { ...KEY, key: `${String(KEY.key)}!` }),
      customerRef('account:123', { ...KEY, keyId: 'k2' }),
    ];
    expect(new Set(references).size).toBe(references.length);
  });

  it('is an owner that a store takes, with the longest key id too', () => {
    const reference = customerRef('account:123', { ...KEY, keyId: 'Az09_-Az09_-Az09' });
    expect(reference).toMatch(ID_PATTERN);
    expect(reference).toHaveLength(16 + 1 + 22);
  });

  it('is one for a name typed on a Mac and on Windows', () => {
    expect(customerRef('contact:김'.normalize('NFD'), KEY)).toBe(
      customerRef('contact:김'.normalize('NFC'), KEY),
    );
  });

  it('takes 1 to 1,024 bytes', () => {
    expect(customerRef('x'.repeat(1_024), KEY)).toMatch(ID_PATTERN);
    expect(customerRef('가'.repeat(341), KEY)).toMatch(ID_PATTERN);
  });

  it.each<[string, unknown, object]>([
    ['an empty customer', '', {}],
    ['1,025 characters', 'x'.repeat(1_025), {}],
    ['1,026 bytes', '가'.repeat(342), {}],
    ['a number', 821012345678, {}],
    ['no customer', undefined, {}],
    ['half of a surrogate pair', 'secret\ud83d', {}],
    ['a key of 31 bytes', 'secret', { key: 'x'.repeat(31) }],
    ['31 key bytes', 'secret', { key: new Uint8Array(31) }],
    ['no key', 'secret', { key: undefined }],
    ['an array as key', 'secret', { key: Array.from({ length: 32 }, () => 0) }],
    ['a key with half of a surrogate pair', 'secret', { key: `\ud83d${'x'.repeat(40)}` }],
    ['no key id', 'secret', { keyId: undefined }],
    ['an empty key id', 'secret', { keyId: '' }],
    ['a dot in the key id', 'secret', { keyId: 'k.1' }],
    ['a key id of 17 characters', 'secret', { keyId: 'x'.repeat(17) }],
  ])('throws for %s and repeats nothing of it', (_, raw, change) => {
    // What JavaScript may hand in.
    const make = (): string => customerRef(raw as string, { ...KEY, ...change });
    let thrown: unknown;
    try {
      make();
    } catch (error) {
      thrown = error;
    }
    expect(isGuardError(thrown, 'invalid-argument')).toBe(true);
    expect(String(thrown)).not.toMatch(/secret|821012345678|xxxx/);
  });
});
