import { file, read, refused, told, type PromotionCase } from './promotion-case.js';

const GOOD = 'id: A, kind: percent, percent: 10';
const ten = (name: string): string => Array.from({ length: 10 }, () => name).join(', ');
const json = (promotion: string): string => `{"version":1,"promotions":[${promotion}]}`;
const utf16 = Buffer.from(`\ufeff${file(GOOD)}`, 'utf16le');

const TERMS: readonly PromotionCase[] = [
  refused('no kind', file('id: A, percent: 10'), told('kind', 'got nothing, expected one of percent, fixed')),
  refused('an unknown kind', file('id: A, kind: bogo'), told('kind', 'got "bogo", expected one of percent')),
  refused('no id', file('kind: percent, percent: 10'), told('id', 'got nothing, expected an id')),
  refused('a percentage that is not there', file('id: A, kind: percent'), told('percent', 'got nothing')),
  refused(
    'a fixed amount of nothing per nothing',
    file('id: A, kind: fixed'),
    told('amount', 'got nothing'),
    told('per', 'got nothing, expected order'),
  ),
  refused(
    'a field of another kind',
    file(`${GOOD}, amount: 5000`),
    told('amount', 'belongs to kind fixed, this one is percent'),
  ),
  refused(
    'fields of three other kinds',
    file(`${GOOD}, buy: 2, steps: [{ quantityMin: 2, price: 1 }], per: unit`),
    told('buy', 'belongs to kind buy-x-get-y'),
    told('steps', 'belongs to kind tier-price'),
    told('per', 'belongs to kind fixed'),
  ),
  refused(
    'an unknown key',
    file(`${GOOD}, minSpent: 5`),
    told('minSpent', 'unknown key; did you mean minSpend?'),
  ),
  refused(
    'a window that ends before it starts',
    file(`${GOOD}, startsAt: 2026-11-27T00:00:00+09:00, endsAt: 2026-11-26T23:59:59+09:00`),
    told('endsAt', 'got 2026-11-26T23:59:59+09:00, expected an instant after startsAt'),
  ),
  refused(
    'a window that ends as it starts, in two offsets',
    file(`${GOOD}, startsAt: 2026-11-27T00:00:00+09:00, endsAt: 2026-11-26T15:00:00Z`),
    told('endsAt', 'expected an instant after startsAt'),
  ),
  refused(
    'no step',
    file('id: A, kind: tier-price, steps: []'),
    told('steps', 'got an empty list; a tier price has at least one step'),
  ),
  refused(
    'steps that descend',
    file('id: A, kind: tier-price, steps: [{ quantityMin: 5, price: 8 }, { quantityMin: 3, price: 9 }]'),
    told('steps[1].quantityMin', 'got 3, expected more than 5, the step before'),
  ),
  refused(
    'a step twice',
    file('id: A, kind: tier-price, steps: [{ quantityMin: 3, price: 8 }, { quantityMin: 3, price: 9 }]'),
    told('steps[1].quantityMin', 'got 3, expected more than 3'),
  ),
  refused(
    'an amount without any currency',
    'version: 1\npromotions: [{ id: A, kind: fixed, amount: 5000, per: order }]',
    'promotions[0].currency: got nothing, expected the currency of its amounts',
  ),
  refused(
    'a category with an empty part',
    file(`${GOOD}, appliesTo: { categories: [Audio > > Wired] }`),
    told('appliesTo.categories[0]', 'got "Audio > > Wired" with an empty part'),
  ),
  refused(
    'an empty list of SKUs',
    file(`${GOOD}, appliesTo: { skus: [] }`),
    told('appliesTo.skus', 'got an empty list'),
  ),
  refused(
    'a SKU as a number',
    file(`${GOOD}, appliesTo: { skus: [8801234567890] }`),
    told('appliesTo.skus[0]', "put it in quotes: '8801234567890'"),
  ),
  refused(
    'a SKU with a zero byte',
    file(`${GOOD}, appliesTo: { skus: ["A\\0B"] }`),
    told('appliesTo.skus[0]', 'no control characters'),
  ),
];

