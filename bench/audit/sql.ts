import { COLUMN_TYPES, NOW } from './columns.js';
import type { RuleId } from './rules.js';

/**
 * What several rules look at, worked out once a row. Every offer of the contest states a list price, so the reference is
 * the list price. `title_pack` reads what generated titles state (`12개입`, `12 pack`); the product knows many more forms.
 */
const KNOWN = `
  SELECT *,
    price = 0 AND gift IS TRUE AS is_free_gift,
    CASE WHEN list_price > 0 THEN list_price END AS reference,
    CASE WHEN previous_price > 0 THEN previous_price END AS former,
    CASE WHEN discount > 0 THEN discount END AS positive_discount,
    TRY_CAST(regexp_extract(name, '([0-9]+)(?:개입| pack)', 1) AS INTEGER) AS title_pack
  FROM offers`;

const PACKS = `
  SELECT *,
    coalesce(former, reference) AS pack_base,
    CASE WHEN pack > 1 THEN pack END AS stated_pack,
    CASE WHEN title_pack > 1 THEN title_pack END AS stated_title_pack,
    CASE WHEN price * 10000 < reference * 2000 THEN 1 WHEN reference * 10000 < price * 2000 THEN -1 ELSE 0 END AS far_side,
    log10(CASE WHEN price > 0 THEN reference / price END) AS decades,
    log10(CASE WHEN price > 0 THEN former / price END) AS former_decades
  FROM known`;

/** The first pack that explains the price: positive where a pack costs what one piece does, negative the other way. */
const FITS = `
  SELECT *,
    CASE WHEN price > 0 AND (price * 1.9::DOUBLE < pack_base OR price > pack_base * 1.9::DOUBLE) THEN
      CASE
        WHEN abs(pack_base / price / stated_pack - 1) <= 0.02::DOUBLE THEN stated_pack
        WHEN abs(price / pack_base / stated_pack - 1) <= 0.02::DOUBLE THEN -stated_pack
        WHEN abs(pack_base / price / stated_title_pack - 1) <= 0.02::DOUBLE THEN stated_title_pack
        WHEN abs(price / pack_base / stated_title_pack - 1) <= 0.02::DOUBLE THEN -stated_title_pack
        WHEN stated_pack IS NULL AND stated_title_pack IS NULL THEN
          CASE ${[6, 8, 12, 18, 20, 24, 30, 36, 48]
            .map((pack) => `WHEN abs(price / pack_base / ${pack} - 1) <= 0.005::DOUBLE THEN -${pack}`)
            .join(' ')} END
      END
    END AS fitting_pack,
    CASE WHEN title_pack <> pack THEN greatest(title_pack / pack, pack / title_pack) END AS title_factor
  FROM packs`;

/** Distance 1 between the digits of the price and of a known amount, on the same far side as the reference; no tenfold. */
const isOneEdit = (meant: string): string => `(
  length(price::VARCHAR) >= 3 AND length(${meant}::VARCHAR) >= 3
  AND CASE far_side WHEN 1 THEN price * 10000 < ${meant} * 2000 ELSE ${meant} * 10000 < price * 2000 END
  AND price * 10 <> ${meant} AND ${meant} * 10 <> price
  AND damerau_levenshtein(price::VARCHAR, ${meant}::VARCHAR) = 1)`;

const isWholeShift = (decades: string): string =>
  `abs(round(${decades})) >= 1 AND abs(${decades} - round(${decades})) <= 0.02::DOUBLE`;

const isShifted = (price: number, reference: number): string =>
  `price * ${price * 10_000} BETWEEN reference * ${reference * 9800} AND reference * ${reference * 10_200}`;

const IS_SALE_PRICE = '(price < list_price OR price < previous_price)';

