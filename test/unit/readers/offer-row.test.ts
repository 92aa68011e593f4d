import { describe, expect, it } from 'vitest';
import { makeOffer, OFFER_COLUMNS, type Offer } from '../../../src/catalog/offer.js';
import { NO_PROBLEMS } from '../../../src/catalog/row.js';
import { PLAIN_NUMBERS } from '../../../src/money/decimal-text.js';
import { formatOf, offerWith, onlyRow, parseFile } from './read-all.js';

describe('a row with every column', () => {
  const values: Record<(typeof OFFER_COLUMNS)[number], string> = {
    sku: 'EP-100',
    price: '12.90',
    currency: 'USD',
    name: '무선 이어폰',
    category: 'Audio>  Earphones',
    price_list: 'overseas',
    list_price: '159',
    cost: '-0.01',
    discount: '146.1',
    claimed_markdown: '91.88%',
    previous_price: '99.00',
    pack: '2',
    content: '0.5',
    content_unit: 'l',
    tax_basis: 'excluded',
    channel: 'app',
    tier: 'VIP',
    quantity_min: '10',
    condition: 'open-box',
    sale_starts_at: '2026-08-01T00:00:00+09:00',
    sale_ends_at: '2026-08-02T00:00:00+09:00',
    promotions: 'summer-10 | card-5',
    stock_to_sell: '500',
    gift: 'N',
    author: 'p-17',
    last_editor: 'p-18',
  };
  const content = `${OFFER_COLUMNS.join(',')}\n${OFFER_COLUMNS.map((column) => values[column]).join(',')}\n`;

  it('gives an offer with every field, exactly', () => {
    const expected: Offer = {
      sku: 'EP-100',
      priceList: 'overseas',
      currency: 'USD',
      priceMinor: 1290,
      name: '무선 이어폰',
      category: 'Audio > Earphones',
      listPriceMinor: 15_900,
      costMinor: -1,
      discountMinor: 14_610,
      claimedMarkdownBps: 9188,
      previousPriceMinor: 9900,
      pack: 2,
      content: 0.5,
      contentUnit: 'l',
      taxBasis: 'excluded',
      channel: 'app',
      tier: 'VIP',
      quantityMin: 10,
      condition: 'open-box',
      saleStartsAt: Date.UTC(2026, 6, 31, 15),
      saleEndsAt: Date.UTC(2026, 7, 1, 15),
      promotionRefs: ['summer-10', 'card-5'],
      stockToSell: 500,
      gift: false,
      author: 'p-17',
      lastEditor: 'p-18',
    };
    expect(onlyRow(content)).toEqual({
      line: 2,
      offer: expected,
      problems: [],
      sku: 'EP-100',
      priceList: 'overseas',
      zeroFractions: [],
    });
  });

  it('is built like any other offer, so that rules meet one shape', () => {
    const { offer } = onlyRow(content);
    expect(Object.keys(offer ?? {})).toEqual(
      Object.keys(makeOffer({ sku: 'A', currency: 'KRW', priceMinor: 1 })),
    );
  });

  it('gives the same as JSON, as text and as numbers', () => {
    const numbers = ['price', 'list_price', 'cost', 'pack', 'stock_to_sell', 'content'];
    const members = OFFER_COLUMNS.map((column) => {
      const text = values[column];
      return `${JSON.stringify(column)}:${numbers.includes(column) ? text : JSON.stringify(text)}`;
    });
    const { rows } = parseFile(`{${members.join(',')}}\n`, { kind: 'jsonl' });
    expect(rows[0]?.offer).toEqual(onlyRow(content).offer);
  });
});

describe('an empty field', () => {
  it.each(OFFER_COLUMNS.filter((column) => !['sku', 'price', 'currency'].includes(column)))(
    '%s is no problem',
    (column) => {
      const { offer, row } = offerWith(column, '  ');
      expect(row.problems).toBe(NO_PROBLEMS);
      expect(offer).toEqual(makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 129_000 }));
    },
  );
});

