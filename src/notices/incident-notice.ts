import { INCIDENT_STAGES, type Incident, type IncidentStage } from '../incident/incident.js';
import type { PlanHeader } from '../remedy/plan.js';
import { contactLine, shopOf } from './common-lines.js';
import { explanationOf, type Explanation, type NoticePart } from './explanation.js';
import { goodsOf, moneyOf, tellingOf, type NameOf, type Telling } from './facts.js';
import type { NoticeLang } from './lang.js';
import { noticeSay } from './say.js';
import { MISTAKES, type Mistake, type TimelineStep } from './words/notice-words.js';
import { noticeWords } from './words/words.js';

/** What the public is told. */
export interface IncidentNoticeInput {
  readonly header: PlanHeader;
  /** Its timeline is told with the notice; none without it. */
  readonly incident?: Incident | undefined;
  readonly lang: NoticeLang;
  readonly nameOf?: NameOf | undefined;
}

/** Goods named in a public notice; more are counted. */
const GOODS_MAX = 20;

/** What happened, what the shop does about it, and where to ask: for the public, without any order or customer. */
export function incidentNotice({ header, incident, lang, nameOf }: IncidentNoticeInput): Explanation {
  const telling = tellingOf(header, lang, nameOf);
  const { words, say } = telling;
  const parts: NoticePart[] = [
    { ...PLAIN, topic: 'mistake', lines: happenedLines(telling) },
    { ...PLAIN, topic: 'order', heading: words.incident.goods, lines: goodsLines(telling), isList: true },
    {
      ...PLAIN,
      topic: 'actions',
      heading: words.incident.actions,
      lines: actionLines(telling),
      isList: true,
    },
    ...(incident === undefined ? [] : [timelinePart(telling, incident)]),
    { ...PLAIN, topic: 'contact', lines: [contactLine(telling)] },
  ];
  const title = words.incident.title(shopOf(telling));
  return explanationOf(say.lang, { title, parts });
}

const PLAIN: Omit<NoticePart, 'topic' | 'lines'> = { orderId: undefined, heading: undefined, isList: false };

function happenedLines({ header, words, say }: Telling): readonly string[] {
  const { subject } = header.incident;
  const window = say.window(subject.from, subject.until);
  const isTold: Readonly<Record<Mistake, boolean>> = {
    price: subject.prices.length > 0,
    promotion: subject.promotions.length > 0,
    stock: subject.shortfalls.length > 0,
  };
  const mistakes = MISTAKES.filter((mistake) => isTold[mistake]).map((mistake, index) =>
    words.mistakes[mistake](index === 0 ? window : undefined),
  );
  return [...(mistakes.length === 0 ? [words.anyMistake(window)] : mistakes), words.ours, words.apology];
}

function goodsLines(telling: Telling): readonly string[] {
  const { header, words, say } = telling;
  const { prices, shortfalls } = header.incident.subject;
  const lines = [
    ...prices.map((price) => {
      const shown = price.shownMinor.map((minor) => moneyOf(telling, minor)).join(', ');
      return words.incident.price({
        goods: goodsOf(telling, price),
        shown,
        intended: moneyOf(telling, price.intendedMinor),
      });
    }),
    ...shortfalls.map((shortfall) => goodsOf(telling, shortfall)),
  ];
  const rest = lines.length - GOODS_MAX;
  return rest > 0 ? [...lines.slice(0, GOODS_MAX), words.incident.more(say.count(rest))] : lines;
}

function actionLines(telling: Telling): readonly string[] {
  const { header, words } = telling;
  const { honour } = header.policy;
  const { subject } = header.incident;
  const isKept = honour.statuses.some((status) => status === 'delivered' || status === 'collected');
  return [
    ...(isKept ? [words.incident.delivered] : []),
    ...(subject.shortfalls.length > 0 ? [words.incident.shared] : []),
    words.incident.cancelled,
    ...couponLines(telling),
    words.incident.everybody,
  ];
}

/** What everybody is offered. Where it is not the same for all, no amount is told in public: it would be that of others. */
function couponLines(telling: Telling): readonly string[] {
  const { words, say } = telling;
  const { form, byTier } = telling.header.policy.apology;
  if (byTier !== undefined) return [words.incident.couponOwn];
  switch (form.kind) {
    case 'none':
      return [];
    case 'amount':
      return [words.incident.couponFixed(moneyOf(telling, form.amountMinor))];
    case 'rate': {
      const facts = { percent: say.percent(form.rateBps), cap: moneyOf(telling, form.capMinor) };
      return [words.incident.couponRate(facts)];
    }
  }
}

const STEP_OF: Readonly<Record<Exclude<IncidentStage, 'intake'>, TimelineStep>> = {
  classify: 'classified',
  investigate: 'investigated',
  solve: 'solved',
  notify: 'told',
  'follow-up': 'checked',
};

/** One line of a timeline for customers. */
interface ToldStep {
  readonly at: number;
  readonly step: TimelineStep;
}

/**
 * What happened when, for a customer: when the mistake was noticed, when the sale was stopped and went on, and each stage the incident
 * came to. Who did it, why, and what the evidence says are the shop's own.
 *
 * @throws GuardError `invalid-argument` where the zone is none.
 */
export function incidentTimeline({
  incident,
  lang,
  timeZone,
}: {
  readonly incident: Incident;
  readonly lang: NoticeLang;
  /** Whose clock the times are told by: `Asia/Seoul`. */
  readonly timeZone: string;
}): readonly string[] {
  const say = noticeSay(lang, timeZone);
  const words = noticeWords(lang).incident;
  return timelineSteps(incident)
    .toSorted((one, other) => one.at - other.at)
    .map(({ at, step }) => words.step({ when: say.moment(at), what: words.steps[step] }));
}

function timelineSteps({ knownAt, stages, trip }: Incident): readonly ToldStep[] {
  const steps: ToldStep[] = [{ at: knownAt, step: 'noticed' }];
  if (trip !== undefined) steps.push({ at: trip.trip.at, step: 'stopped' });
  if (trip?.resumedAt !== undefined) steps.push({ at: trip.resumedAt, step: 'resumed' });
  let before = -1;
  for (const { stage, at } of stages) {
    const rank = INCIDENT_STAGES.indexOf(stage);
    if (stage !== 'intake') steps.push({ at, step: rank > before ? STEP_OF[stage] : 'reopened' });
    before = rank;
  }
  return steps;
}

function timelinePart({ header, words, say }: Telling, incident: Incident): NoticePart {
  const { timeZone } = header.policy.legal;
  const lines = incidentTimeline({ incident, lang: say.lang, timeZone });
  return { ...PLAIN, topic: 'timeline', heading: words.incident.timeline, lines, isList: true };
}
