import type { Promotion, PromotionScope } from '../catalog/promotion.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import { withoutUndefined } from '../seal/without-undefined.js';

/**
 * SHA-256, hex, of everything a promotion says but the line it stands on: an approval of it is void as soon as any of it
 * is edited. The order of names in its scope and its exclusions does not matter, because it has no meaning.
 */
export function promotionHash(promotion: Promotion): string {
  const { line: _line, scope, excludes, ...rest } = promotion;
  const said = {
    schema: 'saleguard/promotion/1',
    ...rest,
    excludes: asSet(excludes),
    scope: scopeSaid(scope),
  };
  return sha256Hex(canonicalJson(withoutUndefined(said)));
}

function scopeSaid(scope: PromotionScope): Readonly<Record<string, unknown>> {
  return {
    isListedOnly: scope.isListedOnly,
    skus: asSet(scope.skus),
    categories: asSet(scope.categories),
    priceLists: asSet(scope.priceLists),
    channels: asSet(scope.channels),
    tiers: asSet(scope.tiers),
  };
}

function asSet(names: readonly string[] | undefined): readonly string[] | undefined {
  return names === undefined ? undefined : [...new Set(names)].sort();
}
