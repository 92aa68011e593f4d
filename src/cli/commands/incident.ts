import { Command, Option } from 'commander';
import { incidentText } from '../../wire/incident.js';
import { evidenceCommand } from '../incident/evidence-command.js';
import { readIncidentFile } from '../incident/incident-file.js';
import { incidentSummary } from '../incident/incident-summary.js';
import { openIncidentCommand } from '../incident/open-command.js';
import { setIncidentCommand } from '../incident/set-command.js';
import { stageCommand } from '../incident/stage-command.js';
import { EXIT_CLEAN, type CliIo } from '../io.js';
import { readNow } from '../now-flag.js';

const EXAMPLES = `
Examples:
  saleguard incident open --sale electronics-1127 --class price --by kim --known-at 2026-11-27T20:14:00+09:00 \\
    --currency KRW --wrong EP-100=13900:139000 --from 2026-11-27T20:00:00+09:00 --until 2026-11-27T20:21:00+09:00 --out incident.json
  saleguard incident set incidents/trip-1.json --currency KRW --wrong EP-100=13900:139000 --from ... --cause entry --by kim
  saleguard incident evidence incident.json --by kim --kind page-markdown --what "the page showed 9 of 10 earphones at 20 to 30 % off"
  saleguard incident stage incident.json classify --by kim
  saleguard incident show incident.json

Six stages, none skipped: intake, classify, investigate, solve, notify, follow-up; each has a time limit, and an earlier one is opened
again with the reason. A file of "saleguard export --incidents" is an incident too. "saleguard plan" starts from it.
Names of people are opaque ids. No customer and no order stands in an incident.
`;

/** `saleguard incident`: opens an incident, and records what is found out. */
export function incidentCommand(io: CliIo): Command {
  return new Command('incident')
    .description('Open an incident, and record what was wrong, the evidence and the stages.')
    .addHelpText('after', EXAMPLES)
    .addCommand(openIncidentCommand(io))
    .addCommand(setIncidentCommand(io))
    .addCommand(evidenceCommand(io))
    .addCommand(stageCommand(io))
    .addCommand(showCommand(io));
}

interface ShowFlags {
  readonly format: 'text' | 'json';
  readonly now?: string;
}

function showCommand(io: CliIo): Command {
  return new Command('show')
    .description('Say what was wrong, where it stands, what is late, and what comes next.')
    .argument('<file>', 'the incident')
    .addOption(
      new Option('--format <format>', 'text, or the file as it is').choices(['text', 'json']).default('text'),
    )
    .option('--now <instant>', 'the instant that lateness is counted to')
    .action((file: string, flags: ShowFlags) => {
      const incident = readIncidentFile(file);
      const text =
        flags.format === 'json'
          ? incidentText(incident)
          : incidentSummary(incident, { now: readNow(flags.now, io) });
      io.stdout.write(text);
      io.setExit(EXIT_CLEAN);
    });
}
