import { Command, CommanderError } from 'commander';
import { nearestName } from '../core/edit-distance.js';
import { GuardError, isGuardError } from '../core/errors.js';
import { plainText } from '../text/plain-text.js';
import { auditCommand } from './commands/audit.js';
import { initCommand } from './commands/init.js';
import { referencesCommand } from './commands/references.js';
import { rulesCommand } from './commands/rules.js';
import { EXIT_FAILED, type CliIo } from './io.js';
import { requireOnce } from './option-once.js';
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
    // What is no command arrives at the action below, which knows what was meant.
    .argument('[command]')
    .allowExcessArguments()
    .usage('[options] [command]')
    .helpCommand('help [command]', 'explain a command');
  for (const command of [auditCommand(io), rulesCommand(io), referencesCommand(io), initCommand(io)]) {
    program.addCommand(command);
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'saleguard: '));
      },
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    });
    requireOnce(command);
  }
  program.action((name: string | undefined) => {
    if (name !== undefined) throw unknownCommand(name, program);
    io.stderr.write(program.helpInformation());
    io.setExit(EXIT_FAILED);
  });
  return program;
}

function unknownCommand(name: string, program: Command): GuardError {
  const names = program.commands.map((command) => command.name());
  const nearest = nearestName(name, names);
  const hint =
    nearest !== undefined
      ? `did you mean ${nearest}?`
      : /[./\\]/.test(name)
        ? `to judge a catalogue write: saleguard audit ${name}`
        : `the commands are ${names.join(', ')}`;
  return new GuardError({ code: 'usage', message: `there is no command ${name}; ${hint}` });
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
