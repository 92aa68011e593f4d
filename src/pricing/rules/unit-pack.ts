import { severityRank, type Severity } from '../../catalog/finding.js';
import type { Offer } from '../../catalog/offer.js';
import type { Facts, PreviousOffer } from '../facts.js';
import { mayBePackPrice, packPrice, unitBase, type PackPrice } from '../packs/pack-price.js';
import { amountChange } from '../packs/sold-amount.js';
import { titleDisagreement } from '../packs/title-agreement.js';
import { numbersParameter, ratioParameter, type ValuesOf } from '../parameters.js';
import { NOT_JUDGED, offerRule, type Judgement, type OfferRule } from '../rule.js';
import { readTitle, type TitleTokens } from '../unit-token.js';
import { statedAmount, unitPackTell, type UnitPackEvidence } from './unit-pack-words.js';

const parameters = {
  unitPriceLowRatio: ratioParameter({
    default: 0.4,
    en: 'Warn when pack or content changed and the price for the same amount fell below this part of the previous one.',
    ko: '묶음 수량이나 용량이 바뀌면서 같은 양의 가격이 이전의 이 배수보다 낮아지면 주의로 알립니다.',
  }),
  unitPriceHighRatio: ratioParameter({
    default: 2.5,
    en: 'Warn when pack or content changed and the price for the same amount rose above this multiple of the previous one.',
    ko: '묶음 수량이나 용량이 바뀌면서 같은 양의 가격이 이전의 이 배수보다 높아지면 주의로 알립니다.',
  }),
  amountBlockFactor: ratioParameter({
    default: 5,
    en: 'Block when the amount of one sold unit changed by this factor and the price did not follow, or the title states an amount this far from the row’s. In the incident it was 500.',
    ko: '판매 단위의 양이 이 배수 이상 바뀌었는데 가격이 따라가지 않거나, 상품명과 수량 정보가 이만큼 다르면 차단합니다. 실제 사고에서는 500배였습니다.',
  }),
  followedRatio: ratioParameter({
    default: 1.5,
    en: 'The price counts as following a larger amount only when it rose at least by this factor, and a smaller amount when it fell by it. Lower markdowns of a flash sale do not count as following.',
    ko: '양이 늘었을 때 가격이 이 배수 이상 올라야(줄었을 때는 그만큼 내려야) 가격이 따라간 것으로 봅니다.',
  }),
  titleAgreesRatio: ratioParameter({
    default: 1.05,
    en: 'Title and row agree up to this factor: labels are rounded.',
    ko: '상품명과 수량 정보의 차이가 이 배수 이하면 같은 것으로 봅니다. 표기는 반올림되기 때문입니다.',
  }),
  packTolerance: ratioParameter({
    default: 0.02,
    en: 'How exactly a price must be a whole multiple or part of its baseline to look like the price of another pack.',
    ko: '가격이 기준의 정수배(또는 몇 분의 1)에 이만큼 가까우면 다른 묶음의 가격이 들어간 것으로 봅니다.',
  }),
  casePacks: numbersParameter({
    default: [6, 8, 12, 18, 20, 24, 30, 36, 48],
    en: 'Usual cases: a single piece at one of these multiples of its usual price is held, since it may carry the price of the case. 10 is left to digit-shift.',
    ko: '흔한 박스 단위입니다. 낱개 가격이 평소의 이 배수가 되면 박스 가격이 들어갔을 수 있어 보류합니다. 10배는 digit-shift가 봅니다.',
  }),
};

type Values = ValuesOf<typeof parameters>;
type Found = Judgement<UnitPackEvidence> | undefined;

/** Pack or content moved against the previous catalogue, and the price for the same amount moved with it. */
function judgeChange(offer: Offer, previous: PreviousOffer, values: Values): Found {
  const change = amountChange(offer, previous);
  if (change === undefined || previous.priceMinor <= 0 || offer.priceMinor <= 0) return undefined;
  const { factor } = change;
  const priceRatio = offer.priceMinor / previous.priceMinor;
  const unitPriceRatio = priceRatio / factor;
  const isLarge = Math.max(factor, 1 / factor) >= values.amountBlockFactor;
  const followed = factor > 1 ? priceRatio >= values.followedRatio : priceRatio * values.followedRatio <= 1;
  const isOdd = unitPriceRatio < values.unitPriceLowRatio || unitPriceRatio > values.unitPriceHighRatio;
  const isBlock = isLarge && !followed;
  if (!isBlock && !isOdd) return undefined;
  const before = statedAmount(previous);
  return {
    severity: isBlock ? 'block' : 'warn',
    measured: { value: unitPriceRatio, unit: 'ratio' },
    limit: { value: factor > 1 ? values.unitPriceLowRatio : values.unitPriceHighRatio, unit: 'ratio' },
    evidence: {
      trigger: isBlock ? `${change.cause}-changed` : 'unit-price-moved',
      priceMinor: offer.priceMinor,
      ...statedAmount(offer),
      previousPriceMinor: previous.priceMinor,
      previousPack: before.pack,
      previousContent: before.content,
      previousContentUnit: before.contentUnit,
      amountFactor: factor,
      unitPriceRatio,
    },
  };
}

