import type { ApprovalDraft } from '../../approvals/draft-approvals.js';
import { categoryPath } from '../../catalog/category-path.js';
import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import { nearestName } from '../../core/edit-distance.js';
import { parseCurrency, type CurrencyCode } from '../../money/currency.js';
import { PLAIN_NUMBERS, readAmount } from '../../money/decimal-text.js';
import { RULES, ruleOf } from '../../pricing/rule-table.js';
import { plainText } from '../../text/plain-text.js';
import type { Policy } from '../../wire/policy.js';
import { usage } from '../usage.js';

/** Flags that name a campaign instead of findings. */
export interface CampaignFlags {
  readonly category?: string;
  readonly sku: readonly string[];
  readonly priceList?: string;
  readonly currency?: string;
  readonly markdownMax?: string;
  readonly rule: readonly string[];
}

/** So many SKUs stay within one line of an approvals file, however long they are. */
const SKUS_MAX = 200;

/** True when any flag is given that only a campaign has. */
export function namesCampaign(flags: CampaignFlags): boolean {
  const { category, sku, priceList, currency, markdownMax, rule } = flags;
  return (
    sku.length > 0 ||
    rule.length > 0 ||
    [category, priceList, currency, markdownMax].some((flag) => flag !== undefined)
  );
}

/**
 * Draws up the approval of a campaign: every row of a category, of some SKUs, or of a whole price list, down to a markdown.
 *
 * @throws GuardError `usage` for what is missing or cannot be.
 */
export function draftCampaign(flags: CampaignFlags, policy: Policy): readonly ApprovalDraft[] {
  const { category, sku, priceList } = flags;
  if (category === undefined && sku.length === 0 && priceList === undefined) {
    throw usage('say which rows: --category, --sku, or --price-list alone for every row of it');
  }
  if (category !== undefined && sku.length > 0)
    throw usage('--category and --sku: give the one that is meant');
  const about = {
    kind: 'markdown',
    priceList: priceList ?? DEFAULT_PRICE_LIST,
    currency: currencyOf(flags.currency, policy),
    markdownMaxBps: markdownOf(flags.markdownMax),
  } as const;
  const rules = rulesOf(flags.rule);
  const draft = (path: string | undefined, skus: readonly string[] | undefined): ApprovalDraft => ({
    scope: { ...about, category: path, skus },
    rules,
    findings: [],
  });
  if (sku.length === 0) return [draft(pathOf(category, policy), undefined)];
  const skus = [...new Set(sku)];
  const count = Math.ceil(skus.length / SKUS_MAX);
  return Array.from({ length: count }, (_, index) =>
    draft(undefined, skus.slice(index * SKUS_MAX, (index + 1) * SKUS_MAX)),
  );
}

function pathOf(category: string | undefined, policy: Policy): string | undefined {
  if (category === undefined) return undefined;
  const separator = policy.catalog.categorySeparator;
  const path = categoryPath(category, separator);
  if (path !== undefined) return path;
  throw usage(
    `--category ${plainText(category)} is no path; write it as the catalogue does, parts joined by ${separator}`,
  );
}

function currencyOf(code: string | undefined, policy: Policy): CurrencyCode {
  const written = code ?? policy.catalog.currency;
  if (written === undefined) throw usage('--currency is missing, and the policy names none under catalog');
  const currency = parseCurrency(written);
  if (currency !== undefined) return currency;
  throw usage(`--currency ${plainText(written)} is not an ISO 4217 code; write it like KRW or USD`);
}

/** Percent as people write it: 50, 62.5. */
function markdownOf(percent: string | undefined): number {
  if (percent === undefined)
    throw usage('--markdown-max is missing: the deepest markdown below the reference, such as 50');
  const reading = readAmount(percent.replace(/ ?%$/, ''), 2, PLAIN_NUMBERS);
  if (reading.kind === 'amount' && reading.minor >= 1 && reading.minor <= 10_000) return reading.minor;
  throw usage(
    `--markdown-max ${plainText(percent)}: write a percentage above 0 up to 100, such as 50 or 62.5`,
  );
}

function rulesOf(names: readonly string[]): readonly string[] {
  if (names.length === 0)
    throw usage('--rule is missing: the rules whose findings are meant, such as deep-markdown');
  const ids = RULES.map(({ id }) => id);
  const stranger = names.find((name) => ruleOf(name) === undefined);
  if (stranger === undefined) return [...new Set(names)].sort();
  const nearest = nearestName(stranger, ids);
  const hint = nearest === undefined ? '"saleguard rules" lists them' : `did you mean ${nearest}?`;
  throw usage(`--rule ${plainText(stranger)}: there is no such rule; ${hint}`);
}
