import { canonicalJson } from '../seal/canonical-json.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import { INCIDENT_STAGES, type Incident } from '../incident/incident.js';
import { sortedSubject } from '../incident/amend.js';
import { readChecked, type DocumentForm } from './checked-document.js';
import { EXPORTED_LIMITS } from './document-limits.js';
import { incidentSchema } from './incident-schema.js';
import type { CheckProblem } from './problem.js';

const FORM: DocumentForm<Incident> = {
  code: 'input',
  schema: incidentSchema(),
  saysNothing:
    'the file says nothing; "saleguard incident open" or "saleguard export --incidents" writes one',
  limits: EXPORTED_LIMITS,
  crossCheck,
};

/**
 * Reads an incident file.
 *
 * @throws GuardError `input` naming every problem of the file with its line, what was got and what was expected.
 */
export function readIncident(text: string, options: { readonly file: string }): Incident {
  const { value } = readChecked(text, options.file, FORM);
  // Optional members that the file leaves out are there as undefined, so that an incident read is equal to the one written.
  return {
    ...value,
    cause: value.cause,
    currency: value.currency,
    trip: value.trip,
    subject: sortedSubject(value.subject),
  };
}

/** The text of an incident's file: JSON with sorted keys, a line end. The same incident always gives the same text. */
export function incidentText(incident: Incident): string {
  const sorted: unknown = JSON.parse(canonicalJson(withoutUndefined(incident)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

function crossCheck(incident: Incident): CheckProblem[] {
  return [...subjectProblems(incident), ...stageProblems(incident)];
}

function subjectProblems({ subject, currency }: Incident): CheckProblem[] {
  const found: CheckProblem[] = [];
  const { prices, promotions, shortfalls, from, until } = subject;
  if (until !== undefined && until <= from)
    found.push({ path: ['subject', 'until'], message: 'expected an instant after subject.from' });
  if (prices.length > 0 && currency === undefined)
    found.push({
      path: ['subject', 'prices'],
      message: 'has amounts, but the incident no currency; add currency',
    });
  prices.forEach(({ shownMinor, intendedMinor }, index) => {
    if (!shownMinor.includes(intendedMinor)) return;
    const message = `${intendedMinor} was shown and was meant: a price cannot be both; leave out the right one`;
    found.push({ path: ['subject', 'prices', index], message });
  });
  const keys = (rows: readonly { readonly sku: string; readonly priceList: string }[]): string[] =>
    rows.map(({ sku, priceList }) => JSON.stringify([sku, priceList]));
  found.push(
    ...repeated(keys(prices), 'prices', 'SKU and price list'),
    ...repeated(keys(shortfalls), 'shortfalls', 'SKU and price list'),
    ...repeated(
      promotions.map(({ promotionId }) => promotionId),
      'promotions',
      'promotion',
    ),
  );
  return found;
}

function repeated(keys: readonly string[], list: string, what: string): CheckProblem[] {
  const seen = new Set<string>();
  const found: CheckProblem[] = [];
  keys.forEach((key, index) => {
    if (seen.has(key))
      found.push({
        path: ['subject', list, index],
        message: `names the ${what} of an entry above a second time`,
      });
    seen.add(key);
  });
  return found;
}

/** What no sequence of `enterStage` could have made. */
function stageProblems({ stages }: Incident): CheckProblem[] {
  const found: CheckProblem[] = [];
  stages.forEach(({ stage, at, reason }, index) => {
    const before = stages[index - 1];
    const to = INCIDENT_STAGES.indexOf(stage);
    const from = before === undefined ? -1 : INCIDENT_STAGES.indexOf(before.stage);
    const path = ['stages', index];
    if (to > from + 1) {
      const next = INCIDENT_STAGES[from + 1] ?? 'intake';
      found.push({ path, message: `no stage is skipped: ${next} comes before ${stage}` });
    }
    if (before !== undefined && to === from)
      found.push({ path, message: 'the incident stood there already' });
    if (to < from && reason === undefined)
      found.push({ path, message: `${stage} was opened again; say the reason` });
    if (before !== undefined && at < before.at)
      found.push({ path, message: 'lies before the entry above it' });
  });
  return found;
}
