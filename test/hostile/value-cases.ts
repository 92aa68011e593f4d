import type { ReadProblem } from '../../src/catalog/row.js';
import { accepted, bytesOf, csv, GOOD, HEADER, refusedRows, type HostileCase } from './hostile-case.js';

type Kind = ReadProblem['kind'];

const NAMED = 'sku,price,currency,name';

function badPrice(
  price: string,
  kind: Kind,
  options: { currency?: string; ruleId?: string } = {},
): HostileCase {
  const currency = options.currency ?? 'KRW';
  const shown = price.length > 40 ? `${price.slice(0, 40)}…` : price;
  return refusedRows(
    `the price ${JSON.stringify(shown)} ${currency}`,
    csv(HEADER, `EP-100,"${price}",${currency}`, GOOD),
    {
      problems: [kind],
      line: 2,
      offers: 1,
      ruleIds: [options.ruleId ?? 'parse-strict'],
    },
  );
}

/** A policy that declares how numbers are written. */
function declared(numbers: string): { args: string[]; files: Record<string, Uint8Array> } {
  const policy = bytesOf(`version: 1\ncatalog:\n  numbers: ${numbers}\n`);
  return { args: ['--policy', 'policy.yaml'], files: { 'policy.yaml': policy } };
}

/** Amounts that other programs read as something else. */
export const AMOUNT_CASES: readonly HostileCase[] = [
  badPrice('1e9000000000000000', 'exponent-notation'),
  badPrice('1.29E+05', 'exponent-notation'),
  badPrice('0x10', 'not-a-number'),
  badPrice('1_000', 'not-a-number'),
  badPrice('NaN', 'not-a-number'),
  badPrice('Infinity', 'not-a-number'),
  badPrice('-Infinity', 'not-a-number'),
  badPrice('null', 'not-a-number'),
  badPrice('#REF!', 'not-a-number'),
  badPrice('=1+1', 'not-a-number'),
  badPrice('+5', 'not-a-number'),
  badPrice('5-', 'not-a-number'),
  badPrice('--5', 'not-a-number'),
  badPrice('.5', 'not-a-number'),
  badPrice('5.', 'not-a-number'),
  badPrice('١٢٩٠٠٠', 'not-a-number'),
  badPrice('１２９０００', 'full-width-digits'),
  badPrice('1,290', 'group-separator'),
  badPrice('1.290,00', 'locale-comma', { currency: 'EUR' }),
  badPrice('12,90', 'locale-comma', { currency: 'EUR' }),
  badPrice('₩129,000', 'currency-sign'),
  badPrice('129000원', 'currency-sign'),
  badPrice('007', 'leading-zeros'),
  badPrice('129000.50', 'fraction-digits', { ruleId: 'currency-exponent' }),
  badPrice('1290.5', 'fraction-digits', { currency: 'JPY', ruleId: 'currency-exponent' }),
  badPrice('12.3456', 'fraction-digits', { currency: 'USD', ruleId: 'currency-exponent' }),
  badPrice('1.2901', 'fraction-digits', { currency: 'BHD', ruleId: 'currency-exponent' }),
  badPrice('12.345', 'fraction-digits', { currency: 'USD', ruleId: 'currency-exponent' }),
  badPrice('9007199254740992', 'out-of-range'),
  badPrice('99999999999999999999', 'out-of-range'),
  badPrice('-99999999999999999999', 'out-of-range'),
  badPrice('0'.repeat(41), 'too-long'),
  badPrice('', 'missing'),
  badPrice('   ', 'missing'),
  badPrice('129000', 'unknown-currency', { currency: 'XXX' }),
  badPrice('129000', 'unknown-currency', { currency: 'krw' }),
  badPrice('129000', 'unknown-currency', { currency: '__proto__' }),
  badPrice('129000', 'missing', { currency: '' }),
  accepted('zero decimals that KRW does not have', csv(HEADER, 'EP-100,129000.00,KRW', GOOD), { offers: 2 }),
  accepted('three decimals of BHD', csv(HEADER, 'EP-100,12.345,BHD'), { offers: 1 }),
  accepted('JPY', csv(HEADER, 'EP-100,1290,JPY'), { offers: 1 }),
  accepted(
    'the currency from the command line',
    csv('sku,price', 'EP-100,129000'),
    { offers: 1 },
    { args: ['--currency', 'KRW'] },
  ),
  accepted(
    'an empty currency where one is given for all',
    csv(HEADER, 'EP-100,129000,'),
    { offers: 1 },
    {
      args: ['--currency', 'KRW'],
    },
  ),
  accepted(
    '₩ and thousands as declared',
    csv(HEADER, 'EP-100,"₩129,000",KRW'),
    { offers: 1 },
    declared(`{ groupSeparator: ',', currencySigns: ['₩'] }`),
  ),
  accepted(
    'German numbers as declared',
    csv(HEADER, 'EP-100,"1.290,00",EUR'),
    { offers: 1 },
    declared(`{ groupSeparator: '.', decimalSeparator: ',' }`),
  ),
  refusedRows(
    'thousands in the wrong place, groups declared',
    csv(HEADER, 'EP-100,"12,90",KRW', GOOD),
    { problems: ['locale-comma'], line: 2, offers: 1 },
    declared(`{ groupSeparator: ',' }`),
  ),
  refusedRows('a negative price', csv(HEADER, 'EP-100,-129000,KRW', GOOD), {
    problems: [],
    line: 2,
    offers: 2,
    ruleIds: ['absolute-floor'],
  }),
  refusedRows('minus zero', csv(HEADER, 'EP-100,-0,KRW', GOOD), {
    problems: [],
    line: 2,
    offers: 2,
    ruleIds: ['absolute-floor'],
  }),
];

