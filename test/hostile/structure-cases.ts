import {
  accepted,
  bytesOf,
  csv,
  GOOD,
  HEADER,
  refusedFile,
  refusedRows,
  type HostileCase,
} from './hostile-case.js';

const NAMED = 'sku,price,currency,name';
const A = 'EP-100,129000,KRW';
const MEGABYTE = 1 << 20;

function badQuote(name: string, ...lines: readonly string[]): HostileCase {
  return refusedRows(name, csv(NAMED, ...lines, `${GOOD},y`), {
    problems: ['bad-quote'],
    line: 2,
    offers: 1,
  });
}

/** Quotes that are right, nearly right and wrong. */
export const QUOTE_CASES: readonly HostileCase[] = [
  accepted('a quoted comma, line end and quote', csv(NAMED, `${A},"a, b\nc ""d"""`, `${GOOD},y`), {
    offers: 2,
  }),
  accepted('a quoted CRLF', bytesOf(`${NAMED}\r\n${A},"a\r\nb"\r\n`), { offers: 1 }),
  accepted('every field quoted', csv('"sku","price","currency"', '"EP-100","129000","KRW"'), { offers: 1 }),
  accepted('a SKU that is one quote', csv(HEADER, '"""",129000,KRW'), { offers: 1, sku: '"' }),
  accepted('curly quotes', csv(NAMED, `${A},“Pro” earphones`), { offers: 1 }),
  badQuote('a quote inside an unquoted field', `${A},27" monitor`),
  badQuote('text behind a closing quote', `${A},"a"b`),
  badQuote('a blank before the opening quote', `${A}, "a"`),
  badQuote('a quote escaped with a backslash', `${A},"a\\"b"`),
  refusedRows('a quote left open on one row', csv(NAMED, `${A},"a`, `${GOOD},y`, 'EP-300,1,KRW,"z"'), {
    problems: ['bad-quote'],
    line: 2,
    offers: 2,
    ruleIds: ['parse-strict'],
  }),
  refusedRows('a quote left open on the last row', csv(NAMED, `${GOOD},y`, `${A},"a`), {
    problems: ['unclosed-quote'],
    line: 3,
    offers: 1,
  }),
  refusedRows('a quote left open before 100,000 bytes of rows', csv(NAMED, `${A},"a`, ...manyRows(5000)), {
    problems: ['unclosed-quote'],
    line: 2,
    offers: 5000,
  }),
  refusedRows('a row of a thousand quotes', csv(HEADER, '"'.repeat(1000), GOOD), {
    problems: ['too-few-fields'],
    line: 2,
    offers: 1,
  }),
  refusedRows('a row of a hundred thousand quotes', csv(HEADER, '"'.repeat(100_001), GOOD), {
    problems: ['row-too-long'],
    line: 2,
    offers: 1,
  }),
  refusedFile('a header with an open quote', csv('sku,"price,currency', GOOD), ['line 1', 'quote']),
];

function manyRows(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `EP-${String(index + 1000)},${String(20_000 + index)},KRW,y`,
  );
}

