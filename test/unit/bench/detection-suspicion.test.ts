import { describe, expect, it } from 'vitest';
import { suspicion } from '../../../bench/detection/suspicion.js';
import { history } from './detection-rows.js';

const steady = { history: history(), formerMinor: 129_000, listMinor: undefined };

describe('suspicion', () => {
  it('is 0 for the price of yesterday', () => {
    expect(suspicion(129_000, steady)).toBe(0);
  });

  it('is Infinity for a price of nothing', () => {
    expect(suspicion(0, steady)).toBe(Infinity);
    expect(suspicion(-5, steady)).toBe(Infinity);
  });

  it('grows with the distance, either way', () => {
    const at = (priceMinor: number): number => suspicion(priceMinor, steady);
    expect(at(100_000)).toBeLessThan(at(70_000));
    expect(at(150_000)).toBeLessThan(at(200_000));
  });

  it('is lower for a price seen lately than for one never seen', () => {
    const wide = { ...steady, history: history({ minimum30Minor: 60_000, maximumMinor: 200_000 }) };
    expect(suspicion(60_000, wide)).toBeLessThan(suspicion(60_000, steady));
    expect(suspicion(200_000, wide)).toBeLessThan(suspicion(200_000, steady));
  });

  it('is news only once: a level reached yesterday no longer rings, also while it is in quarantine', () => {
    expect(suspicion(37_790, { ...steady, formerMinor: 37_790 })).toBe(0);
  });

  it('is raised by the digits of a known price with one lost or added', () => {
    expect(suspicion(19_000, steady)).toBeGreaterThan(suspicion(18_900, steady) + 0.6);
    expect(suspicion(1_229_000, steady)).toBeGreaterThan(suspicion(1_231_000, steady) + 0.6);
  });

  it('is measured from the list price where nothing else is known, beyond 80 % off', () => {
    const unseen = { history: undefined, formerMinor: undefined, listMinor: 100_000 };
    expect(suspicion(20_000, unseen)).toBe(0);
    expect(suspicion(10_000, unseen)).toBeCloseTo(Math.LN2);
    expect(suspicion(10_000, { ...unseen, listMinor: undefined })).toBe(0);
  });

  it('is measured from the former price where that alone is known', () => {
    const known = { history: undefined, formerMinor: 129_000, listMinor: undefined };
    expect(suspicion(129_000, known)).toBe(0);
    expect(suspicion(50_000, known)).toBeGreaterThan(0.9);
  });
});