describe('a value', () => {
  it.each<[string, string, Partial<Offer>]>([
    ['claimed_markdown', '30', { claimedMarkdownBps: 3000 }],
    ['claimed_markdown', '30 %', { claimedMarkdownBps: 3000 }],
    ['claimed_markdown', '0', { claimedMarkdownBps: 0 }],
    ['claimed_markdown', '100%', { claimedMarkdownBps: 10_000 }],
    ['content', '500ml', { content: 500, contentUnit: 'ml' }],
    ['content', '1.5 kg', { content: 1.5, contentUnit: 'kg' }],
    ['content', '30정', { content: 30, contentUnit: '정' }],
    ['tax_basis', '포함', { taxBasis: 'included' }],
    ['tax_basis', 'Excluded', { taxBasis: 'excluded' }],
    ['tax_basis', '별도', { taxBasis: 'excluded' }],
    ['gift', 'TRUE', { gift: true }],
    ['gift', '1', { gift: true }],
    ['gift', '0', { gift: false }],
    ['condition', '리퍼', { condition: 'refurbished' }],
    ['condition', 'Open box', { condition: 'open-box' }],
    ['sale_starts_at', '2026-08-01T00:00Z', { saleStartsAt: Date.UTC(2026, 7, 1) }],
    ['promotions', 'a||b|', { promotionRefs: ['a', 'b'] }],
    ['category', ' Audio ', { category: 'Audio' }],
    ['list_price', '-0', { listPriceMinor: 0 }],
  ])('of %s may be %j', (column, text, fields) => {
    const { offer, kinds } = offerWith(column, text);
    expect(kinds).toEqual([]);
    expect(offer).toMatchObject(fields);
  });

  it.each([
    ['list_price', '1,290', 'too-many-fields'],
    ['list_price', '"1,290"', 'group-separator'],
    ['list_price', '129000.5', 'fraction-digits'],
    ['claimed_markdown', '-1', 'out-of-range'],
    ['claimed_markdown', '12.345', 'out-of-range'],
    ['claimed_markdown', 'half', 'not-a-number'],
    ['pack', '5.0', 'out-of-range'],
    ['pack', '1e3', 'exponent-notation'],
    ['content', '0', 'out-of-range'],
    ['content', '500 ml x 2', 'not-a-number'],
    ['stock_to_sell', '9007199254740992', 'out-of-range'],
    ['sale_starts_at', '2026-08-01T00:00:00', 'time-without-offset'],
    ['sale_starts_at', '2026-02-30', 'not-a-time'],
    ['sale_starts_at', '1.8.2026', 'not-a-time'],
    ['promotions', '|', undefined],
    ['promotions', `a|${'b'.repeat(129)}`, 'too-long'],
    ['category', '>', 'unknown-value'],
    ['tier', 'VIP\u200b', 'control-character'],
  ])('of %s may not be %j', (column, text, kind) => {
    const { offer, row } = offerWith(column, text);
    expect(row.problems.map((problem) => problem.kind)).toEqual(kind === undefined ? [] : [kind]);
    // The offer stands without it, as long as the row could be cut into fields.
    const isCut = kind !== 'too-many-fields';
    expect(offer).toEqual(
      isCut ? makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 129_000 }) : undefined,
    );
  });

  it('that contradicts another is read as neither', () => {
    const row = onlyRow('sku,price,currency,content,content_unit\nA,1,KRW,500ml,l\n');
    expect(row.problems).toMatchObject([{ kind: 'unknown-value', column: 'content_unit', text: 'l' }]);
    expect(row.offer?.contentUnit).toBeUndefined();
  });
});

describe('a problem', () => {
  it('names the column as the file does, and ours, and shows the text', () => {
    const format = formatOf({ columns: new Map([['정가', 'list_price']]) });
    const row = onlyRow('sku,price,currency,정가\nA,129000,KRW,"₩159,000"\n', { format });
    expect(row.problems).toEqual([
      {
        kind: 'currency-sign',
        column: '정가',
        field: 'list_price',
        text: '₩159,000',
        hint: 'currency signs must be declared for the file: catalog.numbers.currencySigns in the policy, or --currency-sign; or leave them out',
      },
    ]);
  });

  it('is told of every field of the row', () => {
    const row = onlyRow('sku,price,currency,pack\n,NaN,KRW,0\n');
    expect(row.offer).toBeUndefined();
    expect(row.problems.map((problem) => [problem.field, problem.kind])).toEqual([
      ['sku', 'missing'],
      ['price', 'not-a-number'],
    ]);
  });

  it('of an empty price is told without a currency, too', () => {
    const row = onlyRow('sku,price,currency\nA,,\n');
    expect(row.problems.map((problem) => [problem.field, problem.kind])).toEqual([
      ['currency', 'missing'],
      ['price', 'missing'],
    ]);
  });

  it('of the price list leaves no offer: by the default list the price would meet the wrong references', () => {
    const row = onlyRow('sku,price,currency,price_list\nA,1,KRW,\u0007\n');
    expect([row.offer, row.sku, row.priceList]).toEqual([undefined, 'A', undefined]);
  });

  it('does not stay for the next row', () => {
    const { rows } = parseFile('sku,price,currency,pack\nA,NaN,KRW,\nB,129000.00,KRW,0\nC,1,KRW,1\n');
    expect(rows.map((row) => row.problems.length)).toEqual([1, 1, 0]);
    expect(rows.map((row) => row.zeroFractions)).toEqual([[], ['price'], []]);
  });
});

describe('numbers as declared for a file', () => {
  const german = formatOf({ numbers: { groupSeparator: '.', decimalSeparator: ',', currencySigns: ['€'] } });

  it('are read in prices, percentages and quantities', () => {
    const header = 'sku,price,currency,claimed_markdown,content,stock_to_sell\n';
    const { offer } = onlyRow(`${header}A,"1.290,50 €",EUR,"12,5%","1,5l",1.000\n`, { format: german });
    expect(offer).toMatchObject({
      priceMinor: 129_050,
      claimedMarkdownBps: 1250,
      content: 1.5,
      stockToSell: 1000,
    });
  });

  it('are not read in the plain form, where a point would mean something else', () => {
    const row = onlyRow('sku,price,currency\nA,12.90,EUR\n', { format: german });
    expect(row.problems.map((problem) => problem.kind)).toEqual(['group-separator']);
  });

  it('carry a currency sign only where they are money', () => {
    const format = formatOf({ numbers: { ...PLAIN_NUMBERS, currencySigns: ['원'] } });
    const row = onlyRow('sku,price,currency,stock_to_sell\nA,129000원,KRW,5원\n', { format });
    expect(row.problems.map((problem) => problem.field)).toEqual(['stock_to_sell']);
  });
});