/** Lines, fields, lengths and separators. */
export const STRUCTURE_CASES: readonly HostileCase[] = [
  accepted('no line end at the end of the file', bytesOf(`${HEADER}\n${A}`), { offers: 1 }),
  accepted('CRLF line ends', bytesOf(`${HEADER}\r\n${A}\r\n`), { offers: 1 }),
  accepted('LF and CRLF mixed', bytesOf(`${HEADER}\r\n${A}\n${GOOD}\r\n`), { offers: 2 }),
  accepted('empty lines before, between and behind', bytesOf(`\n${HEADER}\n\n\r\n${A}\n\n${GOOD}\n\n\n`), {
    offers: 2,
  }),
  accepted('a hundred thousand empty lines', bytesOf(`${HEADER}\n${'\n'.repeat(100_000)}${A}\n`), {
    offers: 1,
  }),
  accepted('a comma at the end of the header and of every row', csv(`${HEADER},`, `${A},`, `${GOOD},`), {
    offers: 2,
  }),
  accepted('blanks and tabs around values', csv(' sku ,price, currency', ' EP-100 ,\t129000 , KRW '), {
    offers: 1,
    sku: 'EP-100',
  }),
  refusedRows('a comma too many at the end of a row', csv(HEADER, `${A},`, GOOD), {
    problems: ['too-many-fields'],
    line: 2,
    offers: 1,
  }),
  refusedRows('a row with a field too few', csv(HEADER, GOOD, 'EP-100,129000'), {
    problems: ['too-few-fields'],
    line: 3,
    offers: 1,
  }),
  refusedRows('an unquoted comma in a name', csv(NAMED, `${A},a, b`, `${GOOD},y`), {
    problems: ['too-many-fields'],
    line: 2,
    offers: 1,
  }),
  refusedRows('a line of blanks', csv(HEADER, '   ', GOOD), {
    problems: ['too-few-fields'],
    line: 2,
    offers: 1,
  }),
  refusedRows('a row of commas alone', csv(HEADER, ',,', GOOD), {
    problems: ['missing', 'missing', 'missing'],
    line: 2,
    offers: 1,
  }),
  refusedFile('old Mac line ends', bytesOf(`${HEADER}\r${A}\r`), ['line 1', 'carriage return']),
  refusedRows('a lone carriage return in a row', csv(NAMED, `${GOOD},y`, `${A},a\rb`), {
    problems: ['control-character'],
    line: 3,
    offers: 1,
  }),
  refusedRows('a row of 70,000 bytes', csv(NAMED, `${A},${'x'.repeat(70_000)}`, `${GOOD},y`), {
    problems: ['row-too-long'],
    line: 2,
    offers: 1,
  }),
  accepted('a row as long as a row may be', csv(NAMED, `${A},${'x'.repeat(65_536 - A.length - 1)}`), {
    offers: 1,
  }),
  refusedRows('a quoted field of a megabyte', csv(NAMED, `${A},"${'x'.repeat(MEGABYTE)}"`, `${GOOD},y`), {
    problems: ['row-too-long'],
    line: 2,
    offers: 1,
  }),
  refusedRows('an amount of a megabyte', csv(HEADER, `EP-100,${'9'.repeat(MEGABYTE)},KRW`, GOOD), {
    problems: ['row-too-long'],
    line: 2,
    offers: 1,
  }),
  refusedRows('an amount of 60,000 digits', csv(HEADER, `EP-100,${'9'.repeat(60_000)},KRW`, GOOD), {
    problems: ['too-long'],
    line: 2,
    offers: 1,
  }),
  refusedFile('a header of a megabyte', csv(`${HEADER},${'x'.repeat(MEGABYTE)}`, `${A},y`), [
    'line 1',
    '65536 bytes',
  ]),
  refusedFile('a hundred thousand columns', csv(`${HEADER}${','.repeat(99_997)}`, A), [
    'line 1',
    '65536 bytes',
  ]),
  refusedFile('501 columns', csv(`${HEADER}${','.repeat(498)}`, `${A}${','.repeat(498)}`), [
    '501 columns',
    '500',
  ]),
  refusedRows('a row of 60,000 fields', csv(HEADER, ','.repeat(60_000), GOOD), {
    problems: ['too-many-fields'],
    line: 2,
    offers: 1,
  }),
  refusedFile('separated by semicolons', csv('sku;price;currency', 'EP-100;129000;KRW'), ['";"', 'commas']),
  refusedFile('separated by tabs', csv('sku\tprice\tcurrency', 'EP-100\t129000\tKRW'), ['tabs', 'commas']),
  refusedFile('an empty file', new Uint8Array(0), ['is empty']),
  refusedFile('nothing but line ends', bytesOf('\n\r\n\n'), ['is empty']),
  refusedFile('a header alone', csv(HEADER), ['no rows']),
  refusedFile('a header alone, without a line end', bytesOf(HEADER), ['no rows']),
];

/** Headers that name columns twice, wrongly or not at all. */
export const HEADER_CASES: readonly HostileCase[] = [
  accepted('headers in capitals', csv('SKU,Price,CURRENCY', A), { offers: 1 }),
  accepted(
    'headers no column is called',
    csv('sku,price,currency,memo,__proto__,constructor', `${A},a,b,c`),
    { offers: 1 },
  ),
  accepted(
    'Korean headers with the preset',
    csv('상품코드,상품명,판매가', 'EP-100,이어폰,129000'),
    { offers: 1 },
    { args: ['--preset', 'korean', '--currency', 'KRW'] },
  ),
  accepted(
    'Korean headers as a Mac writes them (NFD)',
    bytesOf(`${'상품코드,판매가'.normalize('NFD')}\nEP-100,129000\n`),
    { offers: 1 },
    { args: ['--preset', 'korean', '--currency', 'KRW'] },
  ),
  refusedFile('Korean headers without the preset', csv('상품코드,판매가', 'EP-100,129000'), [
    '상품코드',
    '--preset korean',
  ]),
  refusedFile(
    'two Korean headers for the price',
    csv('상품코드,판매가,할인가', 'EP-100,159000,129000'),
    ['판매가', '할인가', 'price', '--columns'],
    { args: ['--preset', 'korean', '--currency', 'KRW'] },
  ),
  accepted(
    'two Korean headers for the price, one chosen',
    csv('상품코드,판매가,할인가', 'EP-100,159000,129000'),
    { offers: 1 },
    { args: ['--preset', 'korean', '--currency', 'KRW', '--columns', '할인가=price'] },
  ),
  refusedFile('the same header twice', csv('sku,price,currency,price', `${A},1`), ['price', 'two columns']),
  refusedFile('two headers for one column', csv('sku,price,currency,Price', `${A},1`), [
    'Price',
    'both mean price',
  ]),
  refusedFile('no sku', csv('skuu,price,currency', A), ['no column sku', 'skuu=sku']),
  refusedFile('no price', csv('sku,cost,currency', A), ['no column price']),
  refusedFile('no currency', csv('sku,price', 'EP-100,129000'), ['no column currency', '--currency KRW']),
  refusedFile('rows without a header', csv(A, GOOD), ['no column sku, price, currency', 'EP-100']),
  refusedFile('a header with a zero byte', bytesOf('sku,pri\u0000ce,currency\nEP-100,1,KRW\n'), [
    'line 1',
    'control',
  ]),
  accepted(
    'a byte-order mark inside a quoted header of no column',
    csv('sku,price,currency,"\ufeffmemo"', `${A},x`),
    {
      offers: 1,
    },
  ),
];
