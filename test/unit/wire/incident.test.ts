import { describe, expect, it } from 'vitest';
import { enterStage } from '../../../src/incident/stages.js';
import { incidentText, readIncident } from '../../../src/wire/incident.js';
import { EARPHONES, KNOWN_AT, sampleIncident } from '../incident/sample-incident.js';

function read(text: string): unknown {
  return readIncident(text, { file: 'incident.json' });
}

function problemOf(change: object): string {
  try {
    read(JSON.stringify({ ...sampleIncident(), ...change }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'none';
}

const STAGE = { at: KNOWN_AT, by: 'kim', dueAt: KNOWN_AT };

describe('an incident file', () => {
  it('reads back as the incident that was written', () => {
    const incident = sampleIncident({
      cause: 'entry',
      trip: {
        trip: {
          number: 1,
          ruleId: 'velocity-deep',
          scope: 'sku:EP-100',
          mode: 'freeze',
          at: KNOWN_AT,
          measured: 21,
          sample: 21,
          limit: 20,
        },
        rule: undefined,
        lookAt: { scope: 'sku:EP-100', from: KNOWN_AT, until: undefined },
        before: { openCount: 1, boughtCount: 20, markdownMinor: 5 },
        timeline: [{ at: KNOWN_AT, who: 'store', approver: undefined, what: 'x', reason: undefined }],
        resumedAt: undefined,
      },
    });
    const text = incidentText(incident);
    expect(read(text)).toEqual(incident);
    expect(incidentText(readIncident(text, { file: 'incident.json' }))).toBe(text);
  });

  it('reads back after it went on', () => {
    const verdict = enterStage(sampleIncident(), { stage: 'classify', at: KNOWN_AT + 1, by: 'kim' });
    if (verdict.kind !== 'entered') throw new Error('the next stage can be entered');
    expect(read(incidentText(verdict.incident))).toEqual(verdict.incident);
  });

  it.each([
    [{ email: 'a@b.kr' }, 'unknown'],
    [{ by: 'x' }, 'unknown'],
    [{ id: 'has blanks' }, 'an id of the incident'],
    [{ class: 'prise' }, 'got a text of 5 characters, expected one of product, service, payment, price'],
    [{ knownAt: -1 }, 'milliseconds since 1970'],
    [{ knownAt: 1e300 }, 'beyond 2^53 - 1'],
    [{ currency: undefined }, 'add currency'],
    [{ stages: [] }, 'at least the stage intake'],
    [{ stages: [{ ...STAGE, stage: 'solve' }] }, 'intake comes before solve'],
    [
      {
        stages: [
          { ...STAGE, stage: 'intake' },
          { ...STAGE, stage: 'intake' },
        ],
      },
      'stood there already',
    ],
    [
      {
        stages: [
          { ...STAGE, stage: 'intake' },
          { ...STAGE, stage: 'classify', at: KNOWN_AT - 1 },
        ],
      },
      'lies before',
    ],
    [{ subject: { ...EARPHONES, until: EARPHONES.from } }, 'after subject.from'],
    [{ subject: { ...EARPHONES, prices: [...EARPHONES.prices, ...EARPHONES.prices] } }, 'a second time'],
    [
      { subject: { ...EARPHONES, prices: [{ ...EARPHONES.prices[0], shownMinor: [139_000] }] } },
      'cannot be both',
    ],
    [
      { subject: { ...EARPHONES, prices: [{ ...EARPHONES.prices[0], shownMinor: [] }] } },
      'at least one price',
    ],
    [
      { subject: { ...EARPHONES, prices: [{ ...EARPHONES.prices[0], intendedMinor: 1.5 }] } },
      'minor units, a whole number',
    ],
  ])('is refused with %j', (change, problem) => {
    expect(problemOf(change)).toContain(problem);
  });

  it('is refused as a whole with its line when it is cut off', () => {
    expect(() => read(incidentText(sampleIncident()).slice(0, 100))).toThrow(/incident\.json:\d+:\d+/);
  });

  it('is refused when a name stands twice', () => {
    const text = incidentText(sampleIncident()).replace('"id":', '"class": "stock",\n  "id":');
    expect(() => read(text)).toThrow(/stands here a second time/);
  });
});
