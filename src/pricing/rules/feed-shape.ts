import { DuplicateKeys, type PriceConflict } from '../batch/duplicate-keys.js';
import { subjectAt } from '../batch/flagged-keys.js';
import { RepeatedBlocks } from '../batch/repeated-blocks.js';
import { bpsParameter, countParameter, type ValuesOf } from '../parameters.js';
import {
  batchRule,
  type BatchContext,
  type BatchJudgement,
  type BatchRow,
  type BatchRule,
  type BatchTotals,
  type BatchWatch,
} from '../rule.js';
import { feedShapeTell, type FeedShapeEvidence } from './feed-shape-words.js';

const parameters = {
  rowShareMinBps: bpsParameter({
    default: 7000,
    en: 'Hold the batch when it has fewer rows than this share of the previous catalogue. Real feeds arrived with 72 of 10,000 rows.',
    ko: '행 수가 이전 카탈로그의 이 비율에 못 미치면 배치를 보류합니다. 실제로 10,000행 중 72행만 도착한 피드가 있었습니다.',
  }),
  emptyPriceBps: bpsParameter({
    default: 500,
    en: 'Hold the batch when more than this share of the rows has no price.',
    ko: '가격이 비어 있는 행이 이 비율을 넘으면 배치를 보류합니다.',
  }),
  blockRowCountMin: countParameter({
    default: 20,
    en: 'Hold the batch when at least this many rows in a row repeat earlier rows: what a page fetched twice leaves behind.',
    ko: '연속한 행이 이 수 이상 앞의 행들을 그대로 되풀이하면 배치를 보류합니다. 같은 페이지를 두 번 받아 올 때 생깁니다.',
  }),
};

type Values = ValuesOf<typeof parameters>;

/** Watches size, gaps, repeats and contradictions of the feed as a whole. */
class FeedWatch implements BatchWatch<FeedShapeEvidence> {
  readonly #context: BatchContext;
  readonly #values: Values;
  readonly #keys: DuplicateKeys;
  readonly #blocks: RepeatedBlocks;

  constructor(context: BatchContext, values: Values) {
    this.#context = context;
    this.#values = values;
    this.#keys = new DuplicateKeys({ seed: context.seed });
    this.#blocks = new RepeatedBlocks({ rowCountMin: values.blockRowCountMin });
  }

  see(row: BatchRow): void {
    const { ordinal, copy } = this.#keys.see(row);
    this.#blocks.see({ ordinal, copy, file: row.file, line: row.line });
  }

