import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '../../../src/guard/events.js';
import { instrument } from '../../../src/otel/instrument.js';
import { METRICS } from '../../../src/otel/metric-table.js';
import { admitted, FINDING, rejected, review, unknown } from '../guard/verdicts.js';
import { Collected } from './collected.js';
import { activity, call } from './events.js';

let sdk: Collected;
let stop: () => void;

beforeEach(() => {
  sdk = new Collected();
  stop = instrument(sdk);
});

afterEach(() => {
  stop();
});

describe('metrics of admit', () => {
  it('count each order by verdict, reason, channel and mode of the guard', async () => {
    publish('admit', call(admitted()));
    publish('admit', call(admitted({ replayed: true })));
    publish('admit', call(rejected({ reason: 'sold_out' }), { channel: 'app' }));
    publish('admit', call(review(), { channel: undefined }));
    publish('admit', call(unknown()));
    const enforced = { 'saleguard.guard.mode': 'enforce', 'saleguard.replayed': false };
    const web = { ...enforced, 'saleguard.channel': 'web' };
    expect(await sdk.samples('saleguard.orders')).toEqual([
      { attributes: { ...web, 'saleguard.verdict': 'admitted' }, value: 1 },
      { attributes: { ...web, 'saleguard.verdict': 'admitted', 'saleguard.replayed': true }, value: 1 },
      {
        attributes: {
          ...enforced,
          'saleguard.channel': 'app',
          'saleguard.verdict': 'rejected',
          'saleguard.reason': 'sold_out',
        },
        value: 1,
      },
      {
        attributes: { ...enforced, 'saleguard.verdict': 'review', 'saleguard.reason': 'finding' },
        value: 1,
      },
      { attributes: { ...web, 'saleguard.verdict': 'unknown', 'saleguard.reason': 'deadline' }, value: 1 },
    ]);
  });

  it('tell what shadow mode would have answered', async () => {
    publish('admit', call({ kind: 'shadowed', id: 'o-1', would: rejected() } as const, { mode: 'shadow' }));
    const [sample] = await sdk.samples('saleguard.orders');
    expect(sample?.attributes).toMatchObject({
      'saleguard.guard.mode': 'shadow',
      'saleguard.verdict': 'rejected',
      'saleguard.reason': 'price',
    });
  });

  it('time the call and the judgement without the store, in seconds', async () => {
    publish('admit', call(admitted()));
    expect(await sdk.samples('saleguard.admit.duration')).toMatchObject([
      { value: { count: 1, sum: 0.008 } },
    ]);
    expect(await sdk.samples('saleguard.judge.duration')).toMatchObject([
      { value: { count: 1, sum: 0.003 } },
    ]);
  });

  it('count findings by rule and severity, once for an order that is sent twice', async () => {
    publish('admit', call(review({ findings: [FINDING, { ...FINDING, severity: 'hold' }] })));
    publish('admit', call(review({ replayed: true })));
    const of = (severity: string): object => ({
      attributes: {
        'saleguard.guard.mode': 'enforce',
        'saleguard.rule': 'deep-markdown',
        'saleguard.severity': severity,
      },
      value: 1,
    });
    expect(await sdk.samples('saleguard.findings')).toEqual([of('block'), of('hold')]);
  });

  it('are bounded when a shop hands in a new channel with every order', async () => {
    for (let index = 0; index < 200; index++)
      publish('admit', call(admitted(), { channel: `session-${index}` }));
    const samples = await sdk.samples('saleguard.orders');
    expect(samples).toHaveLength(65);
    expect(samples.find(({ attributes }) => attributes['saleguard.channel'] === '_other')?.value).toBe(136);
  });
});

