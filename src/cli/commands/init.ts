import { closeSync, openSync, rmSync } from 'node:fs';
import { Command, Option } from 'commander';
import { GuardError } from '../../core/errors.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { starterPolicy } from '../../wire/starter-policy.js';
import { fileReason } from '../file-reason.js';
import type { CliIo } from '../io.js';
import { checkPlaces } from '../output-places.js';
import { writeWhole } from '../write-file.js';

interface InitFlags {
  readonly out: string;
  readonly lang: Lang;
  readonly force?: boolean;
}

const DEFAULT_OUT = 'saleguard.policy.yaml';

const EXAMPLES = `
Examples:
  saleguard init
  saleguard init --lang ko --out our-rules.yaml
  saleguard audit tomorrow.csv --policy saleguard.policy.yaml
`;

/** `saleguard init`: writes a commented policy file to start from. */
export function initCommand(io: CliIo): Command {
  return new Command('init')
    .description('Write a commented policy file with every rule at its defaults.')
    .option('--out <file>', 'where to write it', DEFAULT_OUT)
    .addOption(new Option('--lang <lang>', 'language of the comments').choices(LANGS).default('en'))
    .option('--force', 'overwrite the file if it exists')
    .addHelpText('after', EXAMPLES)
    .action((flags: InitFlags) => {
      writeStarter(flags);
      io.stdout.write(doneText(flags));
    });
}

function writeStarter({ out, lang, force }: InitFlags): void {
  checkPlaces([out], []);
  const write = (): void => {
    writeWhole(out, (sink) => sink.write(starterPolicy(lang)));
  };
  if (force === true) {
    write();
    return;
  }
  reserve(out);
  try {
    write();
  } catch (error) {
    rmSync(out, { force: true });
    throw error;
  }
}

/**
 * Makes an empty file of that name, which only succeeds when there is none: of two runs at once one is told so, and a
 * file that appears meanwhile is never overwritten.
 */
function reserve(path: string): void {
  try {
    closeSync(openSync(path, 'wx'));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const message =
      code === 'EEXIST'
        ? `${path} exists already; give --force to overwrite it, or another name with --out`
        : `cannot write ${path}: ${fileReason(cause)}`;
    throw new GuardError({ code: 'file', message, data: { path }, cause });
  }
}

function doneText({ out, lang }: InitFlags): string {
  const next = `saleguard audit tomorrow.csv --policy ${out}`;
  return lang === 'ko'
    ? `${out} 파일을 만들었습니다. 모든 값은 기본값입니다.\n다음 단계: ${next}\n`
    : `Wrote ${out}: every rule at its default.\nNext: ${next}\n`;
}
