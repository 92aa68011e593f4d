// The text of every file of the example, from its products.
import { SALE_ENDS, SALE_STARTS, historyDays } from './days.mjs';
import { csvText } from './csv.mjs';
import { grouped } from './money.mjs';

const CATALOG_HEADER = [
  '상품코드',
  '상품명',
  '카테고리',
  '정가',
  '판매가',
  '할인금액',
  '매입단가',
  '입수',
  '재고수량',
  '행사시작일시',
  '행사종료일시',
  '사은품',
  '담당팀',
  '등록자',
];

/** Who enters the prices of a team, by opaque ids: a person of the approvals may not approve what she entered. */
const AUTHORS = new Map([
  ['음향팀', 'p-11'],
  ['모바일팀', 'p-12'],
  ['주방팀', 'p-13'],
]);

/** The catalogue of the sale: what goes live at midnight. */
export function catalogText(products) {
  return csvText([CATALOG_HEADER, ...products.flatMap(catalogRows)]);
}

function catalogRows(product) {
  const rows = [catalogRow(product)];
  if (product.secondPrice !== undefined) rows.push(catalogRow({ ...product, price: product.secondPrice }));
  return rows;
}

function catalogRow(product) {
  const { list, price } = product;
  const saved = list !== undefined && price !== undefined && list > price ? list - price : undefined;
  return [
    product.sku,
    product.name,
    product.category,
    won(list),
    product.priceText ?? won(price),
    won(product.discount ?? saved),
    won(product.cost),
    product.pack,
    product.stock,
    product.starts ?? SALE_STARTS,
    product.ends ?? SALE_ENDS,
    product.isGift ? 'Y' : '',
    product.team,
    AUTHORS.get(product.team) ?? 'p-14',
  ];
}

const YESTERDAY_HEADER = ['상품코드', '상품명', '카테고리', '정가', '판매가', '입수'];

/** The catalogue on sale the day before: every product that is not new, at the last price of its history. */
export function yesterdayText(products, trails) {
  const rows = products.flatMap((product) => {
    const price = trails.get(product.sku)?.at(-1);
    if (price === undefined) return [];
    const pack = product.packYesterday ?? product.pack;
    return [[product.sku, product.name, product.category, won(product.list), won(price), pack]];
  });
  return csvText([YESTERDAY_HEADER, ...rows]);
}

/** One line a product and day; plain numbers, as a price tracker writes them. */
export function historyText(trails) {
  const days = historyDays();
  const lines = ['sku,price_list,observed_on,price,currency\n'];
  for (const [sku, prices] of trails) {
    prices.forEach((price, index) => lines.push(`${sku},default,${days[index]},${price},KRW\n`));
  }
  return lines.join('');
}

/** What is wrong on purpose and what is right on purpose, for the demo and the tests to compare with. */
export function answersText(products) {
  const faults = products
    .filter((product) => product.fault !== undefined)
    .map(({ sku, fault }) => ({ sku, rule: fault.rule, severity: fault.severity, what: fault.what }));
  const honest = products
    .filter((product) => product.why !== undefined)
    .map(({ sku, why }) => ({ sku, why }));
  const toApprove = products
    .filter((product) => product.toApprove !== undefined)
    .map(({ sku, toApprove: { rule, ...what } }) => ({ sku, rule, what }));
  const ordinaryCount = products.length - faults.length - honest.length - toApprove.length;
  return `${JSON.stringify({ ordinaryCount, faults, honest, toApprove }, null, 2)}\n`;
}

function won(amount) {
  return amount === undefined ? undefined : grouped(amount);
}
