import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSoundReceipt, lotteryReceipt, lotteryTicket } from '../../../src/remedy/lottery.js';

const SEED = 'drawn in public by three people on Friday';

describe('a lottery', () => {
  it('gives a ticket that anybody who has the seed can work out by themselves', () => {
    const ticket = lotteryTicket(SEED, { sku: 'EP-1', priceList: 'default', orderId: 'o-7' });
    const byHand = createHmac('sha256', SEED).update('["EP-1","default","o-7"]').digest('hex');
    expect(ticket).toBe(byHand);
  });

  it('binds to the seed before the draw', () => {
    const receipt = lotteryReceipt(SEED);
    expect(receipt.commitment).toBe(createHash('sha256').update(SEED).digest('hex'));
    expect(isSoundReceipt(receipt)).toBe(true);
    expect(isSoundReceipt({ ...receipt, seed: `${SEED}.` })).toBe(false);
  });

  it('refuses a seed that can be tried out', () => {
    expect(() => lotteryTicket('42', { sku: 'EP-1', priceList: 'default', orderId: 'o-7' })).toThrow(
      'at least 32',
    );
  });
});
