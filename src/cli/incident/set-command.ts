import { Command, Option } from 'commander';
import { withEvidence, withFacts } from '../../incident/amend.js';
import {
  type Evidence,
  INCIDENT_CAUSES,
  INCIDENT_CLASSES,
  type Incident,
  type IncidentCause,
  type IncidentClass,
} from '../../incident/incident.js';
import type { CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { idOf, readIncidentFile, writeIncidentFile } from './incident-file.js';
import { usage } from '../usage.js';
import { currencyOf, instantOf, subjectOf, withSubjectFlags, type SubjectFlags } from './subject-flags.js';

interface SetFlags extends SubjectFlags {
  readonly class?: IncidentClass;
  readonly cause?: IncidentCause;
  readonly knownAt?: string;
  readonly by: string;
  readonly now?: string;
}

/** `saleguard incident set`. */
export function setIncidentCommand(io: CliIo): Command {
  const command = new Command('set')
    .description('Record what was found out: class, cause, and what was wrong.')
    .argument('<file>', 'the incident')
    .addOption(new Option('--class <class>', 'kind of harm').choices(INCIDENT_CLASSES))
    .addOption(new Option('--cause <cause>', 'what caused it').choices(INCIDENT_CAUSES))
    .option('--known-at <instant>', 'when the shop knew')
    .requiredOption('--by <id>', 'who found it out, an opaque id')
    .option(
      '--replace',
      'what is named takes the place of all prices, promotions or shortfalls recorded before, and not only of its own entry',
    )
    .option('--now <instant>', 'the instant of this entry');
  return withSubjectFlags(command).action(async (file: string, flags: SetFlags) => {
    const incident = readIncidentFile(file);
    const currency = currencyOf(flags, incident.currency);
    const knownAt = flags.knownAt === undefined ? incident.knownAt : instantOf('--known-at', flags.knownAt);
    const subject = await subjectOf(flags, { before: incident.subject, currency, knownAt });
    refuseOtherCurrency(incident, { currency, subject });
    const changed = withFacts(incident, {
      class: flags.class,
      cause: flags.cause,
      currency,
      knownAt,
      subject,
    });
    const named = namedBy(flags);
    if (named.length === 0) throw usage('say what was found out; "saleguard incident set --help" lists it');
    const record: Evidence = {
      at: readNow(flags.now, io),
      by: idOf('--by', flags.by),
      kind: 'other',
      what: `recorded ${named.join(', ')}${flags.replace === true ? ' in place of all before' : ''}`,
      fileSha256: undefined,
    };
    writeIncidentFile(file, withEvidence(changed, record), io);
  });
}

/** Numbers of one currency are no amounts of another: those that stay would be others by as much as their exponents differ. */
function refuseOtherCurrency(
  before: Incident,
  { currency, subject }: Pick<Incident, 'currency' | 'subject'>,
): void {
  if (before.currency === undefined || before.currency === currency) return;
  const kept = subject.prices.find((price) => before.subject.prices.includes(price));
  if (kept === undefined) return;
  throw usage(
    `--currency ${String(currency)}: the price of ${kept.sku} was recorded in ${before.currency}; name all prices again in ${String(currency)}, with --wrong and --replace`,
  );
}

/** What a flag is about, for the record of who changed it. */
const NAMED = {
  class: 'the class',
  cause: 'the cause',
  knownAt: 'when it was known',
  currency: 'the currency',
  from: 'the time',
  until: 'the time',
  wrong: 'wrong prices',
  wrongFile: 'wrong prices',
  promotion: 'promotions',
  short: 'shortfalls',
} as const;

/** What the flags are about, in the order of the table, each once. */
function namedBy(flags: SetFlags): readonly string[] {
  const given = new Set(
    Object.entries(flags).flatMap(([name, value]) =>
      Array.isArray(value) && value.length === 0 ? [] : [name],
    ),
  );
  return [...new Set(Object.entries(NAMED).flatMap(([name, what]) => (given.has(name) ? [what] : [])))];
}
