import type { Offer } from '../catalog/offer.js';
import { sha256Hex } from '../seal/digest.js';

/**
 * SHA-256, hex, of what a row says about its price: an approval of the row is void as soon as any of it is edited.
 *
 * In it: SKU, price list, currency, price, list price, the discount and the markdown the row claims, pack, content, unit,
 * tax basis, sale window, promotions named (in any order), and what makes it another row of the same SKU: channel, tier,
 * quantity break, condition, gift.
 *
 * Not in it: the name, stock, author and last editor, which do not bear on what a customer pays; cost and previous price,
 * which say what the price is compared with; and the category: a shop tidies its tree up to the last minute, and the
 * price that was approved stays the price that was approved, whatever limits another category has.
 */
export function rowHash(offer: Offer): string {
  return sha256Hex(rowText(offer));
}

/**
 * The row as canonical JSON (RFC 8785), written out member by member in the order of their names: an audit takes it of
 * every flagged row, and this is several times faster than sorting the same names again for each.
 */
function rowText(offer: Offer): string {
  return (
    `{"channel":${text(offer.channel)},"claimedMarkdownBps":${number(offer.claimedMarkdownBps)},` +
    `"condition":${text(offer.condition)},"content":${number(offer.content)},"contentUnit":${text(offer.contentUnit)},` +
    `"currency":${text(offer.currency)},"discountMinor":${number(offer.discountMinor)},` +
    `"isGift":${String(offer.gift === true)},"listPriceMinor":${number(offer.listPriceMinor)},` +
    `"pack":${number(offer.pack)},"priceList":${text(offer.priceList)},"priceMinor":${number(offer.priceMinor)},` +
    `"promotionRefs":${promotions(offer.promotionRefs)},"quantityMin":${number(offer.quantityMin)},` +
    `"saleEndsAt":${number(offer.saleEndsAt)},"saleStartsAt":${number(offer.saleStartsAt)},` +
    `"schema":"saleguard/row/1","sku":${text(offer.sku)},"taxBasis":${text(offer.taxBasis)},"tier":${text(offer.tier)}}`
  );
}

function text(value: string | undefined): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

/** ECMAScript's own printing of finite numbers is what RFC 8785 prescribes. */
function number(value: number | undefined): string {
  return value === undefined ? 'null' : String(value);
}

/** A row that names none and a file without the column say the same. */
function promotions(refs: readonly string[] | undefined): string {
  return refs === undefined || refs.length === 0 ? '[]' : JSON.stringify([...new Set(refs)].sort());
}
