import { interval, NOT_APPLICABLE, percent, shareOf, table, whole } from './markdown.js';
import type { PromotionControl } from './promotion-controls.js';
import { SUM_LIMIT, type HonestOutcome } from './promotion-honest.js';
import type { FaultOutcome, PromotionRecall } from './promotion-recall.js';
import type { Count } from './recall.js';

/** Results of the study of coupons and stacks, as the page holds them. */
export function promotionSection(recall: PromotionRecall, controls: readonly PromotionControl[]): string[] {
  return [
    '### Coupons and stacks',
    '#### Faults in promotions',
    faultTable(recall),
    '#### Blind spots among them',
    'Held or blocked less than 99 times in 100, with history:',
    blindSpots(recall.faults).join('\n'),
    '#### Honest calendars',
    honestTable(recall),
    'Why honest promotions are held or blocked:',
    reasonTable(recall.honest),
    '#### Negative controls with promotions',
    promotionControlTable(controls),
  ];
}

const SUM_TITLES: readonly string[] = [
  `sum of percentages > ${percent(SUM_LIMIT, 0)} %`,
  'sum of percentages, as quiet as worst-stack',
];

function faultTable(recall: PromotionRecall): string {
  const head = [
    '',
    'copies (no-ops)',
    'named',
    'held or blocked',
    'warned or worse',
    'held or blocked, no history',
    'each promotion alone',
    ...SUM_TITLES,
  ];
  const rows = recall.faults.map((one) => [
    one.fault.title,
    `${whole(one.held.count)} (${whole(one.dropped.hits)})`,
    ...[
      one.named,
      one.held,
      one.warned,
      one.heldWithoutHistory,
      one.heldAlone,
      one.summed,
      one.summedAsRarely,
    ].map(interval),
  ]);
  return table(head, rows);
}

/** Below it a reader must be told. */
const FOUND_WELL = 0.99;

function blindSpots(faults: readonly FaultOutcome[]): string[] {
  return faults
    .filter(({ held }) => held.hits < FOUND_WELL * held.count)
    .map(({ fault, held, warned }) => {
      const more = warned.hits > held.hits ? `, warned about or worse ${shareOf(warned)} %` : '';
      return `- ${fault.title}: ${interval(held)} %${more}`;
    });
}

function honestTable(recall: PromotionRecall): string {
  const rows: readonly (readonly [string, (one: HonestOutcome) => Count])[] = [
    ['calendars with anything held or blocked', ({ calendars }) => calendars],
    ['promotions held or blocked by their terms', ({ terms }) => terms],
    ['promotions warned about', ({ warnedTerms }) => warnedTerms],
    ['rows held or blocked by worst-stack', ({ rows: held }) => held],
    ['… of these without a reward that needs no minimum', ({ rowsWithoutReward }) => rowsWithoutReward],
    ['rows warned about by worst-stack', ({ warnedRows }) => warnedRows],
    ['rows held or blocked by worst-stack, no history', ({ rowsWithoutHistory }) => rowsWithoutHistory],
    ['rows held or blocked, each promotion alone', ({ rowsAlone }) => rowsAlone],
    [`rows, ${SUM_TITLES[0] ?? ''}`, ({ rowsSummed }) => rowsSummed],
    [`rows, ${SUM_TITLES[1] ?? ''}`, ({ rowsSummedAsRarely }) => rowsSummedAsRarely],
  ];
  const limits = recall.honest.map(({ quietLimit }) => `${whole(Math.round(quietLimit * 100))} %`);
  return table(
    ['', ...recall.honest.map(({ style }) => style)],
    [
      ...rows.map(([title, countOf]) => [title, ...recall.honest.map((one) => shareAndCounts(countOf(one)))]),
      ['that sum', ...limits],
    ],
  );
}

function shareAndCounts(count: Count): string {
  return count.count === 0
    ? NOT_APPLICABLE
    : `${percent(count.hits / count.count, 2)} % (${whole(count.hits)} of ${whole(count.count)})`;
}

function reasonTable(honest: readonly HonestOutcome[]): string {
  const names = [...new Set(honest.flatMap(({ reasons }) => [...reasons.keys()]))].sort();
  const rows = names.map((name) => [name, ...honest.map(({ reasons }) => whole(reasons.get(name) ?? 0))]);
  return table(['rule and reason', ...honest.map(({ style }) => style)], rows);
}

function promotionControlTable(controls: readonly PromotionControl[]): string {
  return table(
    [
      'honest catalogue and promotions',
      'rows',
      'blocked',
      'held',
      'warned',
      'promotions held',
      'batch held by',
    ],
    controls.map((one) => [
      one.title,
      ...[one.rowCount, one.blockCount, one.holdCount, one.warnCount, one.promotionCount].map(whole),
      one.batchRules.join(', ') || 'nothing',
    ]),
  );
}
