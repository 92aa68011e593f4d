import { describe, expect, it } from 'vitest';
import type { RankedFinding } from '../../src/audit/result.js';
import { isAtLeast } from '../../src/catalog/finding.js';
import { RULES } from '../../src/pricing/rule-table.js';
import { sharedData } from '../support/shared-data.js';
import { auditStage } from './audit-offers.js';
import { EXEMPT, RULES_OF_CLASS } from './incident-map.js';
import { readIncidents, type Incident } from './incident.js';
import { RETOLD_INCIDENTS } from './retold.js';
import { stageIncident } from './stage-incident.js';

const study = sharedData('incidents.json');
const studied = study === undefined ? [] : readIncidents(study);

describe('the map from class to rules', () => {
  it('names only rules that exist', () => {
    const known = RULES.map((rule) => rule.id);
    expect([...RULES_OF_CLASS.values()].flat().filter((id) => !known.includes(id))).toEqual([]);
  });

  it('has a retold story for every class with rules', () => {
    const told = new Set(RETOLD_INCIDENTS.map((incident) => incident.errorClass));
    expect([...RULES_OF_CLASS.keys()].filter((name) => !told.has(name))).toEqual([]);
  });
});

describe('a retold incident is stopped and named by a rule of its class', () => {
  it.each(RETOLD_INCIDENTS.map((incident) => [incident.merchant, incident.id, incident] as const))(
    '%s: %s',
    async (_merchant, _id, incident) => {
      await expectStopped(incident);
    },
  );
});

describe.skipIf(study === undefined)('an incident of the study', () => {
  it('has a class of the map', () => {
    const strangers = studied.filter(({ errorClass }) => !RULES_OF_CLASS.has(errorClass));
    expect(strangers.map(nameOf)).toEqual([]);
  });

  it('is exempt only when it is still in the study', () => {
    const ids = studied.map(({ id }) => id);
    expect([...EXEMPT.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(studied.filter(isJudged).map((incident) => [incident.id, incident] as const))(
    '%s is stopped and named by a rule of its class',
    async (_id, incident) => {
      await expectStopped(incident);
    },
  );

  it('with index prices has two stand-ins that are no amounts, so it is not judged as one', () => {
    const exempt = studied.filter(({ id }) => EXEMPT.has(id));
    expect(exempt.map(({ id }) => id)).toEqual(['bithumb-2026', 'himart']);
  });
});

function isJudged({ id, errorClass }: Incident): boolean {
  return RULES_OF_CLASS.has(errorClass) && !EXEMPT.has(id);
}

/** A rule of the class names the offer (or the batch), and what is said of it keeps it from being sold unseen. */
async function expectStopped(incident: Incident): Promise<void> {
  const stage = stageIncident(incident);
  const { findings } = await auditStage(stage);
  const about = findings.filter((finding) => finding.sku === stage.sku);
  const rules = RULES_OF_CLASS.get(incident.errorClass) ?? [];
  const named = about.filter((finding) => rules.includes(finding.ruleId) && finding.severity !== 'info');
  expect(named, `${nameOf(incident)} is named by ${rules.join(' or ')}; said: ${shown(about)}`).not.toEqual(
    [],
  );
  const stopped = about.filter((finding) => isAtLeast(finding.severity, 'hold'));
  expect(stopped, `${nameOf(incident)} is at least held; said: ${shown(about)}`).not.toEqual([]);
}

function nameOf({ id, errorClass }: Incident): string {
  return `${id} (${errorClass})`;
}

function shown(findings: readonly RankedFinding[]): string {
  return findings.map((finding) => `${finding.ruleId} ${finding.severity}`).join(', ');
}
