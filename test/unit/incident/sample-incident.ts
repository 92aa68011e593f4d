import type { Incident, IncidentSubject } from '../../../src/incident/incident.js';
import { openIncident } from '../../../src/incident/open-incident.js';

export const KNOWN_AT: number = Date.UTC(2026, 10, 27, 11, 14);

/** The earphones at 90 % off. */
export const EARPHONES: IncidentSubject = {
  prices: [{ sku: 'EP-100', priceList: 'default', shownMinor: [13_900], intendedMinor: 139_000 }],
  promotions: [],
  shortfalls: [],
  from: KNOWN_AT - 900_000,
  until: KNOWN_AT,
};

/** An incident in its first stage. */
export function sampleIncident(change: Partial<Incident> = {}): Incident {
  const opened = openIncident({
    id: 'sale-1:trip-1',
    saleId: 'sale-1',
    origin: 'operator',
    class: 'price',
    currency: 'KRW',
    knownAt: KNOWN_AT,
    by: 'kim',
    subject: EARPHONES,
  });
  return { ...opened, ...change };
}
