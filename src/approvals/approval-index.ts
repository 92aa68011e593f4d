import type { ApprovalScope, ApprovedRow } from '../catalog/approval.js';
import { pathsUpFrom } from '../catalog/category-path.js';
import { joinOfferKey, offerKey } from '../catalog/offer-key.js';
import type { Offer } from '../catalog/offer.js';
import { bucketOf, type Bucket, type Filed } from './bucket.js';
import type { HeldApproval } from './held-approval.js';

type MarkdownScope = Extract<ApprovalScope, { readonly kind: 'markdown' }>;

/** What an approval says about one offer: the rows it names of its key, or how deep a markdown may be. */
export type OfferGrant =
  | { readonly kind: 'rows'; readonly rows: readonly ApprovedRow[] }
  | { readonly kind: 'markdown'; readonly markdownMaxBps: number };

/** Stands for every category of a price list. */
const WHOLE_LIST = '';

const NONE: readonly Filed<never>[] = [];

/** Approvals by what they name, so that a row none of them names costs one or two looks into a map. */
export class ApprovalIndex {
  readonly #byOffer = new Map<string, Bucket<OfferGrant>>();
  /** By price list and currency, then category path. */
  readonly #byCategory = new Map<string, Map<string, Bucket<OfferGrant>>>();
  readonly #byFinding = new Map<string, Bucket<string>>();
  readonly #byPromotion = new Map<string, Bucket<string>>();

  constructor(approvals: readonly HeldApproval[]) {
    for (const held of approvals) this.#file(held);
  }

  #file(held: HeldApproval): void {
    const { scope } = held.approval;
    switch (scope.kind) {
      case 'rows':
        for (const [key, rows] of rowsByKey(scope.rows)) {
          bucketOf(this.#byOffer, key).file(held, { kind: 'rows', rows });
        }
        return;
      case 'markdown':
        this.#fileMarkdown(held, scope);
        return;
      case 'findings':
        for (const id of new Set(scope.findingIds))
          bucketOf(this.#byFinding, id).file(held, scope.batchDigest);
        return;
      case 'promotions':
        for (const { promotionId, promotionHash } of scope.promotions)
          bucketOf(this.#byPromotion, promotionId).file(held, promotionHash);
        return;
    }
  }

  #fileMarkdown(held: HeldApproval, scope: MarkdownScope): void {
    const { category, skus, priceList, currency, markdownMaxBps } = scope;
    const grant: OfferGrant = { kind: 'markdown', markdownMaxBps };
    if (skus !== undefined) {
      for (const sku of new Set(skus))
        bucketOf(this.#byOffer, joinOfferKey(sku, priceList, currency)).file(held, grant);
      return;
    }
    const list = listKey(priceList, currency);
    let categories = this.#byCategory.get(list);
    if (categories === undefined) {
      categories = new Map<string, Bucket<OfferGrant>>();
      this.#byCategory.set(list, categories);
    }
    bucketOf(categories, category ?? WHOLE_LIST).file(held, grant);
  }

  /** Approvals that name this offer and this rule. */
  forOffer(offer: Offer, ruleId: string): readonly Filed<OfferGrant>[] {
    const named = this.#byOffer.get(offerKey(offer))?.forRule(ruleId) ?? NONE;
    if (this.#byCategory.size === 0) return named;
    const categories = this.#byCategory.get(listKey(offer.priceList, offer.currency));
    if (categories === undefined) return named;
    return [
      ...named,
      ...pathsAbove(offer.category).flatMap((path) => categories.get(path)?.forRule(ruleId) ?? NONE),
    ];
  }

  /** Approvals that name this finding, each with the digest of the catalogue it is bound to. */
  forFinding(findingId: string, ruleId: string): readonly Filed<string>[] {
    return this.#byFinding.get(findingId)?.forRule(ruleId) ?? NONE;
  }

  /** Approvals that name this promotion, each with the hash it is bound to. */
  forPromotion(promotionId: string, ruleId: string): readonly Filed<string>[] {
    return this.#byPromotion.get(promotionId)?.forRule(ruleId) ?? NONE;
  }
}

/** Several rows of one key are channels, tiers or quantity breaks of one SKU. */
function rowsByKey(rows: readonly ApprovedRow[]): ReadonlyMap<string, readonly ApprovedRow[]> {
  const byKey = new Map<string, ApprovedRow[]>();
  for (const row of rows) {
    const key = offerKey(row);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [row]);
    else same.push(row);
  }
  return byKey;
}

/** What stands for all, and a category with every one above it, from the top. */
function pathsAbove(category: string | undefined): readonly string[] {
  return category === undefined ? [WHOLE_LIST] : [WHOLE_LIST, ...pathsUpFrom(category).toReversed()];
}

function listKey(priceList: string, currency: string): string {
  return joinOfferKey('', priceList, currency);
}
