import { markdownBps } from '../../money/basis-points.js';
import { withJosa } from '../../text/josa.js';
import { CHANNEL_COUNT_MAX, ChannelQuotes, type ChannelPair } from '../batch/channel-quotes.js';
import { subjectAt } from '../batch/flagged-keys.js';
import { bpsParameter, textsParameter, type ValuesOf } from '../parameters.js';
import {
  batchRule,
  type BatchJudgement,
  type BatchRow,
  type BatchRule,
  type BatchTotals,
  type BatchWatch,
} from '../rule.js';

interface PairEvidence {
  readonly [key: string]: string | number | boolean;
  readonly trigger: 'channels-differ';
  readonly isCheckout: boolean;
  readonly lowMinor: number;
  readonly lowChannel: string;
  readonly lowFile: string;
  readonly lowLine: number;
  readonly highMinor: number;
  readonly highChannel: string;
  readonly highFile: string;
  readonly highLine: number;
}

interface CountEvidence {
  readonly [key: string]: string | number;
  readonly trigger: 'more-offers' | 'too-many-channels';
  readonly count: number;
}

type ParityEvidence = PairEvidence | CountEvidence;

const parameters = {
  toleranceBps: bpsParameter({
    default: 50,
    en: 'How far the prices of two channels may differ: half a percent covers rounding between systems.',
    ko: '채널 간 가격 차이를 이만큼까지 허용합니다. 0.5%면 시스템 간 반올림 차이는 감안됩니다.',
  }),
  checkoutChannels: textsParameter({
    default: ['checkout', 'pos'],
    en: 'Channels that take the money. When one of them differs from another price, the offer is blocked; upper and lower case are the same.',
    ko: '실제로 결제가 일어나는 채널입니다. 이 채널의 가격이 다른 채널과 다르면 상품을 차단합니다. 대소문자는 구분하지 않습니다.',
  }),
};

type Values = ValuesOf<typeof parameters>;

/** Judges the quotes of all channels once the last row was seen. */
class ParityWatch implements BatchWatch<ParityEvidence> {
  readonly #values: Values;
  readonly #quotes: ChannelQuotes;
  #rowCount = 0;
  #withoutChannelCount = 0;

  constructor(seed: number, values: Values) {
    this.#values = values;
    this.#quotes = new ChannelQuotes({ seed, ...values });
  }

  see(row: BatchRow): void {
    this.#rowCount += 1;
    if (row.offer.channel === undefined) this.#withoutChannelCount += 1;
    else this.#quotes.see(row, row.offer.channel);
  }

  close(_totals: BatchTotals): { judgements: BatchJudgement<ParityEvidence>[]; notJudgedCount: number } {
    if (this.#quotes.isCrowded) {
      const judgement = countJudgement('hold', { trigger: 'too-many-channels', count: CHANNEL_COUNT_MAX });
      return { judgements: [judgement], notJudgedCount: this.#rowCount };
    }
    const pairs = this.#quotes.pairs();
    const judgements = pairs.map((pair) => this.#judgementOf(pair));
    const unnamedCount = this.#quotes.differingCount - pairs.length;
    if (unnamedCount > 0) {
      const severity = this.#quotes.hasCheckout ? 'block' : 'warn';
      judgements.unshift(countJudgement(severity, { trigger: 'more-offers', count: unnamedCount }));
    }
    // A catalogue that names but one channel for every offer compares nothing.
    const nothingCompared = this.#quotes.comparedCount === 0;
    return { judgements, notJudgedCount: nothingCompared ? this.#rowCount : this.#withoutChannelCount };
  }

  #judgementOf({ key, low, high, isCheckout }: ChannelPair): BatchJudgement<ParityEvidence> {
    const isRatio = low.priceMinor > 0;
    return {
      severity: isCheckout ? 'block' : 'warn',
      measured: isRatio
        ? { value: -markdownBps(high.priceMinor, low.priceMinor), unit: 'bps' }
        : { value: high.priceMinor - low.priceMinor, unit: 'minor' },
      limit: { value: this.#values.toleranceBps, unit: 'bps' },
      about: subjectAt(key, low),
      evidence: {
        trigger: 'channels-differ',
        isCheckout,
        lowMinor: low.priceMinor,
        lowChannel: low.label,
        lowFile: low.file,
        lowLine: low.line,
        highMinor: high.priceMinor,
        highChannel: high.label,
        highFile: high.file,
        highLine: high.line,
      },
    };
  }
}

function countJudgement(
  severity: 'block' | 'hold' | 'warn',
  evidence: CountEvidence,
): BatchJudgement<ParityEvidence> {
  return {
    severity,
    measured: { value: evidence.count, unit: 'rows' },
    limit: { value: 0, unit: 'rows' },
    about: undefined,
    evidence,
  };
}

/** The same offer costs different amounts in channels that claim one price list. */
export const channelParity: BatchRule = batchRule<typeof parameters, ParityEvidence>({
  id: 'channel-parity',
  protects: {
    en: 'A price that changes between the page and the checkout, or between two channels of one price list.',
    ko: '같은 가격표인데 노출 가격과 결제 가격이 다르거나 채널마다 가격이 다른 사고를 막습니다.',
  },
  formula:
    'highest / lowest price of one (SKU, price list, currency, tier, quantity break, condition, tax basis, start of sale) over its channels > 1 + toleranceBps',
  stops: [
    {
      merchant: 'a German shop',
      when: '2003-01',
      what: {
        en: 'a notebook of 2,650 euros went to the shop at 245 on the way from the ERP',
        ko: '2,650유로짜리 노트북이 ERP에서 쇼핑몰로 넘어가며 245유로가 됨',
      },
    },
  ],
  severities: ['block', 'hold', 'warn'],
  needs: ['channel'],
  explains: true,
  parameters,
  open: (context, values) => new ParityWatch(context.seed, values),
  tell: {
    en(e, { say, money }) {
      switch (e.trigger) {
        case 'channels-differ': {
          const consequence = e.isCheckout
            ? 'The customer would not pay the price that is shown.'
            : 'Both claim the same price list.';
          return `Channel ${e.lowChannel} asks ${money(e.lowMinor)} (line ${e.lowLine} of ${e.lowFile}), channel ${e.highChannel} ${money(e.highMinor)} (line ${e.highLine} of ${e.highFile}). ${consequence}`;
        }
        case 'more-offers':
          return `${say.count(e.count)} more offers differ between channels, beyond those named one by one.`;
        case 'too-many-channels':
          return `The channel column holds more than ${say.count(e.count)} different values, so channels were not compared: is another column mapped to it?`;
      }
    },
    ko(e, { say, money }) {
      switch (e.trigger) {
        case 'channels-differ': {
          const consequence = e.isCheckout
            ? '고객이 보는 가격과 결제되는 가격이 달라집니다.'
            : '같은 가격표를 쓰는 채널끼리 가격이 다릅니다.';
          return `${e.lowChannel} 채널은 ${money(e.lowMinor)}(${e.lowFile} ${e.lowLine}행), ${e.highChannel} 채널은 ${money(e.highMinor)}(${e.highFile} ${e.highLine}행)입니다. ${consequence}`;
        }
        case 'more-offers':
          return `하나씩 표시한 것 외에도 채널마다 가격이 다른 상품이 ${withJosa(`${say.count(e.count)}개`, '이/가')} 더 있습니다.`;
        case 'too-many-channels':
          return `채널 열에 서로 다른 값이 ${say.count(e.count)}개 넘게 들어 있어 채널 간 가격을 비교하지 않았습니다. 다른 열이 채널로 연결되지 않았는지 확인하세요.`;
      }
    },
  },
});
