import { describe, expect, it } from 'vitest';
import { makeOffer } from '../../../../src/catalog/offer.js';
import { chooseReference } from '../../../../src/pricing/references/reference-choice.js';
import { statisticsOf } from '../../../../src/pricing/references/statistics.js';
import { JUNE, screened, stretches } from './observed.js';

const OFFER = makeOffer({ sku: 'A', currency: 'KRW', priceMinor: 12_900, listPriceMinor: 159_000 });
const PEERS = { priceMinor: 80_000, count: 12 };
const ENDS_ON = JUNE + 40;

function historyOf(...parts: readonly (readonly [number, number])[]): ReturnType<typeof statisticsOf> {
  return statisticsOf(screened(stretches(...parts)), ENDS_ON);
}

describe('chooseReference', () => {
  it('takes the median of the history from 5 observed days on', () => {
    expect(chooseReference(OFFER, historyOf([4, 129_000], [1, 99_000]), ENDS_ON, PEERS)).toEqual({
      source: 'history-median',
      priceMinor: 129_000,
      ageDays: 36,
      sampleCount: 5,
    });
  });

  it('takes the lowest price of the last 30 days while there are fewer', () => {
    const history = statisticsOf(screened(stretches([3, 129_000], [1, 99_000])), JUNE + 3);
    expect(chooseReference(OFFER, history, JUNE + 3, PEERS)).toEqual({
      source: 'history-minimum',
      priceMinor: 99_000,
      ageDays: 0,
      sampleCount: 4,
    });
  });

  it('takes the list price when the few observed days are older than that', () => {
    expect(chooseReference(OFFER, historyOf([4, 129_000]), ENDS_ON, PEERS)).toEqual({
      source: 'list-price',
      priceMinor: 159_000,
      ageDays: undefined,
      sampleCount: undefined,
    });
  });

  it.each([undefined, 0, -5])('takes the peers when the list price is %s', (listPriceMinor) => {
    expect(chooseReference({ ...OFFER, listPriceMinor }, undefined, undefined, PEERS)).toEqual({
      source: 'peer-estimate',
      priceMinor: 80_000,
      ageDays: undefined,
      sampleCount: 12,
    });
  });

  it('has none when there is nothing to go by', () => {
    const bare = { ...OFFER, listPriceMinor: undefined };
    expect(chooseReference(bare, undefined, ENDS_ON)).toBeUndefined();
    expect(chooseReference(bare, undefined, ENDS_ON, { priceMinor: 0, count: 12 })).toBeUndefined();
  });
});
