import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '../../../src/guard/events.js';
import { instrument } from '../../../src/otel/instrument.js';
import { Labels } from '../../../src/otel/labels.js';
import { SaleGauges } from '../../../src/otel/sale-gauges.js';
import type { ModeHold } from '../../../src/stock/mode.js';
import type { StockStore } from '../../../src/stock/store.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { Collected } from './collected.js';
import { activity } from './events.js';

const saleId = 'earphones-0801';

describe('gauges of a sale', () => {
  let sdk: Collected;
  let stop: () => void;

  beforeEach(() => {
    sdk = new Collected();
    stop = instrument(sdk);
  });

  afterEach(() => {
    stop();
  });

  it('tell nothing before anything is known', async () => {
    expect(await sdk.names()).toEqual([]);
  });

  it('tell mode, budget, holds and totals of the last activity', async () => {
    const hold: ModeHold = {
      scope: 'sku:SECRET-SKU',
      holder: 'SECRET-PERSON',
      mode: 'drain',
      seq: 3,
      at: 1,
      reason: 'SECRET',
      sampleLeft: undefined,
    };
    publish('activity', { saleId, activity: activity() });
    publish('activity', {
      saleId,
      activity: activity({ mode: 'freeze', holds: [hold, { ...hold, scope: 'sku:OTHER' }] }),
    });
    expect(await sdk.samples('saleguard.mode')).toEqual([{ attributes: {}, value: 3 }]);
    expect(await sdk.samples('saleguard.loss_budget.spent')).toMatchObject([{ value: 40_000 }]);
    expect(await sdk.samples('saleguard.loss_budget.limit')).toMatchObject([{ value: 100_000 }]);
    expect(await sdk.samples('saleguard.holds')).toEqual([
      { attributes: { 'saleguard.scope.kind': 'sku', 'saleguard.mode': 'drain' }, value: 2 },
    ]);
    expect(await sdk.samples('saleguard.sale.reservations')).toContainEqual({
      attributes: { 'saleguard.state': 'committed' },
      value: 4,
    });
    expect(await sdk.samples('saleguard.sale.refusals')).toContainEqual({
      attributes: { 'saleguard.reason': 'insufficient' },
      value: 7,
    });
    expect(JSON.stringify(await sdk.metrics())).not.toContain('SECRET');
  });

  it('tell no limit where the sale has no loss budget', async () => {
    publish('activity', { saleId, activity: activity({ lossBudgetMinor: undefined }) });
    expect(await sdk.samples('saleguard.loss_budget.limit')).toEqual([]);
    expect(await sdk.samples('saleguard.loss_budget.spent')).toHaveLength(1);
  });

  it('tell two sales of a process apart', async () => {
    publish('activity', { saleId: 'first', activity: activity({ mode: 'open' }) });
    publish('activity', { saleId: 'second', activity: activity({ mode: 'closed' }) });
    const found = (await sdk.metrics()).find(({ descriptor }) => descriptor.name === 'saleguard.mode');
    expect(found?.dataPoints).toMatchObject([
      { attributes: { 'saleguard.sale': 'first' }, value: 0 },
      { attributes: { 'saleguard.sale': 'second' }, value: 4 },
    ]);
  });
});

describe('a sale that is not heard of', () => {
  it('shows its age, and is not told for ever', () => {
    let now = 0;
    const gauges = new SaleGauges(new Labels(), () => now);
    gauges.activity({ saleId, activity: activity() });
    now = 30_000;
    expect(reported(gauges)).toContainEqual(['saleguard.activity.age', 30]);
    now = 600_001;
    expect(reported(gauges)).toEqual([]);
  });

  it('makes room when a process has had more than 64', () => {
    const gauges = new SaleGauges(new Labels(), () => 0);
    for (let index = 0; index < 70; index++)
      gauges.activity({ saleId: `sale-${index}`, activity: activity() });
    expect(reported(gauges).filter(([name]) => name === 'saleguard.mode')).toHaveLength(64);
  });
});

describe('what is left of the stock', () => {
  it('is told by band, without a SKU', async () => {
    const stock = memoryStock({ saleId, now: () => 0 });
    await stock.open({
      allotments: [
        { stockKey: 'SECRET-A', quantity: 100 },
        { stockKey: 'SECRET-B', quantity: 0 },
      ],
    });
    const sdk = new Collected();
    const stop = instrument({ meterProvider: sdk.meterProvider, stock });
    const samples = await sdk.samples('saleguard.stock.keys');
    stop();
    expect(samples).toEqual([
      { attributes: { 'saleguard.band': 'many' }, value: 1 },
      { attributes: { 'saleguard.band': 'few' }, value: 0 },
      { attributes: { 'saleguard.band': 'last' }, value: 0 },
      { attributes: { 'saleguard.band': 'none' }, value: 1 },
    ]);
  });

  it.each([
    ['knows no such sale', memoryStock({ saleId, now: () => 0 })],
    ['throws', throwingStock()],
  ])('is not told while the store %s', async (_, stock) => {
    const sdk = new Collected();
    const stop = instrument({ meterProvider: sdk.meterProvider, stock });
    expect(await sdk.samples('saleguard.stock.keys')).toEqual([]);
    stop();
  });
});

function throwingStock(): StockStore {
  const availability = (): Promise<never> => Promise.reject(new Error('NOAUTH'));
  return { ...memoryStock({ saleId, now: () => 0 }), availability };
}

function reported(gauges: SaleGauges): readonly (readonly [string, number])[] {
  const found: (readonly [string, number])[] = [];
  gauges.observe((name, value) => found.push([name, value]));
  return found;
}
