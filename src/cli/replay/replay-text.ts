import type { LeftOut, OrderPlace } from '../../control/replay-input.js';
import type {
  JudgedOrder,
  PolicyDifference,
  PolicyReplay,
  ReplayReport,
} from '../../control/replay-report.js';
import type { EpochMs } from '../../core/clock.js';
import { orderWindow } from '../../pricing/order/rules/order-window.js';
import { SALE_SCOPE } from '../../stock/mode.js';
import { plainText } from '../../text/plain-text.js';
import { replayWords } from '../../text/replay-words.js';
import { sayIn } from '../../text/say.js';
import { watchWords } from '../../text/watch-words.js';
import { linesOf } from '../book-show-text.js';
import { columnsText } from '../columns-text.js';
import { ruleText } from '../sale/alarm-text.js';
import type { LeftOutList } from './left-out-list.js';
import { causeText, evidenceText, type TellingFor } from './outcome-text.js';

/** A replay, and how it is told. */
export interface ShownReplay {
  readonly report: ReplayReport;
  readonly leftOut: LeftOutList;
  readonly to: TellingFor;
  /** Trips shown; examples are as many as the report has. */
  readonly max: number;
}

/** A replay in plain lines: what was judged, by each policy, what differs, what was not judged. */
export function replayText(shown: ShownReplay): string {
  const { report, to } = shown;
  const words = replayWords(to.lang);
  const { policy, against, difference } = report;
  const sides = against === undefined ? [policy] : [policy, against];
  const sections = [
    headText(shown),
    ...sides.map((side) => sideText(side, shown)),
    ...(difference === undefined ? [causesText(policy, shown)] : [differenceText(difference, shown)]),
    leftOutText(shown),
  ];
  return `${sections.filter((section) => section !== '').join('\n')}\n${linesOf([words.kept])}`;
}

function headText({ report, to: { lang } }: ShownReplay): string {
  const words = replayWords(lang);
  const say = sayIn(lang);
  const { sale, judged, paid, firstAt, lastAt, isStockJudged, policy } = report;
  const isOutside = policy.causes.some(
    ({ cause, orderCount }) => cause === orderWindow.id && orderCount === judged,
  );
  return linesOf([
    words.head({
      saleId: sale.saleId,
      epoch: sale.epoch,
      orders: say.count(judged),
      paid: say.count(paid),
      from: instantText(firstAt),
      to: instantText(lastAt),
    }),
    isStockJudged ? words.stockJudged : words.pricesOnly,
    ...(isOutside ? [words.outsideWindow(instantText(sale.startsAt), instantText(sale.endsAt))] : []),
  ]);
}

function sideText(side: PolicyReplay, { report, to: { lang }, max }: ShownReplay): string {
  const words = replayWords(lang);
  const say = sayIn(lang);
  const { verdict, orders, goods, givenAway } = words.columns;
  const table = columnsText(
    [verdict, orders, goods, givenAway],
    side.amounts.map((row) => [
      words.verdicts[row.verdict],
      say.count(row.orderCount),
      say.money(row.payableMinor, row.currency),
      say.money(row.markdownMinor, row.currency),
    ]),
    { left: [0] },
  );
  const head = linesOf([words.policy(side.policy.source)]);
  if (!report.isStockJudged) return `${head}${table}`;
  return `${head}${table}${tripsText(side, { lang, max })}${endsText(side, lang)}`;
}

function tripsText(
  { trips, tripCount }: PolicyReplay,
  { lang, max }: { readonly lang: TellingFor['lang']; readonly max: number },
): string {
  const words = replayWords(lang);
  const say = sayIn(lang);
  if (tripCount === 0) return linesOf([words.noTrips]);
  const lines = trips.slice(0, max).map(({ trip, refusedCount }) =>
    words.trip({
      at: instantText(trip.at),
      rule: ruleText(trip.ruleId),
      scope: trip.scope === SALE_SCOPE ? undefined : trip.scope,
      mode: watchWords(lang).modes[trip.mode],
      refused: say.count(refusedCount),
    }),
  );
  const left = tripCount - lines.length;
  return linesOf([
    `${words.trips}: ${say.count(tripCount)}`,
    ...lines.map((line) => `  ${line}`),
    ...(left > 0 ? [`  ${words.more(say.count(left))}`] : []),
  ]);
}

