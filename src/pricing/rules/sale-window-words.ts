import type { FieldProblem, RowProblem } from '../../catalog/row.js';
import { withJosa } from '../../text/josa.js';
import type { InEveryLang } from '../../text/lang.js';
import type { Telling } from '../rule.js';

/** Why a time of a sale is no instant. */
export type WindowProblem = Extract<FieldProblem, 'time-without-offset' | 'skipped-time' | 'repeated-time'>;

/** True for the problems that are this rule's business. */
export function isWindowProblem(kind: FieldProblem | RowProblem): kind is WindowProblem {
  return kind === 'time-without-offset' || kind === 'skipped-time' || kind === 'repeated-time';
}

/** What a row with both or one of its times shows. */
export interface WindowEvidence {
  readonly [key: string]: string | number | null;
  readonly trigger: 'ends-before-it-starts' | 'already-over' | 'not-yet-begun' | 'no-end' | 'no-start';
  /** Epoch milliseconds. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly now: number;
}

interface NoInstantEvidence {
  readonly [key: string]: string | null;
  readonly trigger: 'no-offset' | 'day-only' | 'skipped' | 'repeated';
  readonly column: string | null;
  readonly text: string;
}

/** What `sale-window` shows of a window, or of a time that is no instant. */
export type SaleWindowEvidence = WindowEvidence | NoInstantEvidence;

/** A day and a time without an offset are mended differently: only the latter by declaring a zone. */
export function noInstantTrigger(kind: WindowProblem, text: string): NoInstantEvidence['trigger'] {
  switch (kind) {
    case 'skipped-time':
      return 'skipped';
    case 'repeated-time':
      return 'repeated';
    case 'time-without-offset':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? 'day-only' : 'no-offset';
  }
}

/** The diagnosis of a sale window in words. */
export const saleWindowTell: InEveryLang<(evidence: SaleWindowEvidence, telling: Telling) => string> = {
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
        return `${placeEn(e)} says “${e.text}” without a time zone, so it may be hours off: write it with its offset, such as ${SAMPLE}, or declare the zone of the file (catalog.timeZone in a policy, or --time-zone).`;
      case 'day-only':
        return `${placeEn(e)} says “${e.text}”, a day and no instant: write the time and its offset, such as ${SAMPLE}.`;
      case 'skipped':
        return `${placeEn(e)} says “${e.text}”, a time that does not exist there: the clocks are put forward over it. Write an instant with its offset, such as ${SAMPLE}.`;
      case 'repeated':
        return `${placeEn(e)} says “${e.text}”, a time that comes twice there because the clocks are put back: write it with its offset, such as ${SAMPLE}.`;
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
        return `${placeKo(e)} “${e.text}”에 시간대가 없어 몇 시간씩 어긋날 수 있습니다. ${SAMPLE}처럼 시간대를 붙여 적거나, 파일의 시간대를 선언하세요(정책의 catalog.timeZone 또는 --time-zone).`;
      case 'day-only':
        return `${placeKo(e)} ${withJosa(`“${e.text}”`, '은/는')} 날짜일 뿐 시각이 아닙니다. ${SAMPLE}처럼 시각과 시간대까지 적으세요.`;
      case 'skipped':
        return `${placeKo(e)} ${withJosa(`“${e.text}”`, '은/는')} 그 지역에 없는 시각입니다. 시계를 앞당기며 건너뛰는 시간입니다. ${SAMPLE}처럼 시간대를 붙여 적으세요.`;
      case 'repeated':
        return `${placeKo(e)} ${withJosa(`“${e.text}”`, '은/는')} 시계를 늦추는 날이라 두 번 있는 시각입니다. ${SAMPLE}처럼 시간대를 붙여 적으세요.`;
    }
  },
};

const SAMPLE = '2026-08-01T00:00:00+09:00';

function placeEn({ column }: NoInstantEvidence): string {
  return column === null ? 'A time' : `Column ${column}`;
}

function placeKo({ column }: NoInstantEvidence): string {
  return column === null ? '시각' : `${column} 열의`;
}
