import { Command, Option } from 'commander';
import { withEvidence } from '../../incident/amend.js';
import type { Evidence } from '../../incident/incident.js';
import { fileSha256 } from '../file-digest.js';
import type { CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { idOf, readIncidentFile, textOf, writeIncidentFile } from './incident-file.js';
import { instantOf } from './subject-flags.js';

interface EvidenceFlags {
  readonly by: string;
  readonly kind: Evidence['kind'];
  readonly what: string;
  readonly at?: string;
  readonly file?: string;
  readonly now?: string;
}

/** `saleguard incident evidence`. */
export function evidenceCommand(io: CliIo): Command {
  return new Command('evidence')
    .description('Add a piece of evidence; none is ever taken out.')
    .argument('<file>', 'the incident')
    .requiredOption('--by <id>', 'who saw it, an opaque id')
    .addOption(
      new Option('--kind <kind>', 'what it shows')
        .choices(['page-markdown', 'control', 'detection', 'other'])
        .makeOptionMandatory(),
    )
    .requiredOption('--what <text>', 'what was seen, 1 to 500 characters, no personal data')
    .option('--at <instant>', 'when it was seen; now unless told')
    .option('--file <path>', 'a screenshot or a log kept elsewhere: its SHA-256 is recorded')
    .option('--now <instant>', 'the instant of this entry')
    .action((file: string, flags: EvidenceFlags) => {
      const evidence: Evidence = {
        at: flags.at === undefined ? readNow(flags.now, io) : instantOf('--at', flags.at),
        by: idOf('--by', flags.by),
        kind: flags.kind,
        what: textOf('--what', flags.what),
        fileSha256: flags.file === undefined ? undefined : fileSha256(flags.file),
      };
      writeIncidentFile(file, withEvidence(readIncidentFile(file), evidence), io);
    });
}
