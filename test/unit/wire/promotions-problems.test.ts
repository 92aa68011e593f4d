import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { readPromotions } from '../../../src/wire/promotions.js';
import { problemLines } from './expect-problems.js';

function problemsOf(text: string): readonly string[] {
  return problemLines({ code: 'input', file: 'p.yaml' }, (file) =>
    readPromotions(text, { file, sha256: '' }),
  );
}

describe('the problems of a promotions file', () => {
  it('are told all at once, in the order of the file', () => {
    const text = `
version: 1
currency: KRW
promotions:
  - id: A
    kind: fixed
    percent: 10
    amount: 5,000
    cap: 0
  - kind: percnt
    percent: "10%"
    excludes: [A, A1]
  - id: A
    kind: percent
    minspend: '3'
    startsAt: 2026-11-27T00:00:00+09:00
    endsAt: 2026-11-26T00:00:00+09:00
  - { id: T, kind: tier-price, currency: USD, steps: [{ quantityMin: 3, price: '9.999' }] }
`;
    expect(problemsOf(text)).toEqual([
      '5:5 promotions[0].per: got nothing, expected order (taken off once an order) or unit (taken off each unit)',
      '7:5 promotions[0].percent: belongs to kind percent, this one is fixed; take it out, or change the kind',
      `8:5 promotions[0].amount: got "5,000", expected an amount in quotes, such as '9000' or '12.50', or a whole number; leave out what separates thousands`,
      '9:5 promotions[0].cap: got 0, expected an amount above 0: leave cap out where there is none',
      '10:5 promotions[1].kind: got "percnt", expected one of percent, fixed, buy-x-get-y, tier-price, free-shipping; did you mean percent?',
      '10:5 promotions[1].id: got nothing, expected an id: 1 to 64 of A-Z a-z 0-9 _ . : -',
      `11:5 promotions[1].percent: got "10%", expected a percentage above 0 up to 100 with at most 2 decimals, such as 10 or '12.5'; write 10`,
      '12:19 promotions[1].excludes[1]: got A1, expected the id of another promotion; did you mean A?',
      '13:5 promotions[2].percent: got nothing, expected the percentage off, such as 10',
      '13:5 promotions[2].id: A is the id of promotions[0] already; every promotion has its own',
      '15:5 promotions[2].minspend: unknown key; did you mean minSpend?',
      '17:5 promotions[2].endsAt: got 2026-11-26T00:00:00+09:00, expected an instant after startsAt (2026-11-27T00:00:00+09:00)',
      '18:73 promotions[3].steps[0].price: got 9.999, expected at most 2 decimals: USD has no more',
    ]);
  });

  it('stand in the data of the error, too', () => {
    try {
      readPromotions('version: 1', { file: 'p.yaml', sha256: '' });
      expect.unreachable();
    } catch (error) {
      if (!isGuardError(error, 'input')) throw error;
      expect(error.data).toMatchObject({ file: 'p.yaml', count: 1 });
    }
  });

  it('name a missing currency once, and not where the currency is what is faulty', () => {
    const fixed = (id: string): string => `{ id: ${id}, kind: fixed, amount: 1, per: order }`;
    expect(problemsOf(`{ version: 1, promotions: [${fixed('A')}, ${fixed('B')}] }`)).toEqual([
      '1:28 promotions[0].currency: got nothing, expected the currency of its amounts, such as KRW; name it here, or once for the whole file',
    ]);
    expect(problemsOf(`{ version: 1, currency: won, promotions: [${fixed('A')}] }`)).toEqual([
      '1:15 currency: got "won", expected an ISO 4217 code such as KRW or USD',
    ]);
  });

  it('do not include what a faulty value may have caused', () => {
    const kindless = '{ version: 1, promotions: [{ id: A, kind: bogo, buy: 1, get: 1, percent: 5 }] }';
    expect(problemsOf(kindless)).toHaveLength(1);
    const faultyWindow =
      '{ version: 1, promotions: [{ id: A, kind: free-shipping, startsAt: 2026-11-27, endsAt: 2026-11-26T00:00:00Z }] }';
    expect(problemsOf(faultyWindow)).toHaveLength(1);
  });

  it('include an excluded id whose own promotion has other faults', () => {
    const text =
      '{ version: 1, promotions: [{ id: A, kind: percent, percent: 200 }, { id: B, kind: free-shipping, excludes: [A] }] }';
    expect(problemsOf(text)).toEqual([
      `1:52 promotions[0].percent: got 200, expected a percentage above 0 up to 100 with at most 2 decimals, such as 10 or '12.5'`,
    ]);
  });
});
