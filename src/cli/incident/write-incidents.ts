import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Incident } from '../../incident/incident.js';
import { incidentText, readIncident } from '../../wire/incident.js';
import { readUtf8 } from '../policy-file.js';
import { writeWhole } from '../write-file.js';

/** An incident and the number of its trip. */
interface TripIncident {
  readonly number: number;
  readonly incident: Incident;
}

/**
 * Writes each incident into `trip-<number>.json` of the folder. A file that a person has worked on since holds what no sale knows: it
 * is left as it is.
 *
 * @returns the files that were left.
 * @throws GuardError `file`, or `input` for a file of that name that is no incident.
 */
export function writeIncidents(folder: string, incidents: readonly TripIncident[]): readonly string[] {
  const left: string[] = [];
  for (const { number, incident } of incidents) {
    const file = join(folder, `trip-${number}.json`);
    if (existsSync(file) && isWorkedOn(readIncident(readUtf8(file), { file }))) left.push(file);
    else writeWhole(file, (sink) => sink.write(incidentText(incident)));
  }
  return left;
}

/** Whether it holds more than the trip did. */
function isWorkedOn({ stages, evidence, cause, subject }: Incident): boolean {
  const named = subject.prices.length + subject.promotions.length + subject.shortfalls.length;
  return stages.length > 1 || evidence.length > 0 || cause !== undefined || named > 0;
}
