import { DEFAULT_PRICE_LIST } from '../../catalog/offer.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { reportWords } from '../../text/report/words.js';
import { cutText } from '../../text/wrap.js';
import { approvalText, ruleAndApproval } from '../approval-text.js';
import { messageOf } from '../message.js';
import { exposureText, priceText, titleText } from '../offer-text.js';
import type { FlaggedOffer } from '../offers.js';
import { placeOf } from '../place.js';
import { BODY_INDENT, type TextPage } from './page.js';

/** Columns given to the name of a product: names of marketplaces run to hundreds. */
const NAME_WIDTH = 60;

/** One offer: what it is, what it costs and could cost, why it is here, where it stands. */
export function writeOffer(page: TextPage, offer: FlaggedOffer, lang: Lang): void {
  const words = reportWords(lang);
  const label = words.severity[offer.severity];
  page.writeLabelled({ text: label, emphasis: offer.severity }, titleOf(offer, lang));
  const amounts = [priceText(offer, lang), exposureText(offer, lang)].filter((text) => text !== undefined);
  if (amounts.length > 0) page.write(amounts.join(', '), { indent: BODY_INDENT });
  page.write(messageOf(offer.findings[0], lang), { indent: BODY_INDENT });
  const approval = approvalText(offer.findings[0], lang);
  if (approval !== undefined) page.write(approval, { indent: BODY_INDENT });
  const others = otherRules(offer, lang);
  if (others.length > 0)
    page.write(`${words.also}: ${others.join(', ')}`, { indent: BODY_INDENT, emphasis: 'faint' });
  const place = placeOf(offer);
  const known = offer.isNew ? '' : ` (${words.known})`;
  if (place !== undefined) page.write(`${place}${known}`, { indent: BODY_INDENT, emphasis: 'faint' });
}

function titleOf(offer: FlaggedOffer, lang: Lang): string {
  const priceList = offer.priceList === DEFAULT_PRICE_LIST ? undefined : offer.priceList;
  const name = offer.name === undefined ? undefined : cutText(plainText(offer.name), NAME_WIDTH);
  return [titleText(offer, lang), name, priceList && plainText(priceList)]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function otherRules(offer: FlaggedOffer, lang: Lang): string[] {
  const [first, ...rest] = offer.findings;
  const others = rest.filter((finding) => finding.ruleId !== first.ruleId);
  return [...new Set(others.map((finding) => ruleAndApproval(finding, lang)))];
}
