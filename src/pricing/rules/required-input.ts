import { GuardError } from '../../core/errors.js';
import { DEFAULT_PRICE_LIST, OFFER_COLUMNS, type Offer, type OfferColumn } from '../../catalog/offer.js';
import { textsParameter } from '../parameters.js';
import { offerRule, type OfferRule } from '../rule.js';

interface RequiredInputEvidence {
  readonly [key: string]: readonly string[];
  readonly missingColumns: readonly string[];
}

const parameters = {
  columns: textsParameter({
    default: [],
    choices: OFFER_COLUMNS,
    en: 'Columns every row must fill, by their canonical names (list_price, cost, stock_to_sell …). None by default: what a shop knows of its goods is its own business. price_list counts as filled only with a name other than “default”.',
    ko: '모든 행이 채워야 하는 열을 표준 이름(list_price, cost, stock_to_sell 등)으로 적습니다. 쇼핑몰마다 보유한 정보가 달라 기본값은 비어 있습니다. price_list는 “default”가 아닌 이름이 있어야 채워진 것으로 봅니다.',
  }),
};

/** Where each column of a file ends up in an offer. */
const FIELDS: Readonly<Record<OfferColumn, keyof Offer>> = {
  sku: 'sku',
  price: 'priceMinor',
  currency: 'currency',
  name: 'name',
  category: 'category',
  price_list: 'priceList',
  list_price: 'listPriceMinor',
  cost: 'costMinor',
  discount: 'discountMinor',
  claimed_markdown: 'claimedMarkdownBps',
  previous_price: 'previousPriceMinor',
  pack: 'pack',
  content: 'content',
  content_unit: 'contentUnit',
  tax_basis: 'taxBasis',
  channel: 'channel',
  tier: 'tier',
  quantity_min: 'quantityMin',
  condition: 'condition',
  sale_starts_at: 'saleStartsAt',
  sale_ends_at: 'saleEndsAt',
  promotions: 'promotionRefs',
  stock_to_sell: 'stockToSell',
  gift: 'gift',
  author: 'author',
  last_editor: 'lastEditor',
};

/** Lists already checked, by the list of the policy that holds them. */
const checked = new WeakMap<readonly string[], readonly OfferColumn[]>();

/** A column the policy requires is empty, so the rules that need it are blind on this row. */
export const requiredInput: OfferRule = offerRule<typeof parameters, RequiredInputEvidence>({
  id: 'required-input',
  protects: {
    en: 'A row that lacks what the shop requires, so that other rules could not judge it.',
    ko: '필수로 정한 값이 비어 있어 다른 규칙이 판단하지 못하는 행을 막습니다.',
  },
  formula: 'a column named in the parameter is empty',
  stops: [
    {
      merchant: 'Appeagle',
      when: '2012-07-17',
      what: {
        en: 'a minimum price left blank became one cent',
        ko: '비워 둔 최저가가 1센트로 처리됨',
      },
    },
  ],
  severities: ['hold'],
  needs: [],
  explains: false,
  parameters,
  judge(offer, _facts, { columns }) {
    if (columns.length === 0) return undefined;
    const missingColumns = columnsOf(columns).filter((column) => isMissing(offer, column));
    if (missingColumns.length === 0) return undefined;
    return {
      severity: 'hold',
      measured: { value: `no ${missingColumns.join(', ')}`, unit: 'text' },
      limit: { value: columns.join(', '), unit: 'text' },
      evidence: { missingColumns },
    };
  },
  tell: {
    en: (e) => `The policy requires columns that this row leaves empty: ${e.missingColumns.join(', ')}.`,
    ko: (e) => `정책에서 필수로 정한 열이 비어 있습니다: ${e.missingColumns.join(', ')}.`,
  },
});

/**
 * The parameter as columns.
 *
 * @throws GuardError `policy` for a name that is no column: a misspelt one would otherwise require nothing, or hold all.
 */
function columnsOf(names: readonly string[]): readonly OfferColumn[] {
  let columns = checked.get(names);
  if (columns === undefined) checked.set(names, (columns = names.map(columnOf)));
  return columns;
}

function columnOf(name: string): OfferColumn {
  const column = OFFER_COLUMNS.find((known) => known === name);
  if (column !== undefined) return column;
  throw new GuardError({
    code: 'policy',
    message: `rule required-input: ${JSON.stringify(name)} is no column: use ${OFFER_COLUMNS.join(', ')}`,
    data: { ruleId: 'required-input', column: name },
  });
}

function isMissing(offer: Offer, column: OfferColumn): boolean {
  const value = offer[FIELDS[column]];
  if (column === 'price_list') return value === DEFAULT_PRICE_LIST;
  return value === undefined || value === '';
}
