import { describe, expect, it } from 'vitest';
import type { LegalProfile } from '../../../src/catalog/remedy-policy.js';
import { Deadlines } from '../../../src/remedy/legal.js';

const KR: LegalProfile = {
  id: 'KR',
  refundBusinessDays: 3,
  countedFrom: 'payment',
  weekend: [6, 7],
  timeZone: 'Asia/Seoul',
};

function due(
  from: string,
  options: { readonly legal?: Partial<LegalProfile>; readonly holidays?: string[] } = {},
): string {
  const deadlines = new Deadlines({ legal: { ...KR, ...options.legal }, holidays: options.holidays ?? [] });
  return new Date(deadlines.dueAt(Date.parse(from))).toISOString();
}

describe('Deadlines', () => {
  it('counts three business days from the day after the payment, to the end of the last of them in Seoul', () => {
    expect(due('2026-08-03T12:00:00+09:00')).toBe('2026-08-06T14:59:59.999Z');
  });

  it('leaves weekends out', () => {
    expect(due('2026-08-06T12:00:00+09:00')).toBe('2026-08-11T14:59:59.999Z');
    expect(due('2026-08-08T12:00:00+09:00')).toBe('2026-08-12T14:59:59.999Z');
  });

  it('leaves holidays out that are handed in, and those on a weekend only once', () => {
    // Liberation Day is a Saturday, and the Monday after it is off instead.
    const holidays = ['2026-08-15', '2026-08-17'];
    expect(due('2026-08-12T12:00:00+09:00', { holidays })).toBe('2026-08-18T14:59:59.999Z');
  });

  it('takes the day of the payment in the zone of the profile', () => {
    expect(due('2026-08-03T14:59:59.999Z')).toBe('2026-08-06T14:59:59.999Z');
    expect(due('2026-08-03T15:00:00.000Z')).toBe('2026-08-07T14:59:59.999Z');
    expect(due('2026-08-03T15:00:00.000Z', { legal: { timeZone: 'UTC' } })).toBe('2026-08-06T23:59:59.999Z');
  });

  it('ends a day where the clocks of the place say so', () => {
    // New York puts its clocks back in the night to 1 November 2026: that day has 25 hours.
    const legal = { timeZone: 'America/New_York', refundBusinessDays: 1, weekend: [] };
    expect(due('2026-10-31T12:00:00-04:00', { legal })).toBe('2026-11-02T04:59:59.999Z');
    // Cairo puts them forward at midnight: 24 April 2026 begins at one o'clock.
    const cairo = { timeZone: 'Africa/Cairo', refundBusinessDays: 1, weekend: [] };
    expect(due('2026-04-22T12:00:00+02:00', { legal: cairo })).toBe('2026-04-23T21:59:59.999Z');
  });

  it('never counts a day that the place left out', () => {
    // Samoa went from 29 to 31 December 2011.
    const legal = { timeZone: 'Pacific/Apia', refundBusinessDays: 1, weekend: [] };
    expect(Date.parse(due('2011-12-29T12:00:00-10:00', { legal }))).toBeGreaterThan(
      Date.parse('2011-12-30T09:00:00Z'),
    );
  });

  it('counts days of a coupon without business days', () => {
    const deadlines = new Deadlines({ legal: KR, holidays: [] });
    const end = deadlines.endAfter(Date.parse('2026-08-08T12:00:00+09:00'), { days: 30 });
    expect(new Date(end).toISOString()).toBe('2026-09-07T14:59:59.999Z');
  });

  it('refuses a calendar that never ends, a zone that is none and a holiday that is none', () => {
    expect(() => due('2026-08-03T00:00:00Z', { legal: { weekend: [1, 2, 3, 4, 5, 6, 7] } })).toThrow(
      'every day is one',
    );
    expect(() => due('2026-08-03T00:00:00Z', { legal: { timeZone: 'KST' } })).toThrow(
      '"KST" is no time zone',
    );
    expect(() => due('2026-08-03T00:00:00Z', { holidays: ['2026-02-30'] })).toThrow('"2026-02-30" is no day');
    const year = Array.from({ length: 400 }, (_, day) =>
      new Date(Date.UTC(2026, 7, 1 + day)).toISOString().slice(0, 10),
    );
    expect(() => due('2026-08-03T00:00:00Z', { holidays: year })).toThrow('366 days in a row are off');
  });
});
