import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeOffer, OFFER_COLUMNS, type OfferInit } from '../../src/catalog/offer.js';
import { KOREAN_COLUMNS } from '../../src/readers/korean-columns.js';

// Holds the recipe "a column of the catalogue" of CONTRIBUTING.md, step by step.
const required: OfferInit = { sku: 'EP-100', currency: 'KRW', priceMinor: 129_000 };

describe('the recipe of a column', () => {
  it('step 1: every column has a field of the offer, present even when it is not supplied', () => {
    // priceList is the one field with a default.
    expect(Object.keys(makeOffer(required))).toHaveLength(OFFER_COLUMNS.length);
  });

  it('step 2: no Korean header means two columns', () => {
    const headers = Object.values(KOREAN_COLUMNS).flat();
    expect(headers.filter((header, index) => headers.indexOf(header) !== index)).toEqual([]);
  });

  it('step 4: every column is described in docs/catalogue.md', () => {
    const page = readFileSync(new URL('../../docs/catalogue.md', import.meta.url), 'utf8');
    expect(OFFER_COLUMNS.filter((column) => !page.includes(`\`${column}\``))).toEqual([]);
  });
});
