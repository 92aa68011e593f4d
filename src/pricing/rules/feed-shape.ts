import { DuplicateKeys, type PriceConflict } from '../batch/duplicate-keys.js';
import { subjectAt } from '../batch/flagged-keys.js';
import { FoundShares, type FoundShare } from '../batch/found-shares.js';
import { RepeatedBlocks } from '../batch/repeated-blocks.js';
import type { KeyParts, KnownKeys } from '../known-keys.js';
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
import { feedShapeTell, MORE, type FeedShapeEvidence } from './feed-shape-words.js';

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
  foundShareMinBps: bpsParameter({
    default: 1000,
    en: 'Hold the batch when a smaller share of its offers is found in the history, or in the previous catalogue. A file with other SKUs or price-list names matches nothing, but for coincidences, while shops rarely renew nine tenths of their goods at once. 0 for a shop whose goods are new every time.',
    ko: '가격 이력이나 이전 카탈로그에서 찾을 수 있는 상품의 비율이 이보다 작으면 배치를 보류합니다. SKU 형식이나 가격표 이름이 다른 파일은 우연이 아니면 하나도 맞지 않고, 매장이 상품의 10분의 9를 한꺼번에 바꾸는 일은 드뭅니다. 매번 새 상품만 파는 매장은 0으로 둡니다.',
  }),
  foundOfferCountMin: countParameter({
    default: 10,
    en: 'With fewer offers than this it is only a warning: a handful of goods may well all be new.',
    ko: '상품이 이보다 적으면 주의로만 알립니다. 몇 개뿐이라면 모두 새 상품일 수 있습니다.',
  }),
};

type Values = ValuesOf<typeof parameters>;

/** Watches size, gaps, repeats and contradictions of the feed as a whole. */
class FeedWatch implements BatchWatch<FeedShapeEvidence> {
  readonly #context: BatchContext;
  readonly #values: Values;
  readonly #keys: DuplicateKeys;
  readonly #blocks: RepeatedBlocks;
  readonly #found = new FoundShares();

  constructor(context: BatchContext, values: Values) {
    this.#context = context;
    this.#values = values;
    this.#keys = new DuplicateKeys({ seed: context.seed });
    this.#blocks = new RepeatedBlocks({ rowCountMin: values.blockRowCountMin });
  }

  see(row: BatchRow): void {
    const { ordinal, copy } = this.#keys.see(row);
    this.#blocks.see({ ordinal, copy, file: row.file, line: row.line });
    this.#found.see(row);
  }

  close(totals: BatchTotals): { judgements: BatchJudgement<FeedShapeEvidence>[]; notJudgedCount: number } {
    const batch = [
      sizeJudgement(totals.rowCount, this.#context.previousRowCount, this.#values.rowShareMinBps),
      emptyPriceJudgement(totals, this.#values.emptyPriceBps),
      ...this.#found.shares().map((share) => foundJudgement(share, this.#values)),
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

function foundJudgement(
  { baseline, offerCount, foundCount, missing, known }: FoundShare,
  { foundShareMinBps, foundOfferCountMin }: Values,
): BatchJudgement<FeedShapeEvidence> | undefined {
  if (foundCount * 10_000 >= offerCount * foundShareMinBps) return undefined;
  const shareBps = Math.floor((foundCount * 10_000) / offerCount);
  return {
    severity: offerCount >= foundOfferCountMin ? 'hold' : 'warn',
    measured: { value: shareBps, unit: 'bps' },
    limit: { value: foundShareMinBps, unit: 'bps' },
    about: undefined,
    evidence: {
      trigger: 'offers-not-found',
      baseline,
      offerCount,
      foundCount,
      shareBps,
      missingPriceLists: listed(missing),
      missingExample: partsOf(missing.example),
      knownPriceLists: listed(known),
      knownExample: partsOf(known.example),
    },
  };
}

function listed({ priceLists, hasMorePriceLists }: KnownKeys): readonly string[] {
  return hasMorePriceLists ? [...priceLists, MORE] : priceLists;
}

function partsOf(example: KeyParts | undefined): readonly string[] {
  return example === undefined ? [] : [example.sku, example.priceList, example.currency];
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
    en: 'A feed that arrived cut short, twice, without prices, with two prices for one offer, or with offers that neither history nor previous catalogue knows.',
    ko: '잘려서 오거나, 두 번 들어오거나, 가격이 비어 있거나, 한 상품에 가격이 둘이거나, 가격 이력·이전 카탈로그와 맞지 않는 피드를 막습니다.',
  },
  formula:
    'rows / previous rows < rowShareMinBps; rows without a price / rows > emptyPriceBps; offers found in the history, or in the previous catalogue / offers < foundShareMinBps; at least blockRowCountMin rows in a row that repeat earlier ones; one (SKU, price list, currency, channel, tier, quantity break, condition, start of sale) in two rows',
  stops: [],
  severities: ['hold', 'warn', 'info'],
  needs: [],
  explains: true,
  parameters,
  open: (context, values) => new FeedWatch(context, values),
  tell: feedShapeTell,
});
