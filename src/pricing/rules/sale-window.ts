import type { Offer } from '../../catalog/offer.js';
import type { Measure } from '../../catalog/finding.js';
import type { Facts } from '../facts.js';
import { flagParameter, type ValuesOf } from '../parameters.js';
import { NOT_JUDGED, offerRule, type Judgement, type OfferRule } from '../rule.js';
import {
  isWindowProblem,
  noInstantTrigger,
  saleWindowTell,
  type SaleWindowEvidence,
  type WindowEvidence,
} from './sale-window-words.js';

const parameters = {
  liveNow: flagParameter({
    default: false,
    en: 'The catalogue is live already: a sale price before its window is blocked too. Off, because an audit usually runs before the sale, when every window lies ahead.',
    ko: '이미 판매 중인 카탈로그라면 켭니다. 시작 전인 행사 가격도 차단합니다. 점검은 보통 행사 전에 하므로 기본은 꺼져 있습니다.',
  }),
};

/** True unless the row is known to sell at an ordinary price: a row with a window is taken at its word. */
function isSalePrice(offer: Offer, facts: Facts): boolean {
  const bases = [offer.listPriceMinor, facts.reference?.priceMinor, facts.formerPriceMinor];
  const known = bases.filter((base) => base !== undefined);
  return known.length === 0 || known.some((base) => offer.priceMinor < base);
}

type Reason = Pick<Judgement, 'severity'> & { readonly trigger: WindowEvidence['trigger'] };

function reasonOf(offer: Offer, facts: Facts, values: ValuesOf<typeof parameters>): Reason | undefined {
  const { saleStartsAt: startsAt, saleEndsAt: endsAt } = offer;
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt) {
    return { severity: 'block', trigger: 'ends-before-it-starts' };
  }
  if (!isSalePrice(offer, facts)) return undefined;
  if (endsAt !== undefined && endsAt <= facts.now) return { severity: 'block', trigger: 'already-over' };
  if (values.liveNow && startsAt !== undefined && facts.now < startsAt) {
    return { severity: 'block', trigger: 'not-yet-begun' };
  }
  if (endsAt === undefined) return { severity: 'hold', trigger: 'no-end' };
  return startsAt === undefined ? { severity: 'hold', trigger: 'no-start' } : undefined;
}

/** What is compared with what: the clock with a bound, or the two bounds with each other. */
function comparison(
  trigger: WindowEvidence['trigger'],
  instants: { readonly startsAt: number; readonly endsAt: number; readonly now: number },
): Pick<Judgement, 'measured' | 'limit'> {
  const measure = (value: number): Measure => ({ value, unit: 'epoch-ms' });
  const { startsAt, endsAt, now } = instants;
  switch (trigger) {
    case 'ends-before-it-starts':
      return { measured: measure(endsAt), limit: measure(startsAt) };
    case 'already-over':
      return { measured: measure(now), limit: measure(endsAt) };
    case 'not-yet-begun':
      return { measured: measure(now), limit: measure(startsAt) };
    case 'no-end':
      return { measured: measure(startsAt), limit: { value: 'sale_ends_at', unit: 'text' } };
    case 'no-start':
      return { measured: measure(endsAt), limit: { value: 'sale_starts_at', unit: 'text' } };
  }
}

/** The sale price is in the file outside its window, or the window cannot be right. */
export const saleWindow: OfferRule = offerRule<typeof parameters, SaleWindowEvidence>({
  id: 'sale-window',
  protects: {
    en: 'A sale price outside its hours: a window that is over, upside down, open at one side, or written without its time zone.',
    ko: '행사 시간을 벗어난 행사 가격을 막습니다. 이미 끝났거나, 앞뒤가 뒤바뀌었거나, 한쪽이 비었거나, 시간대가 없는 기간입니다.',
  },
  formula:
    'end <= start; price below list price, reference or former price and now >= end (with liveNow also now < start); one bound missing; a time without an offset, or one that the clocks of the declared zone skip or show twice',
  stops: [],
  severities: ['block', 'hold'],
  needs: ['sale-window'],
  explains: true,
  parameters,
  judge(offer, facts, values) {
    const { saleStartsAt, saleEndsAt } = offer;
    if (saleStartsAt === undefined && saleEndsAt === undefined) return NOT_JUDGED;
    const reason = reasonOf(offer, facts, values);
    if (reason === undefined) return undefined;
    const { severity, trigger } = reason;
    const instants = { startsAt: saleStartsAt ?? 0, endsAt: saleEndsAt ?? 0, now: facts.now };
    return {
      severity,
      ...comparison(trigger, instants),
      evidence: {
        trigger,
        startsAt: saleStartsAt ?? null,
        endsAt: saleEndsAt ?? null,
        now: facts.now,
      },
    };
  },
  judgeProblem(problem) {
    if (!isWindowProblem(problem.kind)) return undefined;
    return {
      severity: 'block',
      measured: { value: problem.text, unit: 'text' },
      limit: { value: '2026-08-01T00:00:00+09:00', unit: 'text' },
      evidence: {
        trigger: noInstantTrigger(problem.kind, problem.text),
        column: problem.column ?? problem.field ?? null,
        text: problem.text,
      },
    };
  },
  tell: saleWindowTell,
});