function endsText({ bought, lapsed, late, stopped }: PolicyReplay, lang: TellingFor['lang']): string {
  const words = replayWords(lang);
  const say = sayIn(lang);
  return linesOf([
    words.afterwards({ bought: say.count(bought), lapsed: say.count(lapsed) }),
    ...(late > 0 ? [words.late(say.count(late))] : []),
    ...(stopped > 0 ? [words.stopped(say.count(stopped))] : []),
  ]);
}

function causesText({ causes }: PolicyReplay, { to }: ShownReplay): string {
  const words = replayWords(to.lang);
  const say = sayIn(to.lang);
  if (causes.length === 0) return linesOf([words.noCauses]);
  const rows = causes.flatMap(({ verdict, cause, orderCount, examples }) => [
    `  ${words.cause(words.verdicts[verdict], causeText(cause, to.lang), say.count(orderCount))}`,
    ...examples.map((order) => `    ${exampleText(order, evidenceText(order.outcome, cause, to))}`),
    ...moreOf(orderCount - examples.length, to),
  ]);
  return linesOf([words.causes, ...rows]);
}

function differenceText(difference: PolicyDifference, { to }: ShownReplay): string {
  const words = replayWords(to.lang);
  const say = sayIn(to.lang);
  const { stricterCount, milderCount, otherCauseCount, changes } = difference;
  const rows = changes.flatMap(({ from, to: after, cause, orderCount, examples }) => [
    `  ${words.change({
      from: words.verdicts[from],
      to: words.verdicts[after],
      cause: causeText(cause, to.lang),
      orders: say.count(orderCount),
    })}`,
    ...examples.map((order) => `    ${exampleText(order, evidenceOfChange(order, cause, to))}`),
    ...moreOf(orderCount - examples.length, to),
  ]);
  const isSame = stricterCount + milderCount === 0;
  return linesOf([
    words.difference,
    `  ${isSame ? words.noDifference : words.differs({ stricter: say.count(stricterCount), milder: say.count(milderCount) })}`,
    ...rows,
    ...(otherCauseCount > 0 ? [`  ${words.otherCauses(say.count(otherCauseCount))}`] : []),
  ]);
}

function evidenceOfChange({ outcome, against }: JudgedOrder, cause: string, to: TellingFor): string {
  const stricter = against?.causes.includes(cause) === true ? against : outcome;
  return evidenceText(outcome.causes.includes(cause) ? outcome : stricter, cause, to);
}

function leftOutText({ report, leftOut, to: { lang } }: ShownReplay): string {
  const words = replayWords(lang);
  const say = sayIn(lang);
  const { unreadable, otherSale, repeated, conflicting } = report.leftOut;
  const kinds = Object.entries({ unreadable, otherSale, repeated, conflicting } as const);
  const lines = kinds.flatMap(([name, count]) => {
    const because = name as keyof ReplayReport['leftOut']; // the four names above
    if (count === 0) return [];
    const rows = leftOut.of(because);
    return [
      `  ${words.leftOutOf(because, say.count(count))}`,
      ...rows.map((row) => `    ${leftOutLine(row, lang)}`),
      ...moreOf(count - rows.length, { lang }),
    ];
  });
  return lines.length === 0 ? '' : linesOf([words.leftOut, ...lines]);
}

/** One row that was not judged, with its place and why. */
export function leftOutLine(row: LeftOut, lang: TellingFor['lang']): string {
  const words = replayWords(lang);
  const { place, id, field, message, saleId, first } = row;
  const parts = [
    ...(id === undefined ? [] : [id]),
    ...(saleId === undefined ? [] : [words.ofSale(saleId)]),
    ...(first === undefined ? [] : [words.firstAt(placeText(first))]),
    ...(message === undefined ? [] : [`${field === undefined ? '' : `${field}: `}${message}`]),
  ];
  return `${placeText(place)} ${parts.join(', ')}`;
}

function exampleText({ place, id, placedAt }: JudgedOrder, evidence: string): string {
  const head = `${placeText(place)} ${id} ${instantText(placedAt)}`;
  return evidence === '' ? head : `${head} ${evidence}`;
}

function moreOf(count: number, { lang }: Pick<TellingFor, 'lang'>): readonly string[] {
  return count > 0 ? [`    ${replayWords(lang).more(sayIn(lang).count(count))}`] : [];
}

function placeText({ file, line }: OrderPlace): string {
  return `${plainText(file)}:${line}`;
}

/** To the second: `2026-08-01 00:12:31 UTC`. */
function instantText(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
