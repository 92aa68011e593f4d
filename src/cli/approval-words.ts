import type { Approval, ApprovalScope, ApprovedRow } from '../catalog/approval.js';
import { sayIn } from '../text/say.js';
import { counted } from './counted.js';

const say = sayIn('en');

/** What an approval covers, one line for each thing it names. */
export function scopeLines(scope: ApprovalScope): readonly string[] {
  switch (scope.kind) {
    case 'rows':
      return scope.rows.map(rowLine);
    case 'markdown':
      return [
        `every row of ${rowsOf(scope)} in price list ${scope.priceList}, ${scope.currency}, down to ${say.percent(scope.markdownMaxBps)} below its reference`,
      ];
    case 'findings':
      return [
        `${counted(scope.findingIds.length, 'finding')} on exactly these catalogue files: ${scope.findingIds.join(', ')}`,
      ];
    case 'promotions':
      return scope.promotions.map(({ promotionId }) => `promotion ${promotionId} as it is`);
  }
}

function rowLine({ sku, priceList, currency, priceMinor, floorMinor }: ApprovedRow): string {
  const price = say.money(priceMinor, currency);
  const floor =
    floorMinor === priceMinor ? '' : `, down to ${say.money(floorMinor, currency)} after promotions`;
  return `${sku} (${priceList}) at ${price}${floor}`;
}

function rowsOf({ category, skus }: Extract<ApprovalScope, { readonly kind: 'markdown' }>): string {
  if (skus !== undefined) return skus.join(', ');
  return category ?? 'the price list';
}

/** The bounds of an approval beside its scope; empty where it sets none. */
export function boundsText({ startsAt, endsAt, quantityMax }: Approval): string {
  const parts: string[] = [];
  if (startsAt !== undefined) parts.push(`on sale from ${say.instant(startsAt)}`);
  if (endsAt !== undefined) parts.push(`on sale until ${say.instant(endsAt)}`);
  if (quantityMax !== undefined) parts.push(`at most ${counted(quantityMax, 'unit')} of a row`);
  return parts.join(', ');
}

/** When an approval ends. */
export function untilText({ expiresAt }: Approval): string {
  return say.instant(expiresAt);
}
