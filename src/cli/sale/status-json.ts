import { canonicalJson } from '../../seal/canonical-json.js';
import { withoutUndefined } from '../../seal/without-undefined.js';
import type { SaleActivity, SaleSnapshot } from '../../stock/verdict.js';
import type { Alarm } from './alarms.js';

/** A sale at one moment, as the commands tell it. */
export interface SaleStatus {
  readonly saleId: string;
  readonly activity: SaleActivity;
  readonly snapshot: SaleSnapshot;
  readonly alarms: readonly Alarm[];
}

/** One line of JSON: `saleguard/status/1`. Instants are epoch ms, amounts minor units. */
export function statusJson({ saleId, activity, snapshot, alarms }: SaleStatus): string {
  const { epoch, overlap, generation, regressed, ttlMs, counters } = snapshot;
  const status = {
    schema: 'saleguard/status/1',
    saleId,
    ...activity,
    epoch,
    overlap,
    generation,
    regressed,
    ttlMs,
    alarms,
    stock: counters,
  };
  return `${canonicalJson(withoutUndefined(status))}\n`;
}
