import { channel } from 'node:diagnostics_channel';
import { diag, metrics, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it } from 'vitest';
import { GUARD_CHANNELS, isHeard, publish, type GuardEventName } from '../../../src/guard/events.js';
import { instrument } from '../../../src/otel/instrument.js';
import { admitted } from '../guard/verdicts.js';
import { Collected } from './collected.js';
import { activity, call } from './events.js';

const NAMES = Object.keys(GUARD_CHANNELS) as GuardEventName[];

afterEach(() => {
  metrics.disable();
  trace.disable();
  diag.disable();
});

describe('instrument', () => {
  it('listens until it is stopped, and costs the guards nothing afterwards', async () => {
    const sdk = new Collected();
    const stop = instrument(sdk);
    // The gauges tell the mode; its changes have no metric of their own.
    expect(NAMES.filter((name) => !isHeard(name))).toEqual(['mode']);
    publish('activity', { saleId: 's', activity: activity() });
    publish('admit', call(admitted()));
    stop();
    expect(NAMES.filter(isHeard)).toEqual([]);
    publish('admit', call(admitted()));
    expect(await sdk.samples('saleguard.orders')).toMatchObject([{ value: 1 }]);
    expect(await sdk.samples('saleguard.mode')).toEqual([]);
    expect(sdk.spans).toHaveLength(1);
  });

  it('may be stopped twice', () => {
    const stop = instrument();
    stop();
    stop();
    expect(NAMES.filter(isHeard)).toEqual([]);
  });

  it('makes an instrument on its first use', async () => {
    const sdk = new Collected();
    const stop = instrument(sdk);
    publish('admit', call(admitted()));
    const names = await sdk.names();
    stop();
    expect(names).toContain('saleguard.orders');
    expect(names).not.toContain('saleguard.commits');
  });

  it('records nothing and breaks nothing without an SDK', () => {
    const stop = instrument();
    publish('admit', call(admitted()));
    publish('activity', { saleId: 's', activity: activity() });
    stop();
    expect(isHeard('admit')).toBe(false);
  });

  it('finds an SDK that is registered after the first order', async () => {
    const stop = instrument();
    publish('admit', call(admitted()));
    publish('activity', { saleId: 's', activity: activity() });
    const sdk = new Collected();
    metrics.setGlobalMeterProvider(sdk.meterProvider);
    trace.setGlobalTracerProvider(sdk.tracerProvider);
    publish('admit', call(admitted()));
    const orders = await sdk.samples('saleguard.orders');
    const mode = await sdk.samples('saleguard.mode');
    stop();
    expect(orders).toMatchObject([{ value: 1 }]);
    expect(mode).toMatchObject([{ value: 0 }]);
    expect(sdk.spans).toHaveLength(1);
  });

  it('outlives an event it cannot read: nothing reaches the checkout', () => {
    const told: string[] = [];
    const silent = (): void => undefined;
    diag.setLogger({
      error: (message) => told.push(message),
      warn: silent,
      info: silent,
      debug: silent,
      verbose: silent,
    });
    const stop = instrument(new Collected());
    channel(GUARD_CHANNELS.admit).publish({ from: 'another version' });
    channel(GUARD_CHANNELS.trip).publish(undefined);
    stop();
    expect(told).toEqual([
      'saleguard: an event of saleguard:admit was not recorded',
      'saleguard: an event of saleguard:trip was not recorded',
    ]);
  });
});
