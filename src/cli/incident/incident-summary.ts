import { currencyExponent, type CurrencyCode } from '../../money/currency.js';
import { printAmount } from '../../money/decimal-text.js';
import type { EpochMs } from '../../core/clock.js';
import { INCIDENT_STAGES, type Incident, type IncidentSubject } from '../../incident/incident.js';
import { stageOf } from '../../incident/stages.js';
import { plainText } from '../../text/plain-text.js';
import { counted } from '../counted.js';

/** Wrong prices, shortfalls and pieces of evidence told in full: the file has all. */
const SHOWN_MAX = 20;
const MINUTE_MS = 60_000;
const OPENED_BY = { trip: 'a trip', operator: 'an operator', complaint: 'a complaint' } as const;

/** An incident in plain lines: what was wrong, where it stands, what is late, and what to do next. */
export function incidentSummary(incident: Incident, { now }: { readonly now: EpochMs }): string {
  const { id, saleId, origin, cause, knownAt } = incident;
  const lines = [
    `${id}: ${incident.class} incident of ${saleId}, opened by ${OPENED_BY[origin]}`,
    `known at ${when(knownAt)}; cause ${cause ?? 'not known yet'}`,
    ...subjectLines(incident.subject, incident.currency),
    '',
    'stages:',
    ...stageLines(incident, now),
    ...evidenceLines(incident),
    '',
    nextLine(incident),
  ];
  return lines.map((line) => `${plainText(line)}\n`).join('');
}

function subjectLines(
  { prices, promotions, shortfalls, from, until }: IncidentSubject,
  currency: CurrencyCode | undefined,
): string[] {
  const amount = (minor: number): string =>
    currency === undefined ? String(minor) : `${printAmount(minor, currencyExponent(currency))} ${currency}`;
  const told = [
    ...prices.map(
      ({ sku, priceList, shownMinor, intendedMinor }) =>
        `  ${sku} (${priceList}): shown ${shownMinor.map(amount).join(', ')}, meant ${amount(intendedMinor)}`,
    ),
    ...promotions.map(({ promotionId }) => `  promotion ${promotionId}`),
    ...shortfalls.map(
      ({ sku, priceList, allotmentUnits }) =>
        `  ${sku} (${priceList}): ${counted(allotmentUnits, 'unit')} were there`,
    ),
  ];
  const more = told.length > SHOWN_MAX ? [`  and ${told.length - SHOWN_MAX} more`] : [];
  const window = `orders placed from ${when(from)} ${until === undefined ? 'on' : `until before ${when(until)}`}`;
  return [
    window,
    ...(told.length === 0 ? ['  what was wrong is not named yet'] : told.slice(0, SHOWN_MAX)),
    ...more,
  ];
}

function stageLines({ stages }: Incident, now: EpochMs): string[] {
  return stages.map(({ stage, at, by, dueAt, reason }, index) => {
    const leftAt = stages[index + 1]?.at;
    const lateMs = (leftAt ?? now) - dueAt;
    const late = lateMs > 0 ? `, ${Math.ceil(lateMs / MINUTE_MS)} min late` : '';
    const stood = leftAt === undefined ? `due ${when(dueAt)}` : `left ${when(leftAt)}`;
    return `  ${stage}: since ${when(at)} by ${by}, ${stood}${late}${reason === undefined ? '' : ` (${reason})`}`;
  });
}

function evidenceLines({ evidence }: Incident): string[] {
  if (evidence.length === 0) return [];
  const shown = evidence.slice(0, SHOWN_MAX).map(({ at, by, kind, what, fileSha256 }) => {
    const file = fileSha256 === undefined ? '' : ` [file ${fileSha256.slice(0, 12)}...]`;
    return `  ${when(at)} ${kind} by ${by}: ${what}${file}`;
  });
  const more = evidence.length > SHOWN_MAX ? [`  and ${evidence.length - SHOWN_MAX} more`] : [];
  return ['', 'evidence:', ...shown, ...more];
}

function nextLine(incident: Incident): string {
  const { stage } = stageOf(incident);
  const next = INCIDENT_STAGES[INCIDENT_STAGES.indexOf(stage) + 1];
  if (next === undefined) return 'last stage: "saleguard followup" says what is still open';
  const todo = next === 'solve' ? ' (needs the cause, what was wrong, and the currency)' : '';
  return `next stage: ${next}${todo}`;
}

function when(at: EpochMs): string {
  return new Date(at).toISOString();
}
