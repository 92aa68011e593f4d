import { Command, CommanderError } from 'commander';
import { isGuardError } from '../core/errors.js';
import { auditCommand } from './commands/audit.js';
import { initCommand } from './commands/init.js';
import { referencesCommand } from './commands/references.js';
import { rulesCommand } from './commands/rules.js';
import { EXIT_FAILED, type CliIo } from './io.js';
import { packageVersion } from './package-version.js';

const HELP_END = `
Exit codes: 0 clean, 1 findings, 2 could not run.

Start here:
  saleguard audit tomorrow.csv                        judge a catalogue by the built-in rules
  saleguard audit tomorrow.csv --history prices.csv.gz --format html --out report.html
  saleguard rules digit-shift                         what a rule stops and how to tune it
  saleguard init                                      write a commented policy file
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
    .description('Keeps a flash sale honest: finds the prices that must not go live.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .addHelpText('after', HELP_END)
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'explain a command');
  for (const command of [auditCommand(io), rulesCommand(io), referencesCommand(io), initCommand(io)]) {
    program.addCommand(command);
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    });
  }
  program.action(() => {
    io.stderr.write(program.helpInformation());
    io.setExit(EXIT_FAILED);
  });
  return program;
}

function fail(error: unknown, io: CliIo): void {
  if (error instanceof CommanderError) {
    // Commander has already said what is wrong; help and version end with 0.
    if (error.exitCode !== 0) io.setExit(EXIT_FAILED);
    return;
  }
  io.setExit(EXIT_FAILED);
  if (isGuardError(error)) {
    io.stderr.write(`saleguard: ${error.message}\n`);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`saleguard: this is a bug in saleguard, please report it:\n${text}\n`);
}
