import type { Offer } from '../../catalog/offer.js';
import type { Measure } from '../../catalog/finding.js';
import type { Facts } from '../facts.js';
import { flagParameter, type ValuesOf } from '../parameters.js';
import { NOT_JUDGED, offerRule, type Judgement, type OfferRule } from '../rule.js';

interface WindowEvidence {
  readonly [key: string]: string | number | null;
  readonly trigger: 'ends-before-it-starts' | 'already-over' | 'not-yet-begun' | 'no-end' | 'no-start';
  /** Epoch milliseconds. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly now: number;
}

interface NoOffsetEvidence {
  readonly [key: string]: string | null;
  readonly trigger: 'no-offset';
  readonly column: string | null;
  readonly text: string;
}

type SaleWindowEvidence = WindowEvidence | NoOffsetEvidence;

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
    'end <= start; price below list price, reference or former price and now >= end (with liveNow also now < start); one bound missing; a time without an offset',
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
    if (problem.kind !== 'time-without-offset') return undefined;
    return {
      severity: 'block',
      measured: { value: problem.text, unit: 'text' },
      limit: { value: '2026-08-01T00:00:00+09:00', unit: 'text' },
      evidence: { trigger: 'no-offset', column: problem.column ?? problem.field ?? null, text: problem.text },
    };
  },
  tell: {
    en(e, { say }) {
      const at = (instant: number | null): string => say.instant(instant ?? 0);
      switch (e.trigger) {
        case 'ends-before-it-starts':
          return `The sale ends at ${at(e.endsAt)}, not after its start at ${at(e.startsAt)}: are the two swapped?`;
        case 'already-over':
          return `The sale price is still in the file, though the sale ended at ${at(e.endsAt)}.`;
        case 'not-yet-begun':
          return `The sale price is live already, though the sale starts only at ${at(e.startsAt)}.`;
        case 'no-end':
          return `The sale starts at ${at(e.startsAt)} and never ends: state when the sale price goes.`;
        case 'no-start':
          return `The sale ends at ${at(e.endsAt)} and has no start: state from when the sale price holds.`;
        case 'no-offset':
          return `${e.column === null ? 'A time' : `Column ${e.column}`} says “${e.text}” without a time zone, so it may be hours off: write it with its offset, such as 2026-08-01T00:00:00+09:00.`;
      }
    },
    ko(e, { say }) {
      const at = (instant: number | null): string => say.instant(instant ?? 0);
      switch (e.trigger) {
        case 'ends-before-it-starts':
          return `행사 종료(${at(e.endsAt)})가 시작(${at(e.startsAt)})보다 늦지 않습니다. 두 시각이 뒤바뀌지 않았는지 확인하세요.`;
        case 'already-over':
          return `행사는 ${at(e.endsAt)}에 끝났는데 행사 가격이 파일에 남아 있습니다.`;
        case 'not-yet-begun':
          return `행사는 ${at(e.startsAt)}에 시작하는데 행사 가격이 벌써 올라가 있습니다.`;
        case 'no-end':
          return `행사 시작(${at(e.startsAt)})만 있고 종료 시각이 없습니다. 행사 가격이 언제 끝나는지 적으세요.`;
        case 'no-start':
          return `행사 종료(${at(e.endsAt)})만 있고 시작 시각이 없습니다. 행사 가격이 언제부터인지 적으세요.`;
        case 'no-offset':
          return `${e.column === null ? '시각' : `${e.column} 열의`} “${e.text}”에 시간대가 없어 몇 시간씩 어긋날 수 있습니다. 2026-08-01T00:00:00+09:00처럼 시간대를 붙여 적으세요.`;
      }
    },
  },
});
