import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import type { Sale, SaleEntry } from '../catalog/sale.js';
import { assert } from '../core/assert.js';
import { parseInstant, type EpochMs } from '../core/clock.js';
import { amountIssue, amountMinor } from './amount-field.js';
import { readChecked, type DocumentForm } from './checked-document.js';
import { EXPORTED_LIMITS } from './document-limits.js';
import type { CheckProblem } from './problem.js';
import { saleSchema, type RawSale, type RawSaleEntry } from './sale-schema.js';

const MINUTE_MS = 60_000;

const FORM: DocumentForm<RawSale> = {
  code: 'input',
  schema: saleSchema(),
  saysNothing:
    'the file says nothing; a sale has version, saleId, epoch, currency, startsAt, endsAt and channels',
  limits: EXPORTED_LIMITS,
  crossCheck,
};

/**
 * Reads a sale from the text of a YAML or JSON file.
 *
 * @throws GuardError `input` naming every problem of the file with its line, what was got and what was expected.
 * @example
 * readSale(text, { file: 'sale.yaml' }).saleId;
 */
export function readSale(text: string, options: { readonly file: string }): Sale {
  const { value: raw } = readChecked(text, options.file, FORM);
  return {
    saleId: raw.saleId,
    epoch: raw.epoch,
    startsAt: instantOf(raw.startsAt),
    endsAt: instantOf(raw.endsAt),
    currency: raw.currency,
    lossBudgetMinor: raw.lossBudget === undefined ? undefined : amountMinor(raw.lossBudget, raw.currency),
    channels: raw.channels.map(({ id, paymentMinutes }) => ({ id, paymentMs: paymentMinutes * MINUTE_MS })),
    perCustomerMax: raw.perCustomer,
    entries: (raw.entries ?? []).map(entryOf),
  };
}

function entryOf(raw: RawSaleEntry): SaleEntry {
  return {
    sku: raw.sku,
    priceList: raw.priceList ?? DEFAULT_PRICE_LIST,
    stockKey: raw.stockKey,
    allotment: raw.allotment,
    perCustomerMax: raw.perCustomer,
    components: raw.components,
  };
}

function crossCheck(raw: RawSale): CheckProblem[] {
  const found: CheckProblem[] = [];
  const startsAt = instantOf(raw.startsAt);
  if (instantOf(raw.endsAt) <= startsAt)
    found.push({ path: ['endsAt'], message: `got ${raw.endsAt}, expected an instant after startsAt` });
  const issue = raw.lossBudget === undefined ? undefined : amountIssue(raw.lossBudget, raw.currency);
  if (issue !== undefined) found.push({ path: ['lossBudget'], message: issue });
  found.push(
    ...repeated(
      raw.channels.map(({ id }) => id),
      'channels',
      'channel',
    ),
  );
  const entries = raw.entries ?? [];
  const keys = entries.map(({ sku, priceList }) => JSON.stringify([sku, priceList ?? DEFAULT_PRICE_LIST]));
  found.push(...repeated(keys, 'entries', 'SKU and price list'));
  entries.forEach((entry, index) => {
    if (Object.keys(entry).every((key) => key === 'sku' || key === 'priceList')) {
      const message = 'changes nothing; add stockKey, allotment, perCustomer or components';
      found.push({ path: ['entries', index], message });
    }
    const components = (entry.components ?? []).map(({ stockKey }) => stockKey);
    if (new Set(components).size < components.length) {
      const message = 'names a stock key twice; add the quantities up';
      found.push({ path: ['entries', index, 'components'], message });
    }
  });
  return found;
}

function repeated(values: readonly string[], list: string, what: string): CheckProblem[] {
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    const before = first.get(value);
    if (before === undefined) {
      first.set(value, index);
      return [];
    }
    return [{ path: [list, index], message: `is for the same ${what} as ${list}[${before}]; keep one` }];
  });
}

function instantOf(text: string): EpochMs {
  const instant = parseInstant(text);
  assert(instant !== undefined, 'the schema lets only instants through');
  return instant;
}
