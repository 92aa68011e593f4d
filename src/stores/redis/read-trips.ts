import type { Trip } from '../../catalog/trip.js';
import { corrupt } from './corrupt.js';
import { readNumber } from './reply-fields.js';
import { GS, US } from './separators.js';

/** Trips as `trips.lua` writes them, oldest first. */
export function readTrips(text: string): readonly Trip[] {
  return text === '' ? [] : text.split(GS).map((entry) => readTrip(entry.split(US)));
}

/** One trip, its fields told apart. */
export function readTrip(fields: readonly string[]): Trip {
  const [number, ruleId = '', scope = '', mode, at, measured, sample, limit] = fields;
  if (mode !== 'drain' && mode !== 'freeze') throw corrupt('a trip');
  return {
    number: readNumber(number),
    ruleId,
    scope,
    mode,
    at: readNumber(at),
    measured: readNumber(measured),
    sample: readNumber(sample),
    limit: readNumber(limit),
  };
}
