import type { Incident } from '../../incident/incident.js';
import { plainText } from '../../text/plain-text.js';
import { incidentText, readIncident } from '../../wire/incident.js';
import { EXIT_CLEAN, type CliIo } from '../io.js';
import { readUtf8 } from '../policy-file.js';
import { writeWhole } from '../write-file.js';
import { incidentSummary } from './incident-summary.js';
import { ID_PATTERN } from '../../core/id.js';
import { usage } from '../usage.js';

const TEXT_MAX = 500;

/** Reads an incident. @throws GuardError `file` or `input`. */
export function readIncidentFile(file: string): Incident {
  return readIncident(readUtf8(file), { file });
}

/** Writes an incident, whole or not at all, and says how it stands. */
export function writeIncidentFile(file: string, incident: Incident, io: CliIo): void {
  // What a reader would refuse is never written.
  const text = incidentText(incident);
  readIncident(text, { file });
  writeWhole(file, (sink) => sink.write(text));
  io.stdout.write(incidentSummary(incident, { now: io.now() }));
  io.setExit(EXIT_CLEAN);
}

/** An opaque id of a flag. @throws GuardError `usage`. */
export function idOf(flag: string, text: string): string {
  if (ID_PATTERN.test(text)) return text;
  throw usage(`${flag}: expected an opaque id, 1 to 64 of A-Z a-z 0-9 _ . : -`);
}

/** A text of a flag, fit to be recorded. @throws GuardError `usage`. */
export function textOf(flag: string, text: string): string {
  const clean = plainText(text).trim();
  if (clean !== '' && clean.length <= TEXT_MAX) return clean;
  throw usage(`${flag}: expected 1 to ${TEXT_MAX} characters`);
}