const IDS: readonly PromotionCase[] = [
  refused(
    'an id with a blank',
    file('id: A B, kind: free-shipping'),
    told('id', 'got "A B", expected an id: 1 to 64 of'),
  ),
  refused(
    'an id with a control character',
    file('id: "A\\eB", kind: free-shipping'),
    told('id', 'got "A\\u001bB"'),
  ),
  refused(
    'an id with a right-to-left mark',
    file('id: "A\\u202eB", kind: free-shipping'),
    told('id', 'got "A\\u202eB"'),
  ),
  refused(
    'an id of 65 characters',
    file(`id: ${'A'.repeat(65)}, kind: free-shipping`),
    told('id', 'expected an id'),
  ),
  refused('a Korean id', file('id: 추석, kind: free-shipping'), told('id', 'got "추석"')),
  refused('a number as id', file('id: 1001, kind: free-shipping'), told('id', "put it in quotes: '1001'")),
  refused(
    'one id twice',
    `version: 1\npromotions:\n  - { ${GOOD} }\n  - { ${GOOD} }\n`,
    'promotions.yaml:4:7 promotions[1].id: A is the id of promotions[0] already',
  ),
  refused('an exclusion of itself', file(`${GOOD}, excludes: [A]`), told('excludes[0]', 'A excludes itself')),
  refused(
    'an exclusion of nobody',
    file(`${GOOD}, excludes: [ELSE]`),
    told('excludes[0]', 'got ELSE, expected the id of another promotion'),
  ),
  read('an id that is a name of the prototype', file('id: __proto__, kind: free-shipping')),
  read(
    'ids that are names of the prototype',
    'version: 1\npromotions:\n  - { id: constructor, kind: free-shipping, excludes: [toString] }\n  - { id: toString, kind: free-shipping }\n',
    2,
  ),
  refused(
    'the prototype as key',
    file(`${GOOD}, __proto__: { isCoupon: true }`),
    '__proto__ cannot be used as a name',
  ),
  refused(
    'the constructor as key',
    file(`${GOOD}, constructor: { prototype: {} }`),
    told('constructor', 'unknown key'),
  ),
  refused(
    'the prototype as key in JSON',
    json('{"id":"A","kind":"free-shipping","__proto__":{"isCoupon":true}}'),
    '__proto__ cannot be used as a name',
  ),
  refused(
    'an unknown id a thousand times',
    file(`${GOOD}, excludes: [${Array.from({ length: 1000 }, (_, at) => `X${at}`).join(',')}]`),
    '1000 problems',
    'and 900 more',
  ),
];

const SHAPES: readonly PromotionCase[] = [
  refused('nothing', '', 'the file says nothing'),
  refused('blanks', ' \n\n', 'the file says nothing'),
  refused('comments only', '# promotions of November\n', 'the file says nothing'),
  refused('null', 'null', 'the file says nothing'),
  refused('a word', 'promotions', 'got "promotions", expected a promotions file'),
  refused('a bare list', `- { ${GOOD} }`, 'got a list, expected a promotions file'),
  refused('no list', 'version: 1\n', 'promotions: got nothing, expected a list'),
  refused(
    'an empty list',
    'version: 1\npromotions: []\n',
    'promotions: got an empty list; where there are no promotions, leave the file out',
  ),
  refused(
    'a section for a list',
    'version: 1\npromotions: { A: { kind: percent } }\n',
    'promotions: got a section, expected a list',
  ),
  refused(
    'a number for a promotion',
    'version: 1\npromotions: [5]\n',
    'promotions[0]: got 5, expected a promotion',
  ),
  refused(
    'nothing for a promotion',
    'version: 1\npromotions:\n  -\n',
    'promotions[0]: got nothing, expected a promotion',
  ),
  refused('no version', `promotions: [{ ${GOOD} }]`, 'version: got nothing, expected 1'),
  refused('another version', `version: 2\npromotions: [{ ${GOOD} }]`, 'version: got 2, expected 1'),
  refused(
    'an unknown section',
    `version: 1\npromotion: []\npromotions: [{ ${GOOD} }]`,
    'promotion: unknown key; did you mean promotions?',
  ),
  refused(
    'a mistyped order of application',
    `version: 1\napplicationOrder: list\npromotions: [{ ${GOOD} }]`,
    'applicationOrder: got "list", expected one of listed, unknown',
  ),
  refused(
    '10,001 promotions',
    json(Array.from({ length: 10_001 }, (_, at) => `{"id":"P${at}","kind":"free-shipping"}`).join(',')),
    'got a list, expected a list of at most 10000',
  ),
];

