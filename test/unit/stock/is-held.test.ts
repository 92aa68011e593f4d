import { describe, expect, it } from 'vitest';
import { isHeld } from '../../../src/stock/is-held.js';
import type { ExtendVerdict, SupersedeVerdict } from '../../../src/stock/verdict.js';

const AT = 1_800_000_000_000;

describe('an order holds its units', () => {
  it.each<SupersedeVerdict | ExtendVerdict>([
    { kind: 'reserved', expiresAt: AT },
    { kind: 'replayed', state: 'reserved', expiresAt: AT },
    { kind: 'replayed', state: 'paying', expiresAt: AT },
    { kind: 'extended', expiresAt: AT },
  ])('after %j', (verdict) => {
    expect(isHeld(verdict)).toBe(true);
    // The compiler knows that there is a deadline now.
    expect(isHeld(verdict) && verdict.expiresAt).toBe(AT);
  });
});

describe('nobody may count on units', () => {
  it.each<SupersedeVerdict | ExtendVerdict>([
    { kind: 'replayed', state: 'committed', expiresAt: AT },
    { kind: 'replayed', state: 'released', expiresAt: AT },
    { kind: 'replayed', state: 'expired', expiresAt: AT },
    { kind: 'replayed', state: 'restored', expiresAt: AT },
    { kind: 'conflict', fields: ['lines'] },
    { kind: 'expired' },
    { kind: 'released' },
    { kind: 'refused', reason: 'insufficient', shortages: [], nextChanceAt: undefined },
    { kind: 'refused', reason: 'committed' },
    { kind: 'unknown', because: 'deadline', message: 'no reply' },
  ])('after %j', (verdict) => {
    expect(isHeld(verdict)).toBe(false);
  });

  it('and a replay stays in sight of the compiler after it', () => {
    const verdict: SupersedeVerdict = { kind: 'replayed', state: 'expired', expiresAt: AT };
    const told = (one: SupersedeVerdict): string =>
      isHeld(one) ? 'held' : one.kind === 'replayed' ? one.state : one.kind;
    expect(told(verdict)).toBe('expired');
  });
});
