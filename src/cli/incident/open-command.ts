import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { withFacts } from '../../incident/amend.js';
import { INCIDENT_CLASSES, type IncidentClass } from '../../incident/incident.js';
import { openIncident } from '../../incident/open-incident.js';
import type { CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { checkPlaces } from '../output-places.js';
import { idOf, writeIncidentFile } from './incident-file.js';
import { usage } from '../usage.js';
import { currencyOf, instantOf, subjectOf, withSubjectFlags, type SubjectFlags } from './subject-flags.js';

interface OpenFlags extends SubjectFlags {
  readonly sale: string;
  readonly id?: string;
  readonly class: IncidentClass;
  readonly origin: 'operator' | 'complaint';
  readonly by: string;
  readonly knownAt: string;
  readonly out: string;
  readonly now?: string;
}

/** `saleguard incident open`. */
export function openIncidentCommand(io: CliIo): Command {
  const command = new Command('open')
    .description('Open an incident that no trip has opened.')
    .requiredOption('--sale <id>', 'the sale')
    .option('--id <id>', 'id of the incident; <sale>:<instant it was known> unless told')
    .addOption(new Option('--class <class>', 'kind of harm').choices(INCIDENT_CLASSES).makeOptionMandatory())
    .addOption(
      new Option('--origin <origin>', 'how it came up')
        .choices(['operator', 'complaint'])
        .default('operator'),
    )
    .requiredOption('--by <id>', 'who opens it, an opaque id')
    .requiredOption('--known-at <instant>', 'when the shop knew: starts the legal clocks')
    .requiredOption('--out <file>', 'where it goes; an existing file is never overwritten')
    .option('--now <instant>', 'the instant of this entry');
  return withSubjectFlags(command).action(async (flags: OpenFlags) => {
    const { out, sale } = flags;
    if (out === '-' || existsSync(out))
      throw usage(`--out ${out}: name a new file; "saleguard incident set" changes one that is there`);
    checkPlaces([out], []);
    const knownAt = instantOf('--known-at', flags.knownAt);
    const id =
      flags.id ?? `${sale.slice(0, 40)}:${new Date(knownAt).toISOString().replace(/\D/g, '').slice(0, 12)}`;
    const currency = currencyOf(flags, undefined);
    const nothing = { prices: [], promotions: [], shortfalls: [], from: knownAt, until: undefined };
    const start = openIncident({
      id: idOf('--id', id),
      saleId: idOf('--sale', sale),
      origin: flags.origin,
      class: flags.class,
      currency,
      knownAt,
      by: idOf('--by', flags.by),
      at: readNow(flags.now, io),
      subject: nothing,
    });
    writeIncidentFile(
      out,
      withFacts(start, { subject: await subjectOf(flags, { before: nothing, currency, knownAt }) }),
      io,
    );
  });
}
