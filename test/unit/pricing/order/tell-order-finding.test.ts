import { describe, expect, it } from 'vitest';
import type { OrderFinding } from '../../../../src/catalog/order-finding.js';
import { ORDER_RULES } from '../../../../src/pricing/order/order-rule-table.js';
import { tellOrderFinding } from '../../../../src/pricing/order/tell-order-finding.js';
import { bookOf, ENDS_AT, judged, lineOf, off, orderOf, rulesOf, STARTS_AT } from './shop.js';

const CHEAP = bookOf([{ sku: 'EP-100', priceMinor: 100_000, floorMinor: 1, referenceMinor: 129_000 }]);
const LOW = lineOf({ unitPriceMinor: 100_000, quantity: 60, ...off(5_999_000) });

/** Findings that between them hold every rule, and every sentence of each. */
function samples(): readonly OrderFinding[] {
  const orders = [
    judged(orderOf([lineOf()]), { now: STARTS_AT - 1 }),
    judged(orderOf([lineOf()]), { now: ENDS_AT }),
    judged(orderOf([lineOf({ sku: 'GIFT', unitPriceMinor: 0 })])),
    judged(orderOf([lineOf({ sku: 'NEW' }), lineOf({ priceList: 'members' })])),
    judged(orderOf([lineOf()], { currency: 'USD' })),
    judged(orderOf([lineOf({ unitPriceMinor: 8_900 })])),
    judged(orderOf([lineOf({ unitPriceMinor: 98_000 })])),
    judged(orderOf([lineOf(off(89_000))])),
    judged(orderOf([LOW]), { book: CHEAP }),
  ];
  return orders.flatMap(({ findings }) => findings);
}

describe('an order finding in words', () => {
  it('has a sentence of its own in each language, for every rule', () => {
    const findings = samples();
    expect([...new Set(findings.map(({ ruleId }) => ruleId))].sort()).toEqual(
      ORDER_RULES.map(({ id }) => id).sort(),
    );
    for (const finding of findings) {
      const en = tellOrderFinding(finding, 'en');
      const ko = tellOrderFinding(finding, 'ko');
      expect(en).toMatch(/^\S.*\.$/);
      expect(ko).toMatch(/[가-힣].*\.$/);
      for (const text of [en, ko]) expect(text).not.toMatch(/undefined|NaN|null|\[object/);
    }
  });

  it('says what was paid and what was approved', () => {
    const finding = judged(orderOf([lineOf({ unitPriceMinor: 8_900 })])).findings[0];
    expect(finding && tellOrderFinding(finding, 'en')).toBe(
      '8,900 won is not the approved price of 89,000 won.',
    );
    expect(finding && tellOrderFinding(finding, 'ko')).toBe('8,900원은 승인된 가격 89,000원과 다릅니다.');
  });

  it('shows nothing that turns or hides text, whatever the SKU holds', () => {
    const finding = judged(orderOf([lineOf({ sku: 'A\u202eB\u0007' })])).findings[0];
    expect(finding && tellOrderFinding(finding, 'en')).toContain('no entry of AB:');
  });

  it('tells a rule that failed, and a rule of a newer release', () => {
    const rules = rulesOf();
    const broken = {
      ...rules,
      group: rules.group.map((set) => ({
        ...set,
        rule: {
          ...set.rule,
          judge: () => {
            throw new TypeError('no such thing');
          },
        },
      })),
    };
    const finding = judged(orderOf([lineOf()]), { rules: broken }).findings[0];
    expect(finding && tellOrderFinding(finding, 'en')).toBe(
      'unapproved-price failed and judged nothing: TypeError: no such thing',
    );
    expect(finding && tellOrderFinding(finding, 'ko')).toContain('실행에 실패해 판정하지 못했습니다');
    expect(finding && tellOrderFinding({ ...finding, ruleId: 'of-tomorrow' }, 'ko')).toBe(
      'of-tomorrow: unapproved-price',
    );
  });
});
