import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeZoneOf, type WallReading } from '../../../src/core/time-zone.js';

/** What the clocks of a zone say `text` is. */
function read(zone: string, text: string): WallReading | undefined {
  return timeZoneOf(zone)?.read(Date.parse(`${text}Z`));
}

const instant = (text: string): WallReading => ({ kind: 'instant', instant: Date.parse(text) });

describe('a zone by its name', () => {
  it.each([
    ['UTC', '2026-08-01T00:00', '2026-08-01T00:00Z'],
    ['+09:00', '2026-08-01T00:00', '2026-08-01T00:00+09:00'],
    ['-03:30', '2026-08-01T00:00', '2026-08-01T00:00-03:30'],
    ['+00:00', '2026-08-01T00:00', '2026-08-01T00:00Z'],
    ['Asia/Seoul', '2026-08-01T00:00', '2026-08-01T00:00+09:00'],
    ['Asia/Kathmandu', '2026-08-01T00:00', '2026-08-01T00:00+05:45'],
    ['America/New_York', '2026-01-15T12:00', '2026-01-15T12:00-05:00'],
    ['America/New_York', '2026-07-15T12:00', '2026-07-15T12:00-04:00'],
    ['America/Argentina/Ushuaia', '2026-07-15T12:00', '2026-07-15T12:00-03:00'],
    ['Pacific/Kiritimati', '2026-07-15T12:00', '2026-07-15T12:00+14:00'],
    ['Etc/UTC', '2026-07-15T12:00', '2026-07-15T12:00Z'],
  ])('%s reads %s as %s', (zone, wall, expected) => {
    expect(read(zone, wall)).toEqual(instant(expected));
  });

  it.each([
    '',
    'KST',
    'EST',
    'CST',
    'Asia',
    'Asia/Seul',
    'Mars/Olympus',
    '+9',
    '+09',
    '+0900',
    '+15:00',
    '+09:60',
    '9',
    'Etc/GMT-9',
    'asia/seoul ',
    '../etc',
    `Asia/${'x'.repeat(60)}`,
  ])('%j is none', (name) => {
    expect(timeZoneOf(name)).toBeUndefined();
  });
});

describe('where the clocks change', () => {
  it('a time they were put forward over is skipped, its neighbours are not', () => {
    expect(read('Europe/Berlin', '2026-03-29T01:59:59')).toEqual(instant('2026-03-29T01:59:59+01:00'));
    expect(read('Europe/Berlin', '2026-03-29T02:00')).toEqual({ kind: 'skipped' });
    expect(read('Europe/Berlin', '2026-03-29T02:59:59')).toEqual({ kind: 'skipped' });
    expect(read('Europe/Berlin', '2026-03-29T03:00')).toEqual(instant('2026-03-29T03:00+02:00'));
  });

  it('a time they were put back over has two instants, and neither is taken', () => {
    expect(read('Europe/Berlin', '2026-10-25T01:59:59')).toEqual(instant('2026-10-25T01:59:59+02:00'));
    expect(read('Europe/Berlin', '2026-10-25T02:30')).toEqual({
      kind: 'repeated',
      instants: [Date.parse('2026-10-25T02:30+02:00'), Date.parse('2026-10-25T02:30+01:00')],
    });
    expect(read('Europe/Berlin', '2026-10-25T03:00')).toEqual(instant('2026-10-25T03:00+01:00'));
  });

  it('a whole day may be skipped', () => {
    // Samoa went from 29 to 31 December 2011.
    expect(read('Pacific/Apia', '2011-12-30T12:00')).toEqual({ kind: 'skipped' });
    expect(read('Pacific/Apia', '2011-12-31T00:00')).toEqual(instant('2011-12-31T00:00+14:00'));
  });

  it.each(['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Seoul', 'Africa/Casablanca'])(
    'every instant of %s is read back from what its clocks show, alone or as one of two',
    (name) => {
      const zone = timeZoneOf(name);
      const format = new Intl.DateTimeFormat('sv-SE', {
        timeZone: name,
        dateStyle: 'short',
        timeStyle: 'medium',
      });
      fc.assert(
        fc.property(
          fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2037, 0) / 1000 }),
          (seconds) => {
            const wallMs = Date.parse(`${format.format(seconds * 1000).replace(' ', 'T')}Z`);
            const reading = zone?.read(wallMs);
            const instants =
              reading?.kind === 'instant'
                ? [reading.instant]
                : reading?.kind === 'repeated'
                  ? reading.instants
                  : [];
            expect(instants).toContain(seconds * 1000);
          },
        ),
      );
    },
  );
});
