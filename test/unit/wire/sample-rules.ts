import {
  amountsParameter,
  bpsParameter,
  countParameter,
  daysParameter,
  flagParameter,
  numbersParameter,
  ratioParameter,
  textsParameter,
  type ParameterTable,
} from '../../../src/pricing/parameters.js';
import { batchRule, offerRule, type OfferRule, type PriceRule } from '../../../src/pricing/rule.js';

function sampleRule(
  id: string,
  parameters: ParameterTable,
  ascending: OfferRule['ascending'] = [],
): PriceRule {
  return offerRule({
    id,
    protects: { en: `What ${id} stops.`, ko: `${id} 규칙이 막는 것.` },
    formula: 'price < limit',
    stops: [{ merchant: 'A shop', when: '2020', what: { en: 'a mistake', ko: '실수' } }],
    severities: ['block', 'warn'],
    needs: [],
    explains: false,
    parameters,
    ascending,
    judge: () => undefined,
    tell: { en: () => '', ko: () => '' },
  });
}

const words = { en: 'What it means.', ko: '뜻.' };

const sampleBatchRule: PriceRule = batchRule({
  id: 'whole-batch',
  protects: { en: 'What whole-batch stops.', ko: 'whole-batch 규칙이 막는 것.' },
  formula: 'rows < limit',
  stops: [],
  severities: ['hold'],
  needs: [],
  explains: false,
  parameters: { rowCountMin: countParameter({ default: 10, en: 'What it means.', ko: '뜻.' }) },
  open: () => ({ see: () => undefined, close: () => ({ judgements: [], notJudgedCount: 0 }) }),
  tell: { en: () => '', ko: () => '' },
});

/** Rules with a parameter of every kind, an ascending pair, two that cannot be waived, and one about the batch. */
export const SAMPLE_RULES: readonly PriceRule[] = [
  sampleRule(
    'every-kind',
    {
      warnBps: bpsParameter({ default: 4000, ...words }),
      blockBps: bpsParameter({ default: 6000, ...words }),
      ratio: ratioParameter({ default: 1.5, ...words }),
      count: countParameter({ default: 20, ...words }),
      dayCount: daysParameter({ default: 35, ...words }),
      isStrict: flagParameter({ default: false, ...words }),
      floors: amountsParameter({ default: { KRW: '100', USD: '0.5' }, ...words }),
      prices: numbersParameter({ default: [0, 9.99], ...words }),
      names: textsParameter({ default: ["it's", '샘플'], ...words }),
      columns: textsParameter({ default: [], choices: ['cost', 'list_price'], ...words }),
    },
    [['warnBps', 'blockBps']],
  ),
  sampleRule('no-parameters', {}),
  sampleRule('parse-strict', {}),
  sampleRule('absolute-floor', {
    floors: amountsParameter({
      default: { KRW: '100', USD: '0.50', EUR: '0.50', JPY: '30', GBP: '0.20' },
      ...words,
    }),
  }),
  sampleBatchRule,
];
