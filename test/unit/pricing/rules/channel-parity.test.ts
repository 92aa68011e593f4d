import { describe, expect, it } from 'vitest';
import { channelParity as rule } from '../../../../src/pricing/rules/channel-parity.js';
import { only, told, watch, type WatchedRow } from './watching.js';

const at = (channel: string | undefined, priceMinor: number, more: Partial<WatchedRow> = {}): WatchedRow => ({
  sku: 'NB-1',
  channel,
  priceMinor,
  ...more,
});

const severitiesOf = (rows: readonly WatchedRow[]): readonly string[] =>
  watch(rule, { rows }).judgements.map((judgement) => judgement.severity);

describe('channel-parity', () => {
  it('blocks a checkout price that is not the price shown, whichever is lower', () => {
    const rows = [at('web', 2650, { currency: 'EUR' }), at('checkout', 245, { currency: 'EUR' })];
    const found = only(rule, { rows });
    expect(found).toMatchObject({
      severity: 'block',
      about: { sku: 'NB-1', priceMinor: 245, line: 3 },
      evidence: { lowChannel: 'checkout', highChannel: 'web', isCheckout: true },
    });
    expect(told(rule, 'en', found)).toBe(
      'Channel checkout asks EUR 2.45 (line 3 of sale.csv), channel web EUR 26.50 (line 2 of sale.csv). The customer would not pay the price that is shown.',
    );
    expect(told(rule, 'ko', found)).toBe(
      'checkout 채널은 EUR 2.45(sale.csv 3행), web 채널은 EUR 26.50(sale.csv 2행)입니다. 고객이 보는 가격과 결제되는 가격이 달라집니다.',
    );
    expect(severitiesOf([at('web', 245), at('POS', 2650)])).toEqual(['block']);
    expect(severitiesOf([at('pos', 245), at('checkout', 2650)])).toEqual(['block']);
  });

  it('warns when only channels that show a price differ', () => {
    expect(severitiesOf([at('web', 1000), at('app', 900)])).toEqual(['warn']);
    const mine = { rows: [at('web', 1000), at('kiosk', 900)], values: { checkoutChannels: ['Kiosk'] } };
    expect(only(rule, mine).severity).toBe('block');
  });

  it('allows half a percent for rounding', () => {
    expect(severitiesOf([at('web', 100_000), at('checkout', 100_500)])).toEqual([]);
    expect(severitiesOf([at('web', 100_000), at('checkout', 100_501)])).toEqual(['block']);
    expect(severitiesOf([at('web', 0), at('checkout', 1)])).toEqual(['block']);
  });

  it('finds the checkout among channels that agree with each other', () => {
    const rows = [at('web', 1000), at('app', 1000), at('checkout', 1100)];
    expect(only(rule, { rows }).evidence).toMatchObject({ lowChannel: 'app', highChannel: 'checkout' });
    expect(only(rule, { rows: rows.toReversed() }).evidence).toMatchObject({
      lowChannel: 'app',
      highChannel: 'checkout',
    });
  });

  it('compares only rows that should agree', () => {
    expect(severitiesOf([at('web', 1000), at('app', 900, { priceList: 'overseas' })])).toEqual([]);
    expect(severitiesOf([at('web', 1000), at('app', 900, { tier: 'vip' })])).toEqual([]);
    expect(severitiesOf([at('web', 1000), at('app', 900, { taxBasis: 'excluded' })])).toEqual([]);
    expect(severitiesOf([at('web', 1000), at('app', 900, { saleStartsAt: 5 })])).toEqual([]);
    expect(severitiesOf([at('web', 1000), at('web', 900)])).toEqual([]);
  });

  it('counts rows without a channel as not judged, and all rows when nothing could be compared', () => {
    const one = [at('web', 1000), at(undefined, 1000), at('web', 5, { sku: 'NB-2' })];
    expect(watch(rule, { rows: one }).notJudgedCount).toBe(3);
    expect(watch(rule, { rows: [...one, at('app', 1000)] }).notJudgedCount).toBe(1);
  });

  it('compares nothing along a column that is no channel, and says so', () => {
    const rows = Array.from({ length: 1001 }, (_, n) => at(`row-${n}`, n));
    expect(watch(rule, { rows })).toMatchObject({
      judgements: [{ severity: 'hold', evidence: { trigger: 'too-many-channels' } }],
      notJudgedCount: 1001,
    });
  });
});
