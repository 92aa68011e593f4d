import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSoundPoint } from '../../../src/seal/ed25519-point.js';

function isSound(hex: string): boolean {
  return isSoundPoint(Buffer.from(hex, 'hex'));
}

describe('isSoundPoint', () => {
  it('takes public keys of the generator and of RFC 8032, section 7.1', () => {
    for (let count = 0; count < 8; count++) {
      const der = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
      expect(isSoundPoint(der.subarray(12))).toBe(true);
    }
    expect(isSound('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')).toBe(true);
    expect(isSound('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025')).toBe(true);
  });

  it.each([
    ['order 1', `01${'00'.repeat(31)}`],
    ['order 2', `ec${'ff'.repeat(30)}7f`],
    ['order 4', '00'.repeat(32)],
    ['order 4, the other sign', `${'00'.repeat(31)}80`],
    ['order 8, one', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['order 8, two', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'],
    ['order 8, three', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['order 8, four', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'],
  ])('refuses the point of %s, under which anybody can sign', (_order, hex) => {
    expect(isSound(hex)).toBe(false);
  });

  it.each([
    ['y = p, a second spelling of 0', `ed${'ff'.repeat(30)}7f`],
    ['y = p + 1, a second spelling of 1', `ee${'ff'.repeat(30)}7f`],
    ['y = 2^255 - 1', `${'ff'.repeat(31)}7f`],
    ['x = 0 with a sign', `01${'00'.repeat(30)}80`],
    ['y = 2, which has no x', `02${'00'.repeat(31)}`],
    ['31 bytes', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751'],
    ['no bytes', ''],
  ])('refuses %s', (_what, hex) => {
    expect(isSound(hex)).toBe(false);
  });

  it('tells about half of all numbers from points', () => {
    const points = Array.from({ length: 40 }, (_, index) =>
      isSound(`${(index + 3).toString(16).padStart(2, '0')}${'00'.repeat(31)}`),
    );
    const count = points.filter(Boolean).length;
    expect(count).toBeGreaterThan(8);
    expect(count).toBeLessThan(32);
  });
});
