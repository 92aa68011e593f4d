import { AsyncLocalStorage } from 'node:async_hooks';
import {
  context,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Context,
  type ContextManager,
} from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publish } from '../../../src/guard/events.js';
import { instrument } from '../../../src/otel/instrument.js';
import { admitted, FINDING, rejected, unknown } from '../guard/verdicts.js';
import { Collected } from './collected.js';
import { call } from './events.js';

describe('spans', () => {
  let sdk: Collected;
  let stop: () => void;

  beforeEach(() => {
    sdk = new Collected();
    stop = instrument(sdk);
  });

  afterEach(() => {
    stop();
    context.disable();
  });

  it('cover the call from its start to its verdict', () => {
    publish('admit', call(admitted()));
    const [span] = sdk.spans;
    expect(span?.name).toBe('saleguard.admit');
    expect(span?.startTime).toEqual([1_785_542_400, 500_000]);
    expect(span?.duration).toEqual([0, 8_000_000]);
    expect(span?.attributes).toEqual({
      'saleguard.sale': 'earphones-0801',
      'saleguard.channel': 'web',
      'saleguard.verdict': 'admitted',
      'saleguard.guard.mode': 'enforce',
      'saleguard.epoch': 3,
      'saleguard.store.duration': 0.005,
    });
  });

  it('are children of the span the caller is in', () => {
    context.setGlobalContextManager(new StorageContext());
    const parent = sdk.tracerProvider.getTracer('shop').startSpan('POST /orders');
    context.with(trace.setSpan(context.active(), parent), () => {
      publish('commit', call({ kind: 'committed', rescued: false } as const));
    });
    expect(sdk.spans[0]?.name).toBe('saleguard.commit');
    expect(sdk.spans[0]?.parentSpanContext?.spanId).toBe(parent.spanContext().spanId);
  });

  it('name the rules that fired, each once, and nobody', () => {
    publish('admit', call(rejected({ findings: [FINDING, FINDING] })));
    expect(sdk.spans[0]?.attributes).toMatchObject({
      'saleguard.verdict': 'rejected',
      'saleguard.reason': 'price',
      'saleguard.rules': ['deep-markdown'],
    });
    expect(JSON.stringify(sdk.spans[0]?.attributes)).not.toMatch(/SECRET|o-1/);
  });

  it('are errors when the store or the set-up stood in the way, not when the order did', () => {
    publish('admit', call(rejected()));
    publish('admit', call(unknown()));
    publish('admit', call(rejected({ reason: 'store_failure' })));
    publish('release', call({ kind: 'refused', reason: 'unavailable', error: 'SECRET' } as const));
    publish('release', call({ kind: 'use_restore' } as const));
    expect(sdk.spans.map(({ name, status }) => [name, status])).toEqual([
      ['saleguard.admit', { code: SpanStatusCode.UNSET }],
      ['saleguard.admit', { code: SpanStatusCode.ERROR, message: 'deadline' }],
      ['saleguard.admit', { code: SpanStatusCode.ERROR, message: 'store_failure' }],
      ['saleguard.release', { code: SpanStatusCode.ERROR, message: 'unavailable' }],
      ['saleguard.release', { code: SpanStatusCode.UNSET }],
    ]);
  });
});

/** What the SDK for Node registers, in its smallest form. */
class StorageContext implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT;
  }
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    active: Context,
    run: F,
    self?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#storage.run(active, () => run.call(self, ...args));
  }
  bind<T>(_context: Context, target: T): T {
    return target;
  }
  enable(): this {
    return this;
  }
  disable(): this {
    this.#storage.disable();
    return this;
  }
}
