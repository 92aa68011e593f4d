import type { CanonicalAvailability } from './canonical.js';
import type { Availability, StockCounters } from './verdict.js';

/** What a shop page may show of one stock key. */
export function availabilityOf(
  { stockKey, available, reserved }: StockCounters,
  bands: Pick<CanonicalAvailability, 'fewMax' | 'lastMax'> & Pick<Availability, 'nextChanceAt'>,
): Availability {
  return {
    stockKey,
    band: bandOf(available, bands),
    onlyReserved: available === 0 && reserved > 0,
    nextChanceAt: bands.nextChanceAt,
  };
}

function bandOf(
  available: number,
  { fewMax, lastMax }: Pick<CanonicalAvailability, 'fewMax' | 'lastMax'>,
): Availability['band'] {
  if (available === 0) return 'none';
  if (available <= lastMax) return 'last';
  return available <= fewMax ? 'few' : 'many';
}