describe('metrics of the other calls', () => {
  it('count and time commits, rescued ones apart', async () => {
    publish('commit', call({ kind: 'committed', rescued: true } as const));
    publish('commit', call({ kind: 'expired', rescue: { reason: 'epoch', epoch: 2 } } as const));
    publish('commit', call({ kind: 'refused', reason: 'review' } as const));
    expect(await sdk.samples('saleguard.commits')).toEqual([
      { attributes: { 'saleguard.verdict': 'committed', 'saleguard.rescued': true }, value: 1 },
      { attributes: { 'saleguard.verdict': 'expired', 'saleguard.reason': 'epoch' }, value: 1 },
      { attributes: { 'saleguard.verdict': 'refused', 'saleguard.reason': 'review' }, value: 1 },
    ]);
    expect(await sdk.samples('saleguard.commit.duration')).toHaveLength(3);
  });

  it('count the rest by call', async () => {
    publish('release', call({ kind: 'released' } as const));
    publish('extend', call({ kind: 'extended', expiresAt: 1 } as const));
    publish('beginPayment', call({ kind: 'extended', expiresAt: 1 } as const));
    publish('resume', call({ kind: 'not_found' } as const));
    publish('resolveReview', call({ kind: 'already', state: 'reserved' } as const));
    publish('replacePriceBook', call({ kind: 'rejected', problem: 'SECRET text' } as const));
    const samples = await sdk.samples('saleguard.calls');
    expect(samples.map(({ attributes }) => attributes['saleguard.call'])).toEqual([
      'release',
      'extend',
      'beginPayment',
      'resume',
      'resolveReview',
      'replacePriceBook',
    ]);
    expect(JSON.stringify(samples)).not.toContain('SECRET');
  });

  it('time what the store was asked', async () => {
    publish('store', {
      saleId: 'earphones-0801',
      operation: 'reserve',
      startedAt: 1,
      durationMs: 5,
      kind: 'refused',
      reason: 'insufficient',
    });
    expect(await sdk.samples('saleguard.store.duration')).toMatchObject([
      {
        attributes: {
          'saleguard.operation': 'reserve',
          'saleguard.verdict': 'refused',
          'saleguard.reason': 'insufficient',
        },
        value: { sum: 0.005 },
      },
    ]);
  });

  it('count alarms: a trip once, however many guards tell of it', async () => {
    const trip = {
      number: 1,
      ruleId: 'velocity.sku',
      scope: 'sku:SECRET-SKU',
      mode: 'drain',
      at: 1,
      measured: 2,
      sample: 2,
      limit: 1,
    } as const;
    const saleId = 'earphones-0801';
    publish('trip', { saleId, trip });
    publish('trip', { saleId, trip });
    publish('trip', { saleId, trip: { ...trip, number: 2 } });
    publish('latePayment', {
      saleId,
      payment: { id: 'SECRET', paymentRef: 'SECRET', because: 'expired', boughtWith: undefined },
    });
    publish('shortfall', { saleId, shortfall: { because: 'rescue', id: 'SECRET', shortages: [] } });
    publish('regression', { saleId, regression: { saleId, at: 1 } });
    publish('error', { saleId, error: new Error('SECRET') });
    expect(await sdk.samples('saleguard.trips')).toEqual([
      {
        attributes: {
          'saleguard.rule': 'velocity.sku',
          'saleguard.scope.kind': 'sku',
          'saleguard.mode': 'drain',
        },
        value: 2,
      },
    ]);
    const others = ['late_payments', 'shortfalls', 'regressions', 'errors'];
    for (const name of others) expect(await sdk.samples(`saleguard.${name}`)).toMatchObject([{ value: 1 }]);
    expect(JSON.stringify(await sdk.metrics())).not.toContain('SECRET');
  });
});

describe('the table of metrics', () => {
  it('is what is recorded: names, units, descriptions, attributes', async () => {
    publish('admit', call(rejected()));
    publish('activity', { saleId: 'earphones-0801', activity: activity() });
    const found = await sdk.metrics();
    expect(found.length).toBeGreaterThan(10);
    for (const { descriptor, dataPoints } of found) {
      const metric = METRICS[descriptor.name as keyof typeof METRICS];
      expect(descriptor).toMatchObject({ unit: metric.unit, description: metric.description });
      const attributes: readonly string[] = metric.attributes;
      for (const point of dataPoints)
        expect(Object.keys(point.attributes).filter((key) => !attributes.includes(key))).toEqual([]);
    }
  });
});
