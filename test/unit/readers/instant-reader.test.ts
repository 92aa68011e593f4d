import { describe, expect, it } from 'vitest';
import { InstantReader } from '../../../src/readers/instant-reader.js';
import { formatOf, parseFile } from './read-all.js';

/** ISO text of an instant, or the kind of the problem. */
function read(text: string, timeZone?: string): string {
  const reading = new InstantReader(timeZone).read(text);
  return typeof reading === 'number' ? new Date(reading).toISOString() : reading.kind;
}

describe('an instant', () => {
  it('is read by its own offset, whatever zone is declared', () => {
    for (const zone of [undefined, 'Asia/Seoul', '-05:00'])
      expect(read('2026-08-01T00:00:00+09:00', zone)).toBe('2026-07-31T15:00:00.000Z');
  });

  it.each([
    ['2026-08-01T00:00', 'Asia/Seoul', '2026-07-31T15:00:00.000Z'],
    ['2026-08-01 00:00:30.5', '+09:00', '2026-07-31T15:00:30.500Z'],
    ['2026-08-01T00:00', 'UTC', '2026-08-01T00:00:00.000Z'],
    ['2026-08-01T00:00', 'Europe/Berlin', '2026-07-31T22:00:00.000Z'],
    ['2026-08-01T00:00', undefined, 'time-without-offset'],
    ['2026-03-29T02:30', 'Europe/Berlin', 'skipped-time'],
    ['2026-10-25T02:30', 'Europe/Berlin', 'repeated-time'],
    ['2026-10-25T02:30', '+01:00', '2026-10-25T01:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(read(text, zone)).toBe(expected);
  });

  it.each(['2026-08-01', '2026-12-31'])('is never made of the day %s', (text) => {
    expect(read(text, 'Asia/Seoul')).toBe('time-without-offset');
    expect(new InstantReader('Asia/Seoul').read(text)).toMatchObject({
      hint: expect.stringContaining('not on a day') as unknown,
    });
  });

  it.each(['2026-02-30T00:00', '2026-08-01T24:00', '1.8.2026', '2026-08-01T00', '2026-08-01T00:00 KST', ''])(
    'is not %j, in no zone',
    (text) => {
      expect(read(text)).toBe('not-a-time');
      expect(read(text, 'Asia/Seoul')).toBe('not-a-time');
    },
  );

  it('says which clocks skip or repeat a time', () => {
    const reader = new InstantReader('Europe/Berlin');
    expect(reader.read('2026-03-29T02:30')).toEqual({
      kind: 'skipped-time',
      hint: 'the clocks of Europe/Berlin are put forward over it; write the instant with its offset, such as 2026-08-01T00:00:00+09:00',
    });
    expect(reader.read('2026-10-25T02:30')).toMatchObject({
      hint: expect.stringMatching(/^the clocks of Europe\/Berlin show it twice/) as unknown,
    });
  });

  it('is remembered for thousands of texts without mixing them up', () => {
    const reader = new InstantReader('+09:00');
    for (let round = 0; round < 2; round++) {
      for (let second = 0; second < 1500; second++) {
        const text = `2026-08-01T00:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;
        expect(reader.read(text)).toBe(Date.parse(`${text}+09:00`));
      }
    }
  });
});

describe('a catalogue whose zone is declared', () => {
  const FILE = [
    'sku,price,currency,sale_starts_at,sale_ends_at',
    'EP-100,129000,KRW,2026-08-01 00:00,2026-08-03T00:00:00Z',
    'EP-200,129000,KRW,2026-03-29 02:30,2026-08-03 00:00',
    '',
  ].join('\n');

  it('reads its local times, and refuses the one its clocks skip', () => {
    const { rows } = parseFile(FILE, { format: formatOf({ timeZone: 'Europe/Berlin' }) });
    expect(rows[0]?.problems).toEqual([]);
    expect(rows[0]?.offer).toMatchObject({
      saleStartsAt: Date.parse('2026-08-01T00:00+02:00'),
      saleEndsAt: Date.parse('2026-08-03T00:00Z'),
    });
    expect(rows[1]?.problems).toMatchObject([{ kind: 'skipped-time', column: 'sale_starts_at' }]);
    expect(rows[1]?.offer).toMatchObject({ saleStartsAt: undefined });
  });

  it('is refused row by row without it, with a hint that names the setting', () => {
    const { rows } = parseFile(FILE);
    expect(rows.map(({ problems }) => problems.map(({ kind }) => kind))).toEqual([
      ['time-without-offset'],
      ['time-without-offset', 'time-without-offset'],
    ]);
    expect(rows[0]?.problems[0]?.hint).toContain('catalog.timeZone');
  });
});
