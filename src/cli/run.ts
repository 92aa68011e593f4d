import { Command, CommanderError, Help, Option } from 'commander';
import { nearestName } from '../core/edit-distance.js';
import { GuardError, isGuardError } from '../core/errors.js';
import { plainText } from '../text/plain-text.js';
import { approvalsCommand } from './commands/approvals.js';
import { approveCommand } from './commands/approve.js';
import { auditCommand } from './commands/audit.js';
import { bookCommand } from './commands/book.js';
import { calibrateCommand } from './commands/calibrate.js';
import { initCommand } from './commands/init.js';
import { keysCommand } from './commands/keys.js';
import { quarantineCommand } from './commands/quarantine.js';
import { referencesCommand } from './commands/references.js';
import { rulesCommand } from './commands/rules.js';
import { sealCommand } from './commands/seal.js';
import { openCommand } from './commands/open.js';
import { statusCommand } from './commands/status.js';
import { restockCommand } from './commands/restock.js';
import { withdrawCommand } from './commands/withdraw.js';
import { drainCommand } from './commands/drain.js';
import { freezeCommand } from './commands/freeze.js';
import { closeCommand } from './commands/close.js';
import { resumeCommand } from './commands/resume.js';
import { doctorCommand } from './commands/doctor.js';
import { sweepCommand } from './commands/sweep.js';
import { watchCommand } from './commands/watch.js';
import { exportCommand } from './commands/export.js';
import { replayCommand } from './commands/replay.js';
import { incidentCommand } from './commands/incident.js';
import { planCommand } from './commands/plan.js';
import { approvePlanCommand } from './commands/approve-plan.js';
import { explainCommand } from './commands/explain.js';
import { planReportCommand } from './commands/plan-report.js';
import { applyCommand } from './commands/apply.js';
import { followupCommand } from './commands/followup.js';
import { EXIT_FAILED, type CliIo } from './io.js';
import { requireOnce } from './option-once.js';
import { packageVersion } from './package-version.js';

/** Every command, in the order of a sale. */
const COMMANDS: readonly ((io: CliIo) => Command)[] = [
  auditCommand,
  rulesCommand,
  initCommand,
  referencesCommand,
  quarantineCommand,
  keysCommand,
  approveCommand,
  approvalsCommand,
  sealCommand,
  bookCommand,
  calibrateCommand,
  openCommand,
  statusCommand,
  watchCommand,
  restockCommand,
  withdrawCommand,
  drainCommand,
  freezeCommand,
  closeCommand,
  resumeCommand,
  sweepCommand,
  doctorCommand,
  exportCommand,
  replayCommand,
  incidentCommand,
  planCommand,
  approvePlanCommand,
  applyCommand,
  explainCommand,
  planReportCommand,
  followupCommand,
];

const HELP_END = `
Exit codes: 0 clean, 1 findings, 2 could not run.

Start here:
  saleguard audit tomorrow.csv                        judge a catalogue by the built-in rules
  saleguard audit tomorrow.csv --history prices.csv.gz --format html --out report.html
  saleguard rules digit-shift                         what a rule stops and how to tune it
  saleguard init                                      write a commented policy file
  saleguard seal --help                               from an audited catalogue to a signed price book
  saleguard open --help                               from a signed price book to a live sale
  saleguard plan --help                               from an incident to a plan that customers are told of
`;

/** Runs one command line. Never throws and never ends the process: the exit code goes through `io`. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<void> {
  const program = buildProgram(io);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    fail(error, io);
  }
}

function buildProgram(io: CliIo): Command {
  const program = new Command('saleguard')
    .description(
      'Keeps a flash sale honest: finds the prices that must not go live, and signs those that may.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .addHelpText('after', HELP_END)
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'explain a command');
  for (const command of COMMANDS) program.addCommand(command(io));
  for (const command of withSubcommands(program)) {
    if (command.commands.length > 0) answerUnknown(command, io);
    command.exitOverride().configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'saleguard: '));
      },
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    });
    command.configureHelp({ optionDescription: describeOption });
    requireOnce(command);
  }
  return program;
}

/** What is no command of the group arrives at its own action, which knows what was meant; nothing at all shows the help. */
function answerUnknown(group: Command, io: CliIo): void {
  group
    .argument('[command]')
    .allowExcessArguments()
    .usage('[options] [command]')
    .action((name: string | undefined) => {
      if (name !== undefined) throw unknownCommand(name, group);
      io.stderr.write(group.helpInformation());
      io.setExit(EXIT_FAILED);
    });
}

/** An option that gathers its values starts from an empty list, which is no default that a reader could write. */
function describeOption(option: Option): string {
  const isEmptyList = Array.isArray(option.defaultValue) && option.defaultValue.length === 0;
  if (!isEmptyList) return new Help().optionDescription(option);
  const plain = new Option(option.flags, option.description);
  if (option.argChoices !== undefined) plain.choices(option.argChoices);
  return new Help().optionDescription(plain);
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap((one) => withSubcommands(one))];
}

function unknownCommand(name: string, group: Command): GuardError {
  const names = group.commands.map((command) => command.name());
  const nearest = nearestName(name, names);
  const isMain = group.parent === null;
  const hint =
    nearest !== undefined
      ? `did you mean ${nearest}?`
      : isMain && /[./\\]/.test(name)
        ? `to judge a catalogue write: saleguard audit ${name}`
        : `the commands are ${names.join(', ')}`;
  const command = isMain ? name : `${group.name()} ${name}`;
  return new GuardError({ code: 'usage', message: `there is no command ${command}; ${hint}` });
}

function fail(error: unknown, io: CliIo): void {
  if (error instanceof CommanderError) {
    // Commander has already said what is wrong; help and version end with 0.
    if (error.exitCode !== 0) io.setExit(EXIT_FAILED);
    return;
  }
  io.setExit(EXIT_FAILED);
  if (isGuardError(error) && error.code !== 'assertion') {
    // Names of files and pieces of them stand in messages: what a terminal would obey is taken out.
    const lines = error.message.split('\n').map((line) => plainText(line));
    io.stderr.write(`saleguard: ${lines.join('\n')}\n`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`saleguard: this is a bug in saleguard, please report it:\n${text}\n`);
}
