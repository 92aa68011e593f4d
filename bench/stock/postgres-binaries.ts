import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Says where the programs are; may be missing where they are not. */
const LOCATOR = 'pg_config';
/** Debian keeps the servers of all versions here, away from the PATH. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** The folder of `initdb` and `postgres`; undefined when there is no server on this machine. */
export function findPostgresFolder(): string | undefined {
  for (const folder of candidates()) {
    if (['initdb', 'postgres'].every((name) => isProgram(join(folder, name)))) return folder;
  }
  return undefined;
}

/** `PostgreSQL 15.18`: what the program in the folder says. */
export function postgresVersion(folder: string): string {
  const said = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return said.replace(/^postgres \((PostgreSQL)\) (\S+)[\s\S]*$/, '$1 $2');
}

function* candidates(): Generator<string> {
  const configured = configuredFolder();
  if (configured !== undefined) yield configured;
  const versions = namesIn(DEBIAN_FOLDER).sort((left, right) => Number(right) - Number(left));
  for (const version of versions) yield join(DEBIAN_FOLDER, version, 'bin');
  yield* (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

function configuredFolder(): string | undefined {
  try {
    return execFileSync(LOCATOR, ['--bindir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