/** Each rule as one expression: the severity, or null for a pass. */
const SEVERITIES: Readonly<Record<RuleId, string>> = {
  'required-input': `CASE WHEN name IS NULL OR category IS NULL THEN 'hold' END`,
  'field-swap': `CASE WHEN price > 0 THEN CASE
    WHEN positive_discount = price AND NOT (price * 200 BETWEEN reference * 99 AND reference * 101) THEN 'block'
    WHEN price > reference AND reference = former THEN 'block'
    WHEN reference - price = former AND price <> former THEN CASE WHEN price * 2 <= former THEN 'block' ELSE 'hold' END
  END END`,
  'unit-pack': `CASE
    WHEN title_factor >= 5 THEN 'block'
    WHEN fitting_pack > 0 AND former IS NULL AND fitting_pack >= 10 THEN 'block'
    WHEN fitting_pack > 0 AND former IS NULL AND fitting_pack >= 5 THEN 'hold'
    WHEN fitting_pack < 0 AND former IS NOT NULL THEN 'hold'
    WHEN fitting_pack > 2 AND former IS NOT NULL THEN 'hold'
    WHEN fitting_pack = 2 AND former IS NOT NULL THEN 'warn'
    WHEN title_factor > 1.05::DOUBLE THEN 'warn'
  END`,
  'digit-shift': `CASE
    WHEN ${isWholeShift('decades')} AND decades > 0 AND price * pow(10, round(decades)) = reference THEN 'block'
    WHEN ${isWholeShift('former_decades')} AND former_decades > 0 THEN 'block'
    WHEN (${isWholeShift('decades')}) OR (${isWholeShift('former_decades')}) THEN 'hold'
  END`,
  'currency-exponent': `CASE WHEN price > 0 AND (
    ${isShifted(100, 1)} OR ${isShifted(1, 100)} OR ${isShifted(1000, 1)} OR ${isShifted(1, 1000)}) THEN 'block' END`,
  'digit-edit': `CASE WHEN price > 0 AND far_side <> 0
    AND (${isOneEdit('reference')} OR (former IS NOT NULL AND ${isOneEdit('former')})) THEN
    CASE far_side WHEN 1 THEN 'block' ELSE 'hold' END END`,
  placeholder: `CASE WHEN is_free_gift IS NOT TRUE AND (
    price IN (0, 1, 9, 99, 999, 9999, 99999, 999999, 1234, 12345, 123456, 1234567)
    OR (price >= 10 AND price * 10000 < reference * 6000 AND ltrim(price::VARCHAR, left(price::VARCHAR, 1)) = '')
    OR regexp_matches(sku, '(?i)(?:^|[^\\p{L}\\p{N}])(?:test|dummy|sample|테스트|더미)[0-9]*(?:$|[^\\p{L}\\p{N}])')
    ) THEN 'warn' END`,
  'sale-window': `CASE
    WHEN sale_ends_at <= sale_starts_at THEN 'block'
    WHEN ${IS_SALE_PRICE} AND sale_ends_at <= TIMESTAMPTZ '${NOW}' THEN 'block'
    WHEN ${IS_SALE_PRICE} AND (sale_ends_at IS NULL) <> (sale_starts_at IS NULL) THEN 'hold'
  END`,
  'absolute-floor': `CASE WHEN price <= 100 AND is_free_gift IS NOT TRUE THEN 'block' END`,
  'above-list': `CASE WHEN list_price <= 0 OR price > list_price THEN 'block' END`,
  'below-cost': `CASE WHEN cost > 0 AND is_free_gift IS NOT TRUE THEN
    CASE WHEN price * 10000 < cost * 5000 THEN 'block' WHEN price < cost THEN 'warn' END END`,
  'deep-markdown': `CASE WHEN is_free_gift IS NOT TRUE THEN
    CASE WHEN price * 10000 <= reference * 1000 THEN 'block' WHEN price * 10000 <= reference * 2000 THEN 'hold' END END`,
};

/** One query that reads the file once and gives the flagged rows: SKU, and for each rule its severity or null. */
export function twelveRuleQuery(file: string): string {
  const columns = Object.entries(COLUMN_TYPES).map(([name, type]) => `'${name}': '${type}'`);
  const severities = Object.entries(SEVERITIES).map(([ruleId, severity]) => `${severity} AS "${ruleId}"`);
  const flagged = Object.keys(SEVERITIES).map((ruleId) => `"${ruleId}" IS NOT NULL`);
  const source = `read_csv('${file.replaceAll("'", "''")}', header = true, auto_detect = false, delim = ',', quote = '"',
    escape = '"', strict_mode = true, columns = {${columns.join(', ')}})`;
  return `
WITH offers AS (SELECT * FROM ${source}),
known AS (${KNOWN}),
packs AS (${PACKS}),
fits AS (${FITS}),
judged AS (SELECT sku, ${severities.join(',\n')} FROM fits)
SELECT * FROM judged WHERE ${flagged.join(' OR ')}`;
}
