import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INCIDENT_STAGES, type Incident, type IncidentStage } from '../../../src/incident/incident.js';
import { enterStage, STAGE_LIMITS_MS, stageOf, type StageVerdict } from '../../../src/incident/stages.js';
import { EARPHONES, KNOWN_AT, sampleIncident } from './sample-incident.js';

function enter(incident: Incident, stage: IncidentStage, change: object = {}): StageVerdict {
  return enterStage(incident, { stage, at: KNOWN_AT + 1_000, by: 'kim', ...change });
}

function entered(verdict: StageVerdict): Incident {
  if (verdict.kind !== 'entered') throw new Error(`refused: ${verdict.refusal.reason}`);
  return verdict.incident;
}

function walked(to: IncidentStage): Incident {
  let incident = sampleIncident({ cause: 'entry' });
  for (const stage of INCIDENT_STAGES.slice(1, INCIDENT_STAGES.indexOf(to) + 1))
    incident = entered(enter(incident, stage));
  return incident;
}

describe('the stages of an incident', () => {
  it('are gone through one by one, each with its time limit', () => {
    const incident = walked('follow-up');
    expect(incident.stages.map(({ stage }) => stage)).toEqual(INCIDENT_STAGES);
    expect(stageOf(incident).dueAt).toBe(KNOWN_AT + 1_000 + STAGE_LIMITS_MS['follow-up']);
  });

  it('start the clock of the first one when the shop knew, not when somebody wrote it down', () => {
    expect(stageOf(sampleIncident())).toMatchObject({
      stage: 'intake',
      by: 'kim',
      dueAt: KNOWN_AT + STAGE_LIMITS_MS.intake,
    });
  });

  it('are not skipped', () => {
    expect(enter(sampleIncident(), 'solve')).toEqual({
      kind: 'refused',
      refusal: { reason: 'skips', next: 'classify' },
    });
    expect(enter(sampleIncident(), 'intake')).toEqual({
      kind: 'refused',
      refusal: { reason: 'already-there' },
    });
  });

  it('are opened again only with the reason, and gone through from there', () => {
    const incident = walked('notify');
    expect(enter(incident, 'investigate')).toMatchObject({ refusal: { reason: 'no-reason' } });
    const again = entered(enter(incident, 'investigate', { reason: 'a second SKU' }));
    expect(stageOf(again)).toMatchObject({ stage: 'investigate', reason: 'a second SKU' });
    expect(enter(again, 'notify')).toMatchObject({ refusal: { reason: 'skips', next: 'solve' } });
  });

  it('do not go back in time', () => {
    expect(enter(sampleIncident(), 'classify', { at: KNOWN_AT - 1 })).toEqual({
      kind: 'refused',
      refusal: { reason: 'before-last', lastAt: KNOWN_AT },
    });
  });

  it.each([
    ['cause', { cause: undefined }],
    ['currency', { currency: undefined }],
    ['subject', { subject: { ...EARPHONES, prices: [] } }],
  ] as const)('do not come to solve before the %s is known', (missing, change) => {
    const incident = { ...walked('investigate'), ...change };
    expect(enter(incident, 'solve')).toEqual({
      kind: 'refused',
      refusal: { reason: 'unknown-yet', missing },
    });
  });

  it('never hold a skip, whatever anybody asks for', () => {
    const wishes = fc.array(
      fc.record({ stage: fc.constantFrom(...INCIDENT_STAGES), reason: fc.constantFrom(undefined, 'why') }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(wishes, (all) => {
        let incident = sampleIncident({ cause: 'entry' });
        for (const wish of all) {
          const verdict = enter(incident, wish.stage, { reason: wish.reason });
          if (verdict.kind === 'entered') ({ incident } = verdict);
        }
        const places = incident.stages.map(({ stage }) => INCIDENT_STAGES.indexOf(stage));
        for (const [index, place] of places.entries())
          expect(place).toBeLessThanOrEqual(index === 0 ? 0 : (places[index - 1] ?? 0) + 1);
      }),
    );
  });
});
