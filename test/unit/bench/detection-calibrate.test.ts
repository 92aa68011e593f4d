import { describe, expect, it } from 'vitest';
import { generatedCatalogue } from '../../../bench/detection/calibrate-catalogue.js';
import type { SkuDay } from '../../../bench/detection/sku-day.js';
import { skuDay } from './detection-rows.js';

const ROWS = generatedCatalogue(Array.from({ length: 2000 }, (_, at) => skuDay({ sku: `EP-${String(at)}` })));

function percentile(rows: readonly SkuDay[], share: number): number {
  const depths = rows
    .map(({ priceMinor, generated }) => 1 - priceMinor / generated.listMinor)
    .sort((a, b) => a - b);
  return depths[Math.floor(share * depths.length)] ?? NaN;
}

describe('the made-up catalogue', () => {
  it.each([
    ['New', 0.2, 0.17],
    ['Everyday', 0.4, 0.45],
    ['Outlet', 0.3, 0.8],
    ['Clearance', 0.1, 0.94],
  ])('has the category %s with the 99th percentile the page states', (category, share, p99) => {
    const rows = ROWS.filter((row) => row.category === category);
    expect(rows.length / ROWS.length).toBeCloseTo(share, 1);
    expect(Math.abs(percentile(rows, 0.99) - p99)).toBeLessThan(0.015);
  });

  it('gives every copy a SKU of its own, so that none judges what another taught', () => {
    expect(new Set(ROWS.map(({ sku }) => sku)).size).toBe(ROWS.length);
  });
});
