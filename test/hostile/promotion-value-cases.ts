import { file, refused, told, type PromotionCase } from './promotion-case.js';

const PERCENT = `expected a percentage above 0 up to 100 with at most 2 decimals, such as 10 or '12.5'`;
const AMOUNT = `expected an amount in quotes, such as '9000' or '12.50', or a whole number`;

function percent(written: string, message: string): PromotionCase {
  return refused(
    `percent: ${written}`,
    file(`id: A, kind: percent, percent: ${written}`),
    told('percent', message),
  );
}

function amount(written: string, message: string): PromotionCase {
  const text = file(`id: A, kind: fixed, per: order, amount: ${written}`);
  return refused(`amount: ${written}`, text, told('amount', message));
}

function field(name: string, written: string, message: string): PromotionCase {
  const text = file(`id: A, kind: percent, percent: 10, ${name}: ${written}`);
  return refused(`${name}: ${written}`, text, told(name, message));
}

const PERCENT_CASES: readonly PromotionCase[] = [
  percent('0', `got 0, ${PERCENT}`),
  percent("'0.00'", `got "0.00", ${PERCENT}`),
  percent('-10', `got -10, ${PERCENT}`),
  percent('101', `got 101, ${PERCENT}`),
  percent('100.001', `got 100.001, ${PERCENT}`),
  percent('33.333', `got 33.333, ${PERCENT}`),
  percent('"10%"', `got "10%", ${PERCENT}; write 10`),
  percent('10 %', `got "10 %", ${PERCENT}; write 10`),
  percent('0.1', `got 0.1, ${PERCENT}; write 10 for 10 %, or '0.1' in quotes for less than one percent`),
  percent('010', '010 reads as 10 here and otherwise elsewhere'),
  percent('1_0', '1_0 is a number to some YAML readers and a text to others; write 10'),
  percent('0x10', '0x10 reads as 16 here and otherwise elsewhere'),
  percent('1e999', '1e999 is not a finite number'),
  percent('.nan', '.nan is not a finite number'),
  percent('NaN', `got "NaN", ${PERCENT}`),
  percent('１０', `got "１０", ${PERCENT}`),
  percent("' 10'", `got " 10", ${PERCENT}`),
  percent("'1e1'", `got "1e1", ${PERCENT}`),
  percent("'12,5'", `got "12,5", ${PERCENT}`),
  percent('ten', `got "ten", ${PERCENT}`),
  percent('', `got nothing, ${PERCENT}`),
  percent('[10]', `got a list, ${PERCENT}`),
  percent('true', `got true, ${PERCENT}`),
];

const AMOUNT_CASES: readonly PromotionCase[] = [
  amount("'5,000'", `got "5,000", ${AMOUNT}; leave out what separates thousands`),
  amount('-5000', `got -5000, ${AMOUNT}`),
  amount("'-5000'", `got "-5000", ${AMOUNT}`),
  amount('0', 'got 0, expected an amount above 0'),
  amount("'0.00'", 'got 0, expected an amount above 0'),
  amount('5000.5', `got 5000.5, ${AMOUNT}; put it in quotes: '5000.5'`),
  amount("'5000.5'", 'got 5000.5, expected at most 0 decimals: KRW has no more'),
  amount("'129.000'", 'got 129.000, expected at most 0 decimals: KRW has no more'),
  amount('9007199254740993', '9007199254740993 is beyond 2^53 - 1 and would be rounded'),
  amount("'9007199254740993'", 'got 9007199254740993, expected at most 2^53 - 1 minor units of KRW'),
  amount(`'${'9'.repeat(400)}'`, `got "${'9'.repeat(60)}…"`),
  amount('1e999', '1e999 is not a finite number'),
  amount('-.inf', '-.inf is not a finite number'),
  amount("'1e9000000000000000'", `${AMOUNT}; write all its digits`),
  amount("'₩5000'", `got "₩5000", ${AMOUNT}; leave out the currency`),
  amount("'５０００'", `got "５０００", ${AMOUNT}; write plain digits 0-9`),
  amount("'05000'", `got "05000", ${AMOUNT}; a number does not start with 0`),
  amount("'5000,50'", `${AMOUNT}; write a decimal point`),
  amount('05000', '05000 reads as 5000 here and otherwise elsewhere'),
  amount("''", `got "", ${AMOUNT}`),
  amount('{ KRW: 5000 }', `got a section, ${AMOUNT}`),
];

const COUNT = 'expected a whole number from 1 to';

const FIELD_CASES: readonly PromotionCase[] = [
  field('cap', '0', 'got 0, expected an amount above 0: leave cap out where there is none'),
  field('budget', '0', 'got 0, expected an amount above 0: leave budget out where there is none'),
  field('usesMax', '0', `got 0, ${COUNT} 1000000000`),
  field('usesMax', '1.5', `got 1.5, ${COUNT} 1000000000`),
  field('usesMax', "'500'", `got "500", ${COUNT} 1000000000; write 500 without quotes`),
  field('usesMax', '1e300', '1e300 is beyond 2^53 - 1 and would be rounded'),
  field('perCustomerMax', '2000000000', `got 2000000000, ${COUNT} 1000000000`),
  field('perOrderMax', '101', `got 101, ${COUNT} 100`),
  field('quantityMin', '10001', `got 10001, ${COUNT} 10000`),
  field('coupon', 'yes', 'yes is true to some YAML readers and a text to others'),
  field('coupon', '"true"', 'got "true", expected true or false; write true without quotes'),
  field('exclusive', '1', 'got 1, expected true or false'),
  field('currency', 'krw', 'got "krw", expected an ISO 4217 code such as KRW or USD; write KRW'),
  field('currency', 'XYZ', 'got "XYZ", expected an ISO 4217 code'),
  field('group', '"a b"', 'got "a b", expected a name of a group: 1 to 64 of'),
  field('name', '"a\\u0085b"', 'no control characters'),
  field('name', '2026', "got 2026, expected a name as text; put it in quotes: '2026'"),
  field('startsAt', '2026-11-27', 'expected an instant with its offset'),
  field('startsAt', '2026-11-27T00:00:00', 'expected an instant with its offset'),
  field('startsAt', '2026-02-30T00:00:00+09:00', 'expected an instant with its offset'),
  field('endsAt', '1795705200000', 'got 1795705200000, expected an instant with its offset'),
  field('appliesTo', '', 'got nothing, expected a section with listedOnly'),
  field('excludes', '[]', 'got an empty list; name at least one, or leave it out'),
  field('excludes', 'B', 'got "B", expected a list of at most 1000'),
  field(
    'excludes',
    `[${Array.from({ length: 100_000 }, (_, at) => `X${at}`).join(',')}]`,
    'got a list, expected a list of at most 1000',
  ),
];

/** Values that other programs read as something else, or that mean nothing. */
export const PROMOTION_VALUE_CASES: readonly PromotionCase[] = [
  ...PERCENT_CASES,
  ...AMOUNT_CASES,
  ...FIELD_CASES,
];
