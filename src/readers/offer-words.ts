import type { Condition, TaxBasis } from '../catalog/offer.js';

/** What a `condition` column may say, in lower case. */
export const CONDITION_WORDS: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ['new', 'new'],
  ['새상품', 'new'],
  ['신상품', 'new'],
  ['신품', 'new'],
  ['open-box', 'open-box'],
  ['open box', 'open-box'],
  ['개봉', 'open-box'],
  ['refurbished', 'refurbished'],
  ['refurb', 'refurbished'],
  ['리퍼', 'refurbished'],
  ['리퍼비시', 'refurbished'],
  ['used', 'used'],
  ['중고', 'used'],
  ['중고상품', 'used'],
]);

/** What a `tax_basis` column may say. */
export const TAX_BASIS_WORDS: ReadonlyMap<string, TaxBasis> = new Map<string, TaxBasis>([
  ['included', 'included'],
  ['포함', 'included'],
  ['excluded', 'excluded'],
  ['별도', 'excluded'],
]);

/** What a `gift` column may say. */
export const GIFT_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['y', true],
  ['yes', true],
  ['1', true],
  ['예', true],
  ['false', false],
  ['n', false],
  ['no', false],
  ['0', false],
  ['아니오', false],
]);
