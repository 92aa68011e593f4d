import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, parseDay, parseInstant, printDay } from '../../../src/core/clock.js';

describe('parseInstant', () => {
  it('reads an instant with an offset', () => {
    expect(parseInstant('2026-08-01T00:00:00+09:00')).toBe(Date.UTC(2026, 6, 31, 15));
    expect(parseInstant('2026-08-01 09:30Z')).toBe(Date.UTC(2026, 7, 1, 9, 30));
    expect(parseInstant('2026-08-01T00:00:00.25Z')).toBe(Date.UTC(2026, 7, 1, 0, 0, 0, 250));
  });

  it.each([
    '2026-08-01',
    '2026-08-01T00:00:00',
    '2026-02-30T00:00Z',
    '2026-08-01T24:00Z',
    '2026-08-01T00:60Z',
    '2026-08-01T00:00+15:00',
    '',
    'now',
    `2026-08-01T00:00:00${' '.repeat(50)}Z`,
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('agrees with Date on every instant Date prints', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseInstant(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});

describe('calendar days', () => {
  it('prints what it read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -600_000, max: 2_900_000 }), (day) => {
        expect(parseDay(printDay(day))).toBe(day);
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026/01/01', '0001-1-01'])(
    'refuses %j',
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );

  it('puts an instant on its UTC day, also before 1970', () => {
    expect(dayOf(-1)).toBe(-1);
    expect(dayOf(86_399_999)).toBe(0);
  });
});
