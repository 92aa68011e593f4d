import { describe, expect, it } from 'vitest';
import { expectGuardError } from '../../money/expect-guard-error.js';
import { keyList, saleKeys } from '../../../../src/stores/redis/keys.js';

describe('the keys of a sale', () => {
  it('carry the prefix, the layout version and the sale in one hash tag', () => {
    expect(saleKeys({ saleId: 'earphones-0801' })).toEqual({
      meta: 'saleguard:v3:{earphones-0801}:meta',
      stock: 'saleguard:v3:{earphones-0801}:stock',
      reservations: 'saleguard:v3:{earphones-0801}:reservations',
      owners: 'saleguard:v3:{earphones-0801}:owners',
      due: 'saleguard:v3:{earphones-0801}:due',
      later: 'saleguard:v3:{earphones-0801}:later',
      journal: 'saleguard:v3:{earphones-0801}:journal',
      counters: 'saleguard:v3:{earphones-0801}:counters',
    });
  });

  it('stand in the order of the scripts: meta stock reservations owners due later journal counters', () => {
    const names = keyList(saleKeys({ saleId: 's', prefix: 'p' })).map((key) => key.split(':').at(-1));
    expect(names).toEqual(['meta', 'stock', 'reservations', 'owners', 'due', 'later', 'journal', 'counters']);
  });

  it.each([
    '',
    ' ',
    'a b',
    '{a}',
    'a}b',
    'a\n',
    '주문',
    'x'.repeat(65),
    7,
    null,
    undefined,
    ['s'],
    { toString: () => 's' },
  ])('refuse the sale id %j', (saleId) => {
    expectGuardError(() => saleKeys({ saleId: saleId as string }), 'invalid-argument');
  });

  it.each(['', 'a b', '{a}', 'a*', 'x'.repeat(65), 7, null, ['p']])('refuse the prefix %j', (prefix) => {
    expectGuardError(() => saleKeys({ saleId: 's', prefix: prefix as string }), 'invalid-argument');
  });
});
