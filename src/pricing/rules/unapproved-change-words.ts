import type { ApprovalRefusal } from '../../catalog/approval.js';
import { withJosa } from '../../text/josa.js';
import { approvalWords } from '../../text/report/approval-words.js';
import type { Telling } from '../rule.js';

/** What the rule shows: what changed, how deep, and what became of the approval. */
export interface UnapprovedChangeEvidence {
  readonly [key: string]: string | number | null;
  readonly trigger: 'changed' | 'new';
  readonly priceMinor: number;
  /** Price before this catalogue; null for a new row. */
  readonly formerPriceMinor: number | null;
  /** What the depth is measured from: the reference, else the former price; null where nothing is known. */
  readonly baseMinor: number | null;
  readonly markdownBps: number | null;
  readonly reason: 'missing' | ApprovalRefusal;
}

/** The finding in English. */
export function tellChangeEn(e: UnapprovedChangeEvidence, { say, money }: Telling): string {
  const what =
    e.formerPriceMinor === null
      ? `The row is new at ${money(e.priceMinor)}${depthEn(e, { say, money })}`
      : `The price went from ${money(e.formerPriceMinor)} to ${money(e.priceMinor)}${depthEn(e, { say, money })}`;
  return `${what}. ${reasonEn(e.reason)}`;
}

type Formatters = Pick<Telling, 'say' | 'money'>;

function depthEn(e: UnapprovedChangeEvidence, { say, money }: Formatters): string {
  if (e.baseMinor === null || e.markdownBps === null || e.markdownBps <= 0) return '';
  return `, ${say.percent(e.markdownBps)} below ${money(e.baseMinor)}`;
}

function reasonEn(reason: UnapprovedChangeEvidence['reason']): string {
  return reason === 'missing'
    ? 'Nobody has approved it.'
    : `Its approval does not hold: ${approvalWords('en').refusals[reason]}.`;
}

/** The finding in Korean. */
export function tellChangeKo(e: UnapprovedChangeEvidence, { say, money }: Telling): string {
  const depth =
    e.baseMinor === null || e.markdownBps === null || e.markdownBps <= 0
      ? ''
      : ` 기준 ${money(e.baseMinor)}보다 ${say.percent(e.markdownBps)} 낮습니다.`;
  const what =
    e.formerPriceMinor === null
      ? `${withJosa(money(e.priceMinor), '으로/로')} 새로 올라온 행입니다.`
      : `가격이 ${money(e.formerPriceMinor)}에서 ${withJosa(money(e.priceMinor), '으로/로')} 바뀌었습니다.`;
  return `${what}${depth} ${reasonKo(e.reason)}`;
}

function reasonKo(reason: UnapprovedChangeEvidence['reason']): string {
  return reason === 'missing'
    ? '승인한 사람이 없습니다.'
    : `승인이 있지만 무효입니다. ${approvalWords('ko').refusals[reason]}.`;
}
