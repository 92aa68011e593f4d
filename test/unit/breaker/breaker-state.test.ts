import { describe, expect, it } from 'vitest';
import { breakersOf, breakerStateOf, type HeldScope } from '../../../src/breaker/breaker-state.js';
import type { Trip } from '../../../src/catalog/trip.js';
import type { ModeHold } from '../../../src/stock/mode.js';

const HOLD: ModeHold = {
  scope: 'sku:EP-100',
  holder: 'trip:velocity.sku',
  mode: 'drain',
  seq: 17,
  at: 1_000,
  reason: 'trip:velocity.sku',
  sampleLeft: undefined,
};
const TRIP: Trip = {
  number: 1,
  ruleId: 'velocity.sku',
  scope: 'sku:EP-100',
  mode: 'drain',
  at: 1_000,
  measured: 181,
  sample: 0,
  limit: 180,
};
const PLACE = { ruleId: 'velocity.sku', scope: 'sku:EP-100' };

function stateOf(holds: readonly HeldScope[], trips: readonly Trip[]): ReturnType<typeof breakerStateOf> {
  return breakerStateOf(PLACE, { holds, trips });
}

describe('a breaker', () => {
  it('is normal while nothing is held for it', () => {
    expect(stateOf([], [TRIP])).toEqual({ kind: 'normal' });
    expect(stateOf([{ ...HOLD, scope: 'sale' }], [])).toEqual({ kind: 'normal' });
    expect(stateOf([{ ...HOLD, holder: 'trip:velocity.sale' }], [])).toEqual({ kind: 'normal' });
  });

  it('is tripped with what it measured, and the number that a signature names', () => {
    expect(stateOf([HOLD], [TRIP])).toEqual({
      kind: 'tripped',
      mode: 'drain',
      since: 1_000,
      holdSeq: 17,
      trip: TRIP,
    });
  });

  it('shows the last of its trips, and none where it is not kept any more', () => {
    const later = { ...TRIP, number: 9 };
    const other = { ...TRIP, number: 10, scope: 'sku:CB-1' };
    expect(stateOf([HOLD], [TRIP, later, other])).toMatchObject({ trip: { number: 9 } });
    expect(stateOf([HOLD], [])).toMatchObject({ kind: 'tripped', trip: undefined });
  });

  it('is probing while a sample is let through', () => {
    expect(stateOf([{ ...HOLD, mode: 'probe', sampleLeft: 5 }], [TRIP])).toEqual({
      kind: 'probing',
      since: 1_000,
      holdSeq: 17,
      sampleLeft: 5,
      trip: TRIP,
    });
  });
});

describe('the breakers of a sale', () => {
  it('are those that hold something; what people hold is no breaker', () => {
    const holds = [{ ...HOLD, scope: 'sale', holder: 'p-17' }, HOLD, { ...HOLD, holder: 'trip:loss_budget' }];
    expect(breakersOf({ holds, trips: [] }).map(({ ruleId }) => ruleId)).toEqual([
      'velocity.sku',
      'loss_budget',
    ]);
  });
});
