import type { LotteryReceipt } from '../../../remedy/plan.js';
import { COHORT_EXCLUSIONS } from '../../../remedy/plan.js';
import { plainText } from '../../../text/plain-text.js';
import { keepAmountsTogether } from '../../../text/wrap.js';
import { h, type PageElement } from '../../html/element.js';
import type { PlanPage } from '../plan-report.js';
import { numberCell, section, smallTable, type Cell } from './tables.js';

/** Goods named one by one. */
const GOODS_MAX = 30;

/** Whom the plan covers: the rule, what was left out and why, a sample for a person to check, and the digest of the ids. */
export function cohortSection(page: PlanPage): PageElement {
  const { report, words, say } = page;
  const { cohort } = report.trailer;
  const left = (text: string, count: number): Cell[][] =>
    count === 0 ? [] : [[{ text }, numberCell(`−${say.count(count)}`)]];
  const counts = [
    [{ text: words.cohort.read }, numberCell(say.count(cohort.ordersRead))],
    ...COHORT_EXCLUSIONS.flatMap((name) => left(words.exclusions[name], cohort.excluded[name])),
    ...left(words.cohort.repeated, cohort.repeated),
    [{ text: words.cohort.in }, numberCell(say.count(cohort.ordersIn))],
  ];
  return section(
    'cohort',
    { title: words.sections.cohort, lead: words.leads.cohort },
    h('dl', { class: 'facts' }, ...ruleFacts(page)),
    smallTable([words.cohort.rule, words.columns.orders], counts),
    h(
      'dl',
      { class: 'facts' },
      ...fact(words.cohort.sample, cohort.sample.map(plainText).join(', ')),
      ...fact(words.cohort.hash, cohort.sha256, 'code'),
    ),
  );
}

function ruleFacts({ report, words, say, money }: PlanPage): readonly PageElement[] {
  const { prices, promotions, shortfalls, from, until } = report.header.incident.subject;
  const window = words.windowText({
    from: say.stamp(from),
    until: until === undefined ? undefined : say.stamp(until),
  });
  const goodsOf = ({ sku, priceList }: { readonly sku: string; readonly priceList: string }): string =>
    plainText(priceList === 'default' ? sku : `${sku} (${priceList})`);
  const told = prices.map((price) =>
    words.priceText({
      goods: goodsOf(price),
      shown: price.shownMinor.map((minor) => money(minor)).join(', '),
      intended: money(price.intendedMinor),
    }),
  );
  const short = shortfalls.map((shortfall) =>
    words.shortfallText({
      goods: goodsOf(shortfall),
      units: words.units(say.count(shortfall.allotmentUnits)),
    }),
  );
  return [
    ...fact(words.cohort.window, window),
    ...listFact(words.cohort.prices, told, (count) => words.more(say.count(count))),
    ...listFact(
      words.cohort.promotions,
      promotions.map(({ promotionId }) => plainText(promotionId)),
      (count) => words.more(say.count(count)),
    ),
    ...listFact(words.cohort.shortfalls, short, (count) => words.more(say.count(count))),
  ];
}

function listFact(
  name: string,
  values: readonly string[],
  more: (count: number) => string,
): readonly PageElement[] {
  if (values.length === 0) return [];
  const rest = values.length - GOODS_MAX;
  const shown = rest > 0 ? [...values.slice(0, GOODS_MAX), more(rest)] : values;
  return [h('dt', {}, name), ...shown.map((value) => h('dd', {}, keepAmountsTogether(value)))];
}

/** A name and its value; nothing for an empty value. */
export function fact(name: string, value: string, tag: 'code' | 'span' = 'span'): readonly PageElement[] {
  return value === '' ? [] : [h('dt', {}, name), h('dd', {}, h(tag, {}, value))];
}

/** The receipt of each draw; nothing where nothing was drawn. */
export function lotterySection({ report, words }: PlanPage): readonly PageElement[] {
  const { lotteries } = report.trailer;
  if (lotteries.length === 0) return [];
  const receipt = ({ commitment, seed }: LotteryReceipt): PageElement =>
    h(
      'dl',
      { class: 'facts' },
      ...fact(words.lottery.commitment, plainText(commitment), 'code'),
      ...fact(words.lottery.seed, plainText(seed), 'code'),
      ...fact(words.lottery.rule, words.lotteryRule),
    );
  return [
    section(
      'lottery',
      { title: words.sections.lottery, lead: words.leads.lottery },
      ...lotteries.map(receipt),
    ),
  ];
}

/** What the page was made of. */
export function aboutSection({ report, words, say }: PlanPage): PageElement {
  const { header, trailer, toolVersion } = report;
  const { legal } = header.policy;
  return section(
    'about',
    { title: words.sections.about },
    h(
      'dl',
      { class: 'facts' },
      ...fact(words.about.digest, trailer.digest, 'code'),
      ...fact(words.about.incident, header.incidentSha256, 'code'),
      ...fact(words.about.maker, plainText(header.maker)),
      ...fact(
        words.about.profile,
        words.legal({
          id: plainText(legal.id),
          days: say.count(legal.refundBusinessDays),
          zone: legal.timeZone,
        }),
      ),
      ...fact(words.about.writtenBy, `saleguard ${toolVersion}`),
    ),
  );
}