const SYNTAX: readonly PromotionCase[] = [
  read('a byte order mark', `\ufeff${file(GOOD)}`),
  read('CRLF line ends', file(GOOD).replaceAll('\n', '\r\n')),
  read('JSON', json('{"id":"A","kind":"percent","percent":10}')),
  read('JSON with a comma too many', '{"version":1,"promotions":[{"id":"A","kind":"free-shipping",},],}'),
  read(
    'JSON indented by tabs',
    JSON.stringify({ version: 1, promotions: [{ id: 'A', kind: 'free-shipping' }] }, null, '\t'),
  ),
  refused('JSON cut off', '{"version":1,"promotions":[{"id":"A"', 'not valid YAML'),
  refused('JSON with comments', '{ // November\n"version":1 }', 'unknown key'),
  refused('JSON with a number that is none', json('{"id":"A","kind":"percent","percent":NaN}'), 'got "NaN"'),
  refused(
    'JSON with an endless number',
    json('{"id":"A","kind":"percent","percent":1e999}'),
    '1e999 is not a finite number',
  ),
  refused(
    'JSON with a key twice',
    json('{"id":"A","kind":"percent","percent":10,"percent":90}'),
    'this key stands here a second time; keep one',
  ),
  refused(
    'JSON with half of a character',
    json('{"id":"A","kind":"free-shipping","name":"\\ud83d"}'),
    'a name of whole characters',
  ),
  refused(
    'a key twice',
    `${file(GOOD)}currency: USD\n`,
    'promotions.yaml:5:1 this key stands here a second time',
  ),
  refused(
    'a second document',
    `${file(GOOD)}---\nversion: 1\n`,
    'promotions.yaml:5:1 a second document starts here',
  ),
  refused('a directive', `%YAML 1.1\n---\n${file(GOOD)}`, 'a % directive; remove it'),
  refused('a tag', file('id: !env SECRET, kind: free-shipping'), 'a tag (!…); write the value without it'),
  refused('a merge key', file(`<<: { coupon: true }, ${GOOD}`), '<<'),
  refused('tabs', 'version: 1\npromotions:\n\t- { id: A }\n', 'promotions.yaml:3:1'),
  refused('a zero byte', `version: 1\n\u0000\n`, 'not valid YAML'),
  refused(
    'bytes that are not UTF-8',
    Buffer.from(file('id: A, kind: free-shipping, name: "\xff\xfe"'), 'latin1'),
    'not UTF-8',
  ),
  refused('UTF-16', utf16, 'not UTF-8'),
  refused(
    'an alias without an anchor',
    file('id: *nothing, kind: free-shipping'),
    'names no anchor before it',
  ),
];

const BOMBS: readonly PromotionCase[] = [
  refused('endless brackets', '['.repeat(100_000), 'nested more than 32 levels deep'),
  refused('endless braces', '{"a":'.repeat(100_000), 'nested more than 32 levels deep'),
  refused(
    'deep nesting in JSON',
    json(`${'['.repeat(5000)}${']'.repeat(5000)}`),
    'nested more than 32 levels deep',
  ),
  refused(
    'a bomb of aliases',
    `a: &a [${ten('1')}]\nb: &b [${ten('*a')}]\nc: &c [${ten('*b')}]\nd: [${ten('*c')}]\n`,
    'more than 100 aliases',
  ),
  refused('an alias of itself', 'version: 1\npromotions: &a [*a]\n', 'aliases make this file too deep'),
  refused(
    'a wide anchor many times',
    `a: &a [${'1, '.repeat(20_000)}1]\nb: [${'*a, '.repeat(60)}*a]\n`,
    'aliases make this file too large',
  ),
  refused(
    'more values than a file may hold',
    `version: 1\npromotions: [${'0,'.repeat(500_001)}0]`,
    'more than 500000 values',
  ),
  refused('a file too long', `#${'x'.repeat(8_388_608)}`, 'longer than 8388608 characters'),
  refused('a name as long as a book', file(`${GOOD}, ${'x'.repeat(1000)}: 1`), 'xxx…\"]: .. unknown key'),
  refused(
    '60,000 names',
    `version: 1\n${Array.from({ length: 60_000 }, (_, at) => `key${at}: 1\n`).join('')}`,
    'unknown key',
    'more',
  ),
];

/** Files that are not what they seem to be. */
export const PROMOTION_STRUCTURE_CASES: readonly PromotionCase[] = [
  ...TERMS,
  ...IDS,
  ...SHAPES,
  ...SYNTAX,
  ...BOMBS,
];
