import type { CanonicalRelease } from '../../stock/canonical.js';
import type { ReleaseVerdict } from '../../stock/verdict.js';
import type { Instant } from './clock.js';
import { findReservation } from './sale.js';
import type { Sale } from './sale.js';
import { endAndCount } from './end.js';

/** Gives the units of an open reservation back, in every mode and also past its deadline. */
export function release(sale: Sale, instant: Instant, { id }: CanonicalRelease): ReleaseVerdict {
  const record = findReservation(sale, id);
  switch (record?.state) {
    case undefined:
      return { kind: 'unknown_id' };
    case 'released':
    case 'expired':
      return { kind: 'already', state: record.state };
    case 'committed':
    case 'restored':
      return { kind: 'use_restore' };
    case 'reviewing':
    case 'reserved':
    case 'paying':
      endAndCount(sale, record, { instant, end: { state: 'released', event: { type: 'released', id } } });
      return { kind: 'released' };
  }
}
