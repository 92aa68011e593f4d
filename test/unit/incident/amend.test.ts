import { describe, expect, it } from 'vitest';
import { sortedSubject, withEvidence, withFacts } from '../../../src/incident/amend.js';
import { incidentSha256 } from '../../../src/incident/incident-hash.js';
import type { Evidence } from '../../../src/incident/incident.js';
import { enterStage } from '../../../src/incident/stages.js';
import { EARPHONES, KNOWN_AT, sampleIncident } from './sample-incident.js';

const SEEN: Evidence = {
  at: KNOWN_AT,
  by: 'kim',
  kind: 'detection',
  what: 'seen in the feed',
  fileSha256: undefined,
};

describe('an incident', () => {
  it('keeps its evidence in the order of time, and loses none', () => {
    const later = withEvidence(sampleIncident(), { ...SEEN, at: KNOWN_AT + 5, what: 'later' });
    const both = withEvidence(later, SEEN);
    expect(both.evidence.map(({ what }) => what)).toEqual(['seen in the feed', 'later']);
  });

  it('keeps what nobody names', () => {
    const incident = sampleIncident();
    expect(withFacts(incident, { cause: 'entry' })).toEqual({ ...incident, cause: 'entry' });
  });

  it('says the same of a subject in whatever order it was told', () => {
    const other = { sku: 'A', priceList: 'default', shownMinor: [2, 1, 2], intendedMinor: 9 };
    const told = sortedSubject({ ...EARPHONES, prices: [...EARPHONES.prices, other] });
    const again = sortedSubject({ ...EARPHONES, prices: [other, ...EARPHONES.prices] });
    expect(told).toEqual(again);
    expect(told.prices[0]).toEqual({ ...other, shownMinor: [1, 2] });
  });

  it('joins prices that were shown of one SKU', () => {
    const [price] = EARPHONES.prices;
    if (price === undefined) throw new Error('the sample has a price');
    const two = { ...EARPHONES, prices: [price, { ...price, shownMinor: [1_390] }] };
    expect(sortedSubject(two).prices).toEqual([{ ...price, shownMinor: [1_390, 13_900] }]);
  });
});

describe('the hash a plan is bound to', () => {
  it('stays when stages and evidence come later', () => {
    const incident = sampleIncident();
    const moved = enterStage(incident, { stage: 'classify', at: KNOWN_AT + 1, by: 'kim' });
    if (moved.kind !== 'entered') throw new Error('the next stage can be entered');
    expect(incidentSha256(withEvidence(moved.incident, SEEN))).toBe(incidentSha256(incident));
  });

  it.each([
    ['id', { id: 'sale-1:trip-2' }],
    ['sale', { saleId: 'sale-2' }],
    ['currency', { currency: 'USD' }],
    ['class', { class: 'stock' }],
    ['instant it was known', { knownAt: KNOWN_AT + 1 }],
    ['end', { subject: { ...EARPHONES, until: undefined } }],
    [
      'price that was meant',
      { subject: { ...EARPHONES, prices: [{ ...EARPHONES.prices[0], intendedMinor: 138_999 }] } },
    ],
  ])('changes with the %s', (_, change) => {
    expect(incidentSha256(sampleIncident(change as object))).not.toBe(incidentSha256(sampleIncident()));
  });
});
