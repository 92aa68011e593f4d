import { currencyExponent } from '../../money/currency.js';
import { printAmount } from '../../money/decimal-text.js';
import { wallClockOf } from '../../notices/wall-time.js';
import type { PlanHeader, PlanRecord } from '../../remedy/plan.js';
import { BYTE_ORDER_MARK, LINE_END, textCell } from '../csv.js';

/** A value of a cell: `text` is never read as a formula, `number` is never quoted, so that a sheet can add it up. */
type Cell = { readonly text: string | undefined } | { readonly number: string | undefined };

/** One file of a plan for a spreadsheet. Names and order of its columns are stable; a new one goes to the end. */
export interface PlanTable {
  readonly file: string;
  readonly columns: readonly string[];
  /** Rows of a record; none where it has nothing for this file. */
  rows(record: PlanRecord): readonly (readonly Cell[])[];
}

/** First line of a file: the mark that makes Excel read UTF-8, and the names of the columns. */
export function tableHead({ columns }: Pick<PlanTable, 'columns'>): string {
  return `${BYTE_ORDER_MARK}${columns.join(',')}${LINE_END}`;
}

/** The lines of a record in a file. */
export function tableLines(table: PlanTable, record: PlanRecord): string {
  return table
    .rows(record)
    .map((cells) => `${cells.map(printCell).join(',')}${LINE_END}`)
    .join('');
}

function printCell(cell: Cell): string {
  if ('number' in cell) return cell.number ?? '';
  return cell.text === undefined ? '' : textCell(cell.text);
}

/**
 * The files of a plan but the notices: an order, a line, a payment and a coupon a row. Amounts are in whole units of the currency, points
 * are points, times are UTC.
 *
 * @throws GuardError `invalid-argument` where the plan's zone is none.
 */
export function planTables(header: PlanHeader): readonly PlanTable[] {
  return [ordersTable(header), linesTable(header), paymentsTable(header), couponsTable(header)];
}

function ordersTable({ currency, policy }: PlanHeader): PlanTable {
  const clock = wallClockOf(policy.legal.timeZone);
  const exponent = currencyExponent(currency);
  const dayOf = (instant: number): string => {
    const { year, month, day } = clock.at(instant);
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  };
  return {
    file: 'orders.csv',
    columns:
      'order,customer,receiver,decision,reasons,status,channel,placed_at,currency,money_back,points_back,shipping_back,earned_points_taken,partner,partner_miles_taken,coupons_restored,due_day,due_at,tier,decide_by_day,decide_by_at'.split(
        ',',
      ),
    rows: (record) => [
      [
        text(record.id),
        text(record.customer),
        text(record.receiver),
        text(record.decision),
        text([...new Set(record.lines.flatMap(({ reasons }) => reasons))].join(' ')),
        text(record.status),
        text(record.channel),
        text(instantText(record.placedAt)),
        text(currency),
        number(printAmount(sumOf(record, 'money'), exponent)),
        number(String(sumOf(record, 'points'))),
        number(printAmount(record.shippingMinor, exponent)),
        number(String(record.earnedPoints)),
        text(record.partnerMiles?.partner),
        number(record.partnerMiles === undefined ? undefined : String(record.partnerMiles.miles)),
        text(record.couponRefs.join(' ')),
        text(record.dueAt === undefined ? undefined : dayOf(record.dueAt)),
        text(record.dueAt === undefined ? undefined : instantText(record.dueAt)),
        text(record.tier),
        text(record.reviewDueAt === undefined ? undefined : dayOf(record.reviewDueAt)),
        text(record.reviewDueAt === undefined ? undefined : instantText(record.reviewDueAt)),
      ],
    ],
  };
}

function linesTable({ currency }: PlanHeader): PlanTable {
  const amount = (minor: number | undefined): Cell =>
    number(minor === undefined ? undefined : printAmount(minor, currencyExponent(currency)));
  return {
    file: 'lines.csv',
    columns:
      'order,line,sku,price_list,decision,reasons,units,units_cancelled,currency,price_shown,price_intended,money_back,given_away'.split(
        ',',
      ),
    rows: (record) =>
      record.lines.map((line) => [
        text(record.id),
        text(line.lineId),
        text(line.sku),
        text(line.priceList),
        text(line.decision),
        text(line.reasons.join(' ')),
        number(String(line.quantity)),
        number(String(line.cancelledUnits)),
        text(currency),
        // Of an order in another currency the plan has no amount in its own.
        amount(line.reasons.includes('other-currency') ? undefined : line.shownMinor),
        amount(line.intendedMinor),
        amount(line.refundMinor),
        amount(line.givenAwayMinor),
      ]),
  };
}

function paymentsTable({ currency }: PlanHeader): PlanTable {
  return {
    file: 'payments.csv',
    columns: 'order,payment,method,kind,unit,amount,due_at'.split(','),
    rows: (record) =>
      record.payments.map(({ ref, method, kind, amountMinor }) => {
        const isPoints = kind === 'restore-points';
        return [
          text(record.id),
          text(ref),
          text(method),
          text(kind),
          text(isPoints ? 'points' : currency),
          number(isPoints ? String(amountMinor) : printAmount(amountMinor, currencyExponent(currency))),
          text(record.dueAt === undefined ? undefined : instantText(record.dueAt)),
        ];
      }),
  };
}

function couponsTable({ currency, couponExpiresAt }: PlanHeader): PlanTable {
  return {
    file: 'coupons.csv',
    columns: 'customer,order,currency,worth_at_most,code_sha256,expires_at,tier'.split(','),
    rows: ({ customer, id, coupon }) =>
      coupon === undefined
        ? []
        : [
            [
              text(customer),
              text(id),
              text(currency),
              number(printAmount(coupon.amountMinor, currencyExponent(currency))),
              text(coupon.codeSha256),
              text(couponExpiresAt === undefined ? undefined : instantText(couponExpiresAt)),
              text(coupon.tier),
            ],
          ],
  };
}

function text(value: string | undefined): Cell {
  return { text: value };
}

function number(value: string | undefined): Cell {
  return { number: value };
}

function instantText(instant: number): string {
  return new Date(instant).toISOString();
}

function sumOf({ payments }: PlanRecord, what: 'money' | 'points'): number {
  return payments.reduce(
    (sum, { kind, amountMinor }) =>
      sum + ((kind === 'restore-points') === (what === 'points') ? amountMinor : 0),
    0,
  );
}