  close(totals: BatchTotals): { judgements: BatchJudgement<FeedShapeEvidence>[]; notJudgedCount: number } {
    const batch = [
      sizeJudgement(totals.rowCount, this.#context.previousRowCount, this.#values.rowShareMinBps),
      emptyPriceJudgement(totals, this.#values.emptyPriceBps),
      this.#blockJudgement(),
      this.#identicalJudgement(),
      ...this.#conflictJudgements(),
    ];
    return { judgements: batch.filter((judgement) => judgement !== undefined), notJudgedCount: 0 };
  }

  #blockJudgement(): BatchJudgement<FeedShapeEvidence> | undefined {
    const { longest, blockCount } = this.#blocks.close();
    if (longest === undefined) return undefined;
    return {
      severity: 'hold',
      measured: { value: longest.rowCount, unit: 'rows' },
      limit: { value: this.#values.blockRowCountMin, unit: 'rows' },
      about: undefined,
      evidence: { trigger: 'repeated-block', ...longest, blockCount },
    };
  }

  #identicalJudgement(): BatchJudgement<FeedShapeEvidence> | undefined {
    const offerCount = this.#keys.identicalCount;
    if (offerCount === 0) return undefined;
    return {
      severity: 'hold',
      measured: { value: offerCount, unit: 'rows' },
      limit: { value: 0, unit: 'rows' },
      about: undefined,
      evidence: { trigger: 'duplicate-rows', offerCount, examples: this.#keys.identicalExamples() },
    };
  }

  #conflictJudgements(): BatchJudgement<FeedShapeEvidence>[] {
    const conflicts = this.#keys.conflicts();
    const judgements = conflicts.map((conflict) => conflictJudgement(conflict));
    const unnamedCount = this.#keys.conflictCount - conflicts.length;
    if (unnamedCount === 0) return judgements;
    const more: BatchJudgement<FeedShapeEvidence> = {
      severity: 'hold',
      measured: { value: this.#keys.conflictCount, unit: 'rows' },
      limit: { value: 0, unit: 'rows' },
      about: undefined,
      evidence: { trigger: 'more-conflicts', namedCount: conflicts.length, unnamedCount },
    };
    return [more, ...judgements];
  }
}

function sizeJudgement(
  rowCount: number,
  previousRowCount: number | undefined,
  rowShareMinBps: number,
): BatchJudgement<FeedShapeEvidence> | undefined {
  if (previousRowCount === undefined) {
    return {
      severity: 'info',
      measured: { value: rowCount, unit: 'rows' },
      limit: { value: 'previous-catalogue', unit: 'text' },
      about: undefined,
      evidence: { trigger: 'size-unknown', rowCount },
    };
  }
  if (rowCount * 10_000 >= previousRowCount * rowShareMinBps) return undefined;
  const shareBps = Math.floor((rowCount * 10_000) / previousRowCount);
  return {
    severity: 'hold',
    measured: { value: shareBps, unit: 'bps' },
    limit: { value: rowShareMinBps, unit: 'bps' },
    about: undefined,
    evidence: { trigger: 'rows-missing', rowCount, previousRowCount, shareBps },
  };
}

function emptyPriceJudgement(
  totals: BatchTotals,
  emptyPriceBps: number,
): BatchJudgement<FeedShapeEvidence> | undefined {
  const { rowCount, emptyPriceCount } = totals;
  if (emptyPriceCount * 10_000 <= rowCount * emptyPriceBps) return undefined;
  const shareBps = Math.floor((emptyPriceCount * 10_000) / rowCount);
  return {
    severity: 'hold',
    measured: { value: shareBps, unit: 'bps' },
    limit: { value: emptyPriceBps, unit: 'bps' },
    about: undefined,
    evidence: { trigger: 'prices-empty', rowCount, emptyPriceCount, shareBps },
  };
}

function conflictJudgement({ key, low, high }: PriceConflict): BatchJudgement<FeedShapeEvidence> {
  return {
    severity: 'hold',
    measured: { value: low.priceMinor, unit: 'minor' },
    limit: { value: high.priceMinor, unit: 'minor' },
    about: subjectAt(key, low),
    evidence: {
      trigger: 'price-conflict',
      lowMinor: low.priceMinor,
      lowFile: low.file,
      lowLine: low.line,
      highMinor: high.priceMinor,
      highFile: high.file,
      highLine: high.line,
    },
  };
}

/** The feed itself is broken: cut short, fetched twice, without prices, or contradicting itself. */
export const feedShape: BatchRule = batchRule<typeof parameters, FeedShapeEvidence>({
  id: 'feed-shape',
  protects: {
    en: 'A feed that arrived cut short, twice, without prices, or with two prices for one offer.',
    ko: '잘려서 오거나, 두 번 들어오거나, 가격이 비어 있거나, 한 상품에 가격이 둘인 피드를 막습니다.',
  },
  formula:
    'rows / previous rows < rowShareMinBps; rows without a price / rows > emptyPriceBps; at least blockRowCountMin rows in a row that repeat earlier ones; one (SKU, price list, currency, channel, tier, quantity break, condition, start of sale) in two rows',
  stops: [],
  severities: ['hold', 'info'],
  needs: [],
  explains: true,
  parameters,
  open: (context, values) => new FeedWatch(context, values),
  tell: feedShapeTell,
});
