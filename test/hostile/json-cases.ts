import { accepted, bytesOf, csv, refusedFile, refusedRows, type HostileCase } from './hostile-case.js';
import type { ReadProblem } from '../../src/catalog/row.js';

const FILE = { file: 'catalog.jsonl' };
const GOOD = '{"sku":"EP-200","price":"89000","currency":"KRW"}';

function badLine(name: string, line: string, kinds: readonly ReadProblem['kind'][], offers = 1): HostileCase {
  return refusedRows(name, csv(line, GOOD), { problems: kinds, line: 1, offers }, FILE);
}

function goodLine(name: string, line: string, sku = 'EP-100'): HostileCase {
  return accepted(name, csv(line, GOOD), { offers: 2, sku }, FILE);
}

function row(members: string): string {
  return `{"sku":"EP-100","currency":"KRW",${members}}`;
}

/** JSON lines. */
export const JSON_CASES: readonly HostileCase[] = [
  goodLine('a price as text', row('"price":"129000"')),
  goodLine('a price as number', row('"price":129000')),
  goodLine('a price in dollars as number', '{"sku":"EP-100","currency":"USD","price":12.90}'),
  goodLine('blanks between everything', '  { "sku" : "EP-100" ,\t"currency":"KRW", "price" : 129000 }  '),
  goodLine('a key written with escapes', '{"\\u0073ku":"EP-100","currency":"KRW","price":129000}'),
  goodLine('keys no column is called', row('"price":129000,"__proto__":{"price":1},"constructor":[1]')),
  goodLine(
    '30,000 nested lists in a key that is ignored',
    row(`"price":129000,"memo":${'['.repeat(30_000)}${']'.repeat(30_000)}`),
  ),
  goodLine('a null where nothing is needed', row('"price":129000,"name":null')),
  accepted(
    'a byte-order mark before the first object',
    bytesOf(`\ufeff${GOOD}\r\n\r\n${GOOD.replace('2', '3')}`),
    { offers: 2 },
    FILE,
  ),
  accepted('JSONL without an ending in its name', csv(GOOD), { offers: 1 }, { file: 'catalog' }),
  badLine('the same key twice', row('"price":1,"price":129000'), ['not-json']),
  badLine('the same key twice, once with an escape', row('"price":1,"pric\\u0065":129000'), ['not-json']),
  badLine('two keys for one column', row('"price":1,"Price":129000'), ['not-json']),
  badLine('a list as price', row('"price":[129000]'), ['unknown-value']),
  badLine('an object as price', row('"price":{"KRW":129000}'), ['unknown-value']),
  badLine('true as price', row('"price":true'), ['unknown-value']),
  badLine('null as price', row('"price":null'), ['missing']),
  badLine('a row without a price', '{"sku":"EP-100","currency":"KRW"}', ['missing']),
  badLine('an empty object', '{}', ['missing', 'missing', 'missing']),
  badLine('an exponent in a price', row('"price":1.29e5'), ['exponent-notation']),
  badLine('a huge exponent in a price', row('"price":1e9000000000000000'), ['exponent-notation']),
  badLine('a price of 2^53', row('"price":9007199254740993'), ['out-of-range']),
  badLine('a price of twenty digits', row('"price":99999999999999999999'), ['out-of-range']),
  badLine('half a character in a SKU', '{"sku":"EP\\ud800","currency":"KRW","price":129000}', [
    'bad-encoding',
  ]),
  badLine('a zero byte in a SKU, escaped', '{"sku":"EP\\u0000","currency":"KRW","price":129000}', [
    'control-character',
  ]),
  badLine('a raw control character', '{"sku":"EP\u0001","currency":"KRW","price":129000}', ['not-json']),
  badLine('a comma too many', row('"price":129000,'), ['not-json']),
  badLine('single quotes', "{'sku':'EP-100'}", ['not-json']),
  badLine('a comment', `${row('"price":129000')} // ours`, ['not-json']),
  badLine('two objects on one line', `${GOOD}${GOOD}`, ['not-json']),
  badLine('NaN', row('"price":NaN'), ['not-json']),
  badLine('a number with a leading zero', row('"price":0129000'), ['not-json']),
  badLine('a hexadecimal number', row('"price":0x10'), ['not-json']),
  badLine('an unknown escape', row('"price":"\\x31"'), ['not-json']),
  badLine('an object over two lines', '{"sku":"EP-100",\n"price":129000}', ['not-json', 'not-json']),
  badLine('a number alone', '129000', ['not-an-object']),
  refusedRows(
    'a list in a line',
    csv(GOOD, '["EP-100",129000]'),
    { problems: ['not-an-object'], line: 2, offers: 1 },
    FILE,
  ),
  badLine('text that is no JSON', 'EP-100,129000,KRW', ['not-json']),
  badLine('100,000 nested lists', row(`"price":129000,"memo":${'['.repeat(100_000)}`), ['row-too-long']),
  badLine('30,000 nested lists that never close', row(`"price":129000,"memo":${'['.repeat(30_000)}`), [
    'not-json',
  ]),
  badLine('501 keys', `{${Array.from({ length: 501 }, (_, index) => `"k${String(index)}":1`).join(',')}}`, [
    'too-many-fields',
  ]),
  refusedRows(
    'a last line cut off',
    bytesOf(`${GOOD}\n{"sku":"EP-1`),
    { problems: ['not-json'], line: 2, offers: 1 },
    FILE,
  ),
  refusedFile('one list of objects', bytesOf(`[\n${GOOD}\n]\n`), ['JSON list', 'one object a line'], {
    file: 'catalog.json',
  }),
  refusedFile(
    'objects without a price column',
    csv('{"sku":"EP-100","currency":"KRW","cost":"1"}'),
    ['no column price'],
    FILE,
  ),
  refusedFile('an empty JSONL file', new Uint8Array(0), ['is empty'], FILE),
  refusedFile('JSON lines in a file called CSV', csv(GOOD), ['line 1', 'quote']),
];
