import type { Random } from '../detection/random.js';
import type { OfferRecord } from './offer-record.js';

/** A mistake put into an otherwise ordinary row; named after the rule it is meant for, though others may see it as well. */
export interface Fault {
  readonly ruleId: string;
  spoil(record: OfferRecord, random: Random): void;
}

const FILLERS = [1234, 12_345, 99, 999, 9999, 99_999] as const;
const ENDED = '2026-07-20T00:00:00+09:00';
const EARLIER = '2026-07-10T00:00:00+09:00';

function listOf(record: OfferRecord): number {
  return record.list_price ?? record.price;
}

function withoutDigit(amount: number, random: Random): number {
  const digits = String(amount);
  const at = random.below(digits.length);
  return Number(`${digits.slice(0, at)}${digits.slice(at + 1)}`);
}

/** One fault for each of the twelve rules. */
export const FAULTS: readonly Fault[] = [
  {
    ruleId: 'required-input',
    spoil(record, random) {
      if (random.next() < 0.5) record.name = undefined;
      else record.category = undefined;
    },
  },
  {
    ruleId: 'field-swap',
    spoil(record, random) {
      const list = listOf(record);
      const was = record.price;
      if (random.next() < 0.5) {
        record.price = Math.max(200, Math.round(list * 0.3));
        record.discount = record.price;
      } else {
        record.previous_price = list;
        record.price = Math.round(list * 1.4);
        record.list_price = record.previous_price;
        record.discount = record.price - was;
      }
    },
  },
  {
    ruleId: 'unit-pack',
    spoil(record, random) {
      const pack = random.pick([6, 10, 12, 24]);
      if (random.next() < 0.5) {
        record.pack = 1;
        record.name = `${record.name ?? '상품'} ${pack}개입`;
      } else {
        record.pack = pack;
        record.price = Math.round(listOf(record) / pack);
      }
    },
  },
  {
    ruleId: 'digit-shift',
    spoil(record) {
      record.price = Math.floor(listOf(record) / 10);
    },
  },
  {
    ruleId: 'currency-exponent',
    spoil(record, random) {
      record.price = random.next() < 0.7 ? Math.round(listOf(record) / 100) : listOf(record) * 100;
    },
  },
  {
    ruleId: 'digit-edit',
    spoil(record, random) {
      record.price = Math.max(1, withoutDigit(listOf(record), random));
    },
  },
  {
    ruleId: 'placeholder',
    spoil(record, random) {
      if (random.next() < 0.3) record.sku = `TEST-${record.sku}`;
      else record.price = random.pick(FILLERS);
    },
  },
  {
    ruleId: 'sale-window',
    spoil(record, random) {
      const kind = random.below(3);
      record.sale_starts_at = kind === 0 ? ENDED : EARLIER;
      record.sale_ends_at = kind === 0 ? EARLIER : kind === 1 ? ENDED : undefined;
    },
  },
  {
    ruleId: 'absolute-floor',
    spoil(record, random) {
      record.price = random.below(101);
    },
  },
  {
    ruleId: 'above-list',
    spoil(record, random) {
      record.price = Math.ceil(listOf(record) * random.factor({ low: 1.01, high: 1.8 }));
    },
  },
  {
    ruleId: 'below-cost',
    spoil(record, random) {
      record.cost = Math.ceil(record.price * random.factor({ low: 1.05, high: 4 }));
    },
  },
  {
    ruleId: 'deep-markdown',
    spoil(record, random) {
      record.price = Math.round(listOf(record) * random.factor({ low: 0.03, high: 0.2 }));
    },
  },
];
