import { Command } from 'commander';
import { INCIDENT_STAGES, type IncidentStage } from '../../incident/incident.js';
import { enterStage, type StageRefusal } from '../../incident/stages.js';
import { plainText } from '../../text/plain-text.js';
import { EXIT_FINDINGS, type CliIo } from '../io.js';
import { readNow } from '../now-flag.js';
import { idOf, readIncidentFile, textOf, writeIncidentFile } from './incident-file.js';
import { usage } from '../usage.js';

interface StageFlags {
  readonly by: string;
  readonly reason?: string;
  readonly now?: string;
}

/** `saleguard incident stage`. */
export function stageCommand(io: CliIo): Command {
  return new Command('stage')
    .description('Go on to the next stage, or open an earlier one again.')
    .argument('<file>', 'the incident')
    .argument('<stage>', INCIDENT_STAGES.join(', '))
    .requiredOption('--by <id>', 'who does, an opaque id')
    .option('--reason <text>', 'why: required to open an earlier stage again')
    .option('--now <instant>', 'the instant of this entry')
    .action((file: string, name: string, flags: StageFlags) => {
      const stage = INCIDENT_STAGES.find((known) => known === name);
      if (stage === undefined)
        throw usage(`${name} is no stage; the stages are ${INCIDENT_STAGES.join(', ')}`);
      const verdict = enterStage(readIncidentFile(file), {
        stage,
        at: readNow(flags.now, io),
        by: idOf('--by', flags.by),
        reason: flags.reason === undefined ? undefined : textOf('--reason', flags.reason),
      });
      if (verdict.kind === 'entered') {
        writeIncidentFile(file, verdict.incident, io);
        return;
      }
      io.stderr.write(`saleguard: ${plainText(`${file}: ${refusalText(verdict.refusal, stage)}`)}\n`);
      io.setExit(EXIT_FINDINGS);
    });
}

function refusalText(refusal: StageRefusal, stage: IncidentStage): string {
  switch (refusal.reason) {
    case 'already-there':
      return `it stands in ${stage} already`;
    case 'skips':
      return `no stage is skipped: ${refusal.next} comes before ${stage}`;
    case 'no-reason':
      return `${stage} was left before; say why it is opened again with --reason`;
    case 'before-last':
      return `the stage it stands in was entered at ${new Date(refusal.lastAt).toISOString()}, which is later`;
    case 'unknown-yet':
      return `${MISSING[refusal.missing]} before ${stage}`;
  }
}

const MISSING = {
  cause: 'record the cause with "saleguard incident set --cause"',
  subject: 'record what was wrong with "saleguard incident set --wrong", --promotion or --short',
  currency: 'record the currency with "saleguard incident set --currency"',
} as const;