/** The title states an amount the row does not. */
function judgeTitle(offer: Offer, tokens: TitleTokens, values: Values): Found {
  const found = titleDisagreement(tokens, offer, values.titleAgreesRatio);
  if (found === undefined) return undefined;
  // Several contents in one title ("20 g of protein, 600 g") leave open which one the row is about.
  const isBlock = found.factor >= values.amountBlockFactor && found.isPlain;
  return {
    severity: isBlock ? 'block' : 'warn',
    measured: { value: found.factor, unit: 'ratio' },
    limit: { value: isBlock ? values.amountBlockFactor : values.titleAgreesRatio, unit: 'ratio' },
    evidence: {
      trigger: 'title-disagrees',
      field: found.field,
      titleSays: found.titleSays,
      ...statedAmount(offer),
      factor: found.factor,
    },
  };
}

/** The price is that of one piece, or that of the whole case. */
function judgePackPrice(offer: Offer, facts: Facts, tokens: TitleTokens | undefined, values: Values): Found {
  const base = unitBase(facts);
  if (base === undefined || !mayBePackPrice(offer, base)) return undefined;
  const title = tokens ?? (offer.name === undefined ? undefined : readTitle(offer.name));
  const stated = new Set(
    [...(offer.pack === undefined ? [] : [offer.pack]), ...(title?.packs ?? [])].filter((n) => n > 1),
  );
  const options = { stated: [...stated], cases: values.casePacks, tolerance: values.packTolerance };
  const found = packPrice(offer, base, options);
  const severity = found === undefined ? undefined : packPriceSeverity(found);
  if (found === undefined || severity === undefined) return undefined;
  return {
    severity,
    measured: { value: offer.priceMinor / base.priceMinor, unit: 'ratio' },
    limit: { value: found.direction === 'one-of-pack' ? 1 / found.pack : found.pack, unit: 'ratio' },
    evidence: {
      trigger: 'price-for-other-pack',
      direction: found.direction,
      pack: found.pack,
      isStated: found.isStated,
      priceMinor: offer.priceMinor,
      baseMinor: base.priceMinor,
      baseSource: base.source,
    },
  };
}

/**
 * Half of a two-pack and a fifth of a five-pack are ordinary markdowns too, so how hard the answer is depends on the
 * baseline: own history blocks where deep-markdown would (from a third on), a former price holds, an inflated list
 * price holds from a fifth and blocks from a tenth.
 */
function packPriceSeverity({ direction, pack, base }: PackPrice): Severity | undefined {
  const isList = base.source === 'list-price';
  if (direction === 'whole-pack') return isList ? undefined : 'hold';
  if (isList) return pack >= 10 ? 'block' : pack >= 5 ? 'hold' : undefined;
  if (pack === 2) return 'warn';
  return base.source === 'former-price' ? 'hold' : 'block';
}

function worstOf(found: readonly Found[]): Found {
  let worst: Found;
  for (const judgement of found) {
    if (judgement === undefined) continue;
    if (worst === undefined || severityRank(judgement.severity) < severityRank(worst.severity))
      worst = judgement;
  }
  return worst;
}

/** Price, pack and content of one sold unit do not fit together. */
export const unitPack: OfferRule = offerRule<typeof parameters, UnitPackEvidence>({
  id: 'unit-pack',
  protects: {
    en: 'A right price on a wrong amount: 118 cups at the price of one, kilograms typed for grams, a single at the price of a case.',
    ko: '가격은 맞지만 양이 틀린 사고를 막습니다. 118개가 낱개 가격에, g 대신 kg으로, 낱개가 박스 가격에 올라가는 경우입니다.',
  },
  formula:
    'u = price / (pack x content): pack or content changed and u / previous u < unitPriceLowRatio or > unitPriceHighRatio, or the amount changed by amountBlockFactor and the price did not follow; title amount / row amount > titleAgreesRatio; price = baseline / pack or baseline x pack within packTolerance',
  stops: [
    {
      merchant: 'Guo Xiaoyun (Taobao)',
      when: '2019-11',
      what: {
        en: '4,500 jin of oranges typed for 4,500 g at 26 yuan: 500 times the content, 7 million yuan of orders',
        ko: '오렌지 4,500g을 4,500근으로 잘못 적어(500배) 26위안에 700만 위안어치가 주문됨',
      },
    },
    {
      merchant: 'Coupang marketplace',
      when: '2025-06-30',
      what: {
        en: '118 cups at the 3,800 won of one; all of some 30,000 orders were cancelled',
        ko: '컵 118개가 1개 값 3,800원에 등록되어 2만~4만 건의 주문을 모두 취소',
      },
    },
    {
      merchant: 'Makro',
      when: 'n.d.',
      what: { en: 'single cans at the price of the case', ko: '캔 낱개가 박스 가격으로 등록됨' },
    },
  ],
  severities: ['block', 'hold', 'warn'],
  needs: ['pack-or-content'],
  explains: true,
  ascending: [
    ['unitPriceLowRatio', 'unitPriceHighRatio'],
    ['titleAgreesRatio', 'amountBlockFactor'],
  ],
  parameters,
  judge(offer, facts, values) {
    const hasAmount = offer.pack !== undefined || offer.content !== undefined;
    const tokens = hasAmount && offer.name !== undefined ? readTitle(offer.name) : undefined;
    const found = worstOf([
      facts.previous === undefined ? undefined : judgeChange(offer, facts.previous, values),
      tokens === undefined ? undefined : judgeTitle(offer, tokens, values),
      judgePackPrice(offer, facts, tokens, values),
    ]);
    if (found !== undefined) return found;
    const hasOther = tokens !== undefined || facts.previous !== undefined || unitBase(facts) !== undefined;
    return hasAmount && hasOther ? undefined : NOT_JUDGED;
  },
  tell: unitPackTell,
});
