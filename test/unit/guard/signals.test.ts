import { describe, expect, it } from 'vitest';
import type { SignalRequest } from '../../../src/stock/request.js';
import { lineOf, makeWorld, orderOf } from './guard-world.js';

/** What the trip rules are told of an order. */
async function signalOf(lines: ReturnType<typeof lineOf>[]): Promise<SignalRequest> {
  const told: SignalRequest[] = [];
  const { guard } = await makeWorld({
    wrap: (stock) => ({
      ...stock,
      signal: (request) => {
        told.push(request);
        return stock.signal(request);
      },
    }),
  });
  const verdict = await guard.admit(orderOf('order-1', { lines }));
  await guard.close();
  expect(verdict.kind).toBe('rejected');
  expect(told).toHaveLength(1);
  return told[0] ?? { id: 'none', scopes: [] };
}

describe('what the trip rules are told of a rejected order', () => {
  it('names the SKU with the wrong price, and not what was bought with it', async () => {
    const wrong = lineOf('EP-100', { unitPriceMinor: 5 });
    const right = lineOf('CABLE', { lineId: '2', unitPriceMinor: 5_000 });
    const { scopes, values } = await signalOf([wrong, right]);
    expect(scopes).toContain('sku:EP-100');
    expect(scopes).not.toContain('sku:CABLE');
    expect(values?.map(({ scope }) => scope)).toEqual(['sku:EP-100']);
  });

  it('names both when both are wrong', async () => {
    const lines = [
      lineOf('EP-100', { unitPriceMinor: 5 }),
      lineOf('CABLE', { lineId: '2', unitPriceMinor: 6 }),
    ];
    const { scopes } = await signalOf(lines);
    expect(scopes).toEqual(expect.arrayContaining(['sku:EP-100', 'sku:CABLE']));
  });
});