function badSku(name: string, sku: string, kind: Kind): HostileCase {
  return refusedRows(name, csv(HEADER, `"${sku}",129000,KRW`, GOOD), {
    problems: [kind],
    line: 2,
    offers: 1,
  });
}

function goodSku(name: string, sku: string): HostileCase {
  return accepted(name, csv(HEADER, `"${sku}",129000,KRW`, GOOD), { offers: 2, sku });
}

function badName(name: string, text: string): HostileCase {
  const content = csv(NAMED, `EP-100,129000,KRW,"${text}"`, `${GOOD},y`);
  return refusedRows(name, content, { problems: ['control-character'], line: 2, offers: 2 });
}

function goodName(name: string, text: string): HostileCase {
  return accepted(name, csv(NAMED, `EP-100,129000,KRW,"${text}"`), { offers: 1 });
}

/** SKUs and names that are meant for something else than reading. */
export const TEXT_CASES: readonly HostileCase[] = [
  goodSku('the SKU __proto__', '__proto__'),
  goodSku('the SKU constructor', 'constructor'),
  goodSku('the SKU hasOwnProperty', 'hasOwnProperty'),
  goodSku('a SKU with blanks and slashes', 'EP 100/B'),
  goodSku('a Korean SKU', '이어폰-1'),
  goodSku('a SKU of 128 bytes', 'x'.repeat(128)),
  goodSku('a formula as SKU', `=cmd|' /C calc'!A0`),
  badSku('a SKU of 129 bytes', 'x'.repeat(129), 'too-long'),
  badSku('a SKU of 129 bytes in 43 characters', '한'.repeat(43), 'too-long'),
  badSku('a zero byte in a SKU', 'EP\u0000100', 'control-character'),
  badSku('a terminal escape in a SKU', 'EP\u001b[31m100', 'control-character'),
  badSku('a line end in a SKU', 'EP\n100', 'control-character'),
  badSku('a DEL in a SKU', 'EP\u007f100', 'control-character'),
  badSku('a C1 control in a SKU', 'EP\u009b31m100', 'control-character'),
  badSku('a direction mark in a SKU', 'EP\u202e001', 'control-character'),
  badSku('a zero-width space in a SKU', 'EP\u200b-100', 'control-character'),
  badSku('an empty SKU', '', 'missing'),
  goodName('a formula as name', '=1+1'),
  goodName('a direction mark in a name', 'EP \u202e99.2 NSU\u202c'),
  goodName('emoji and joined emoji', '🎧 👩‍👩‍👧‍👦'),
  goodName('a hundred combining marks', `e${'\u0301'.repeat(100)}`),
  goodName('markup as name', '<script>alert(1)</script>'),
  goodName('a tab and a line end in a name', 'a\tb\nc'),
  badName('a zero byte in a name', 'a\u0000b'),
  badName('a bell and a terminal escape in a name', 'a\u0007\u001b]0;x\u0007'),
  refusedRows(
    'a zero byte in a column that is ignored',
    csv(`${HEADER},memo`, 'EP-100,129000,KRW,a\u0000b', `${GOOD},y`),
    {
      problems: ['control-character'],
      line: 2,
      offers: 2,
    },
  ),
  refusedRows('the same SKU twice', csv(HEADER, 'EP-100,129000,KRW', 'EP-100,99000,KRW', GOOD), {
    problems: [],
    line: 2,
    offers: 3,
    ruleIds: ['feed-shape'],
  }),
];

function badValue(column: string, text: string, kind: Kind, ruleId = 'parse-strict'): HostileCase {
  const content = csv(`${HEADER},${column}`, `EP-100,129000,KRW,"${text}"`, `${GOOD},`);
  return refusedRows(`${column} ${JSON.stringify(text)}`, content, {
    problems: [kind],
    line: 2,
    // A row with an unreadable price list is no offer: nobody knows which.
    offers: column === 'price_list' ? 1 : 2,
    ruleIds: [ruleId],
  });
}

/** Optional values that are there and make no sense. */
export const VALUE_CASES: readonly HostileCase[] = [
  badValue('list_price', 'ask us', 'not-a-number'),
  badValue('stock_to_sell', '-1', 'out-of-range'),
  badValue('stock_to_sell', '1.5', 'out-of-range'),
  badValue('pack', '0', 'out-of-range'),
  badValue('pack', '6 x 4', 'not-a-number'),
  badValue('content', '-1', 'out-of-range'),
  badValue('quantity_min', '0', 'out-of-range'),
  badValue('claimed_markdown', '130%', 'out-of-range'),
  badValue('tax_basis', 'maybe', 'unknown-value'),
  badValue('gift', 'perhaps', 'unknown-value'),
  badValue('condition', 'shiny', 'unknown-value'),
  badValue('category', 'Audio > > Wired', 'unknown-value'),
  badValue('price_list', 'a\u0007', 'control-character'),
  badValue('sale_starts_at', '2026-08-01', 'time-without-offset', 'sale-window'),
  badValue('sale_starts_at', '2026-08-01 00:00', 'time-without-offset', 'sale-window'),
  badValue('sale_ends_at', '2026-02-30T00:00:00Z', 'not-a-time'),
  badValue('sale_ends_at', 'tomorrow', 'not-a-time'),
];
