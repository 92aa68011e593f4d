import type { ReferenceSource } from '../../catalog/reference.js';
import { withJosa } from '../../text/josa.js';
import type { InEveryLang, Lang } from '../../text/lang.js';
import type { Telling } from '../rule.js';
import { sourceName } from '../source-name.js';

interface StackFound {
  readonly [key: string]: string | number | null | readonly string[];
  readonly trigger: 'stack';
  /** What one unit costs in the cheapest order, rounded down. */
  readonly payableMinor: number;
  readonly totalMinor: number;
  readonly quantity: number;
  /** In the order they are applied; one used several times stands several times. */
  readonly promotionIds: readonly string[];
  /** Rules that fire at the payable price, worst first. */
  readonly ruleIds: readonly string[];
  readonly priceMinor: number;
  readonly referenceMinor: number | null;
  readonly referenceSource: ReferenceSource | null;
  /** Below the reference; below the offer price where there is no reference or it is not above. */
  readonly markdownBps: number;
  readonly unknownIds: readonly string[];
}

interface StackBounded {
  readonly [key: string]: string | number | readonly string[];
  readonly trigger: 'bound';
  /** No order pays less for one unit. */
  readonly payableMinor: number;
  readonly stackableCount: number;
  readonly ruleIds: readonly string[];
  readonly priceMinor: number;
  readonly unknownIds: readonly string[];
}

interface UnknownPromotions {
  readonly [key: string]: string | number | readonly string[];
  readonly trigger: 'unknown-promotion';
  readonly unknownIds: readonly string[];
}

/** What promotions make of a price, one shape a trigger. */
export type WorstStackEvidence = StackFound | StackBounded | UnknownPromotions;

/** What the promotions do, in words. */
export const worstStackTell: InEveryLang<(evidence: WorstStackEvidence, telling: Telling) => string> = {
  en: (e, telling) => sentences(mainEn(e, telling), unknownEn(e.unknownIds)),
  ko: (e, telling) => sentences(mainKo(e, telling), unknownKo(e.unknownIds)),
};

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}

function mainEn(e: WorstStackEvidence, { say, money }: Telling): string | undefined {
  switch (e.trigger) {
    case 'stack': {
      const { name, minor } = base(e, 'en');
      const order = e.quantity === 1 ? 'one unit' : `an order of ${say.count(e.quantity)}`;
      const cost = e.quantity === 1 ? money(e.payableMinor) : `${money(e.payableMinor)} a unit`;
      return `With ${used(e.promotionIds, 'en')} ${order} costs ${cost}, ${say.percent(e.markdownBps)} below ${name} of ${money(minor)}${rules(e.ruleIds)}.`;
    }
    case 'bound':
      return `Up to ${say.count(e.stackableCount)} uses of promotions combine on this row, more than can be looked through; together they could take it to ${money(e.payableMinor)}${rules(e.ruleIds)}. Set stacking groups or exclude what is never combined.`;
    case 'unknown-promotion':
      return undefined;
  }
}

function mainKo(e: WorstStackEvidence, { say, money }: Telling): string | undefined {
  switch (e.trigger) {
    case 'stack': {
      const { name, minor } = base(e, 'ko');
      const order = `${say.count(e.quantity)}개 주문 시`;
      const cost = withJosa(money(e.payableMinor), '으로/로');
      return `${withJosa(used(e.promotionIds, 'ko'), '을/를')} 적용하면 ${order} 개당 ${cost}, ${name} ${money(minor)}보다 ${say.percent(e.markdownBps)} 낮아집니다${rules(e.ruleIds)}.`;
    }
    case 'bound':
      return `이 행에는 프로모션이 최대 ${say.count(e.stackableCount)}회까지 겹칠 수 있어 모든 조합을 확인할 수 없습니다. 모두 겹치면 ${money(e.payableMinor)}까지 내려갈 수 있습니다${rules(e.ruleIds)}. 함께 쓸 수 없는 프로모션은 중복 그룹(group)으로 묶거나 excludes에 적으세요.`;
    case 'unknown-promotion':
      return undefined;
  }
}

function unknownEn(ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined;
  const them = ids.length === 1 ? 'it' : 'them';
  return `The row names ${ids.join(', ')}, which the promotions file does not have: what ${ids.length === 1 ? 'it takes' : 'they take'} off is not known. Add ${them} to the file, or take ${them} out of the row.`;
}

function unknownKo(ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined;
  return `행에 적힌 ${withJosa(ids.join(', '), '이/가')} 프로모션 파일에 없어 할인액을 알 수 없습니다. 파일에 추가하거나 행에서 지우세요.`;
}

/** `A, then B × 2`: one used several times in a row stands once. */
function used(ids: readonly string[], lang: Lang): string {
  const runs: { id: string; times: number }[] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last?.id === id) last.times += 1;
    else runs.push({ id, times: 1 });
  }
  const parts = runs.map(({ id, times }) => (times === 1 ? id : `${id} × ${times}`));
  return parts.join(lang === 'en' ? ', then ' : ' → ');
}

/** What the payable price is told to be below: the reference, where it is. */
function base(e: StackFound, lang: Lang): { readonly name: string; readonly minor: number } {
  if (e.referenceSource !== null && e.referenceMinor !== null && e.referenceMinor > e.payableMinor)
    return { name: sourceName(e.referenceSource, lang), minor: e.referenceMinor };
  return { name: lang === 'en' ? 'the offer price' : '판매가', minor: e.priceMinor };
}

function rules(ruleIds: readonly string[]): string {
  return ruleIds.length === 0 ? '' : ` (${ruleIds.join(', ')})`;
}
