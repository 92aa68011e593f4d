import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { runSaleguard, type CliRun, type CliRunOptions } from '../support/cli.js';

/** A folder of one test file, in which the real command runs. */
export interface CliFolder {
  readonly path: string;
  /** Writes a file and gives its name back. */
  write(name: string, content: string | Uint8Array): string;
  read(name: string): string;
  /** Names of the files, hidden ones included, sorted. */
  names(): readonly string[];
  run(args: readonly string[], options?: CliRunOptions): Promise<CliRun>;
  /** Runs as a user whom permissions bind: a superuser becomes `nobody`, everybody else stays. */
  runOrdinary(args: readonly string[]): ShellRun;
  /** Runs a line of bash, in which `saleguard` is the real command. */
  shell(line: string): ShellRun;
}

export interface ShellRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes the folder; it is removed when the tests of the file have run. */
export function cliFolder(): CliFolder {
  const path = mkdtempSync(join(tmpdir(), 'saleguard-cli-'));
  chmodSync(path, 0o755);
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return {
    path,
    write: (name, content) => {
      mkdirSync(join(path, name, '..'), { recursive: true });
      writeFileSync(join(path, name), content);
      return name;
    },
    read: (name) => readFileSync(join(path, name), 'utf8'),
    names: () => readdirSync(path).sort(),
    run: (args, options = {}) => runSaleguard(args, { cwd: path, ...options }),
    runOrdinary: (args) => runOrdinary(path, args),
    shell: (line) => shellIn(path, line),
  };
}

/** The built command. */
export const MAIN: string = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const NOBODY = 65_534;

/** The built command in `cwd`, as a user whom permissions bind. */
export function runOrdinary(cwd: string, args: readonly string[]): ShellRun {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const options = { cwd, encoding: 'utf8', input: '', timeout: 60_000, maxBuffer: 1 << 28, ...user } as const;
  const run = spawnSync(process.execPath, [MAIN, ...args], options);
  return { exitCode: run.status ?? undefined, stdout: run.stdout, stderr: run.stderr };
}

function shellIn(cwd: string, line: string): ShellRun {
  const script = `saleguard() { '${process.execPath}' '${MAIN}' "$@"; }\n${line}`;
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const run = spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8', input: '', timeout: 60_000 });
  return { exitCode: run.status ?? undefined, stdout: run.stdout, stderr: run.stderr };
}

/** Lines of a file, each ended. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** What tests look at in a JSON report. */
export interface SeenReport {
  readonly schemaVersion: number;
  readonly now: string;
  readonly policySource: string;
  readonly summary: {
    readonly rows: number;
    readonly judged: number;
    readonly offersBlocked: number;
    readonly batch: {
      readonly files: readonly { readonly file: string; readonly rows: number }[];
      readonly inputs: readonly SeenInput[];
      readonly historyEndsOn?: string;
      readonly previousRows?: number;
      readonly known: number;
    };
  };
  readonly findings: readonly SeenFinding[];
}

/** A file beside the catalogue. */
export interface SeenInput {
  readonly role: string;
  readonly file: string;
  readonly sha256: string;
}

export interface SeenFinding {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly subject: string;
  readonly sku?: string;
  readonly file?: string;
  readonly line?: number;
  readonly currency?: string;
  readonly priceMinor?: number;
  readonly isNew: boolean;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A JSON report as text made into its shape; the schema tests hold the shape itself. */
export function reportOf(text: string): SeenReport {
  return JSON.parse(text) as SeenReport;
}

/** Audits with a JSON report on standard output. */
export async function auditJson(
  folder: CliFolder,
  args: readonly string[],
  options?: CliRunOptions,
): Promise<SeenReport> {
  const run = await folder.run(['audit', ...args, '--format', 'json'], options);
  if (run.exitCode !== 0 && run.exitCode !== 1) throw new Error(`audit ended with ${run.stderr}`);
  return reportOf(run.stdout);
}

/** Rule ids of the findings about one SKU, sorted. */
export function rulesFor(report: SeenReport, sku: string): readonly string[] {
  return report.findings
    .filter((finding) => finding.sku === sku)
    .map((finding) => finding.ruleId)
    .sort();
}
