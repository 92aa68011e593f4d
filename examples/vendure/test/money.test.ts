import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMoneyForm, exactMinor, NotJudgeable, type MoneyForm } from '../src/plugin/money.js';

const WON: MoneyForm = { currency: 'KRW', vendurePrecision: 2, exponent: 0 };
const DOLLARS: MoneyForm = { currency: 'USD', vendurePrecision: 2, exponent: 2 };

test('hundredths of won become won, cents stay cents', () => {
  assert.equal(exactMinor(12_900_000, WON), 129_000);
  assert.equal(exactMinor(0, WON), 0);
  assert.equal(exactMinor(1290, DOLLARS), 1290);
});

test('what is no whole number of minor units is refused, and says which amount', () => {
  for (const amount of [1, 12_900_050, 0.5, Number.NaN, 2 ** 53])
    assert.throws(() => exactMinor(amount, WON), NotJudgeable);
  assert.throws(() => exactMinor(1050, WON), /1050 .* no whole number of units of 10\^-0 KRW/);
});

test('a form that contradicts ISO 4217, or cannot say every price, does not start', () => {
  checkMoneyForm(WON);
  checkMoneyForm(DOLLARS);
  checkMoneyForm({ ...WON, vendurePrecision: 0 });
  assert.throws(() => checkMoneyForm({ ...WON, exponent: 2 }), /KRW has the exponent 0/);
  assert.throws(() => checkMoneyForm({ currency: 'KWD', vendurePrecision: 2, exponent: 3 }), /2 decimals/);
});
