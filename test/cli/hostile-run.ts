import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostileCase } from '../hostile/hostile-case.js';
import { reportOf } from './folder.js';

/** What a command line left behind, from this process or from one of its own. */
export interface HostileRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes the files of a case in a new folder below `root`. */
export function makeFiles(hostile: HostileCase, root: string): string {
  const folder = mkdtempSync(join(root, 'case-'));
  // Another user than the one who makes them may have to read them.
  chmodSync(folder, 0o755);
  for (const [name, bytes] of Object.entries(hostile.files)) {
    if (name.endsWith('/')) mkdirSync(join(folder, name));
    else writeFileSync(join(folder, name), bytes);
  }
  if (hostile.unreadable !== undefined) chmodSync(join(folder, hostile.unreadable), 0o000);
  return folder;
}

/** The command line of a case, with a report that can be looked into. */
export function commandLine(hostile: HostileCase): readonly string[] {
  return ['audit', ...hostile.args, '--format', 'json'];
}

/** Everything that is wrong with the outcome of a case; empty when it is as it must be. */
export function faultsOf(hostile: HostileCase, run: HostileRun): readonly string[] {
  const { expect: outcome } = hostile;
  const faults: string[] = [];
  if (run.exitCode !== outcome.exit)
    faults.push(`exit ${String(run.exitCode)}, expected ${String(outcome.exit)}`);
  if (/^\s+at .+:\d+:\d+|bug in saleguard|node:internal/m.test(run.stderr)) faults.push('a stack trace');
  return [...faults, ...(outcome.exit === 2 ? refusalFaults(hostile, run) : reportFaults(hostile, run))];
}

function refusalFaults(hostile: HostileCase, { stdout, stderr }: HostileRun): readonly string[] {
  const faults: string[] = [];
  if (stdout !== '') faults.push('something on standard output');
  if (!stderr.startsWith('saleguard: ')) faults.push('standard error does not say who speaks');
  const wanted = [...(hostile.expect.stderr ?? []), hostile.args[0] ?? ''];
  for (const text of wanted) if (!stderr.includes(text)) faults.push(`standard error does not say "${text}"`);
  return faults;
}

function reportFaults({ args, expect: outcome }: HostileCase, run: HostileRun): readonly string[] {
  if (run.stdout === '') return [`no report: ${run.stderr}`];
  const report = reportOf(run.stdout);
  const found = new Set(report.findings.map(({ ruleId }) => ruleId));
  const faults = (outcome.ruleIds ?? []).filter((id) => !found.has(id)).map((id) => `no finding of ${id}`);
  if (outcome.offers !== undefined && report.summary.judged !== outcome.offers) {
    faults.push(`${String(report.summary.judged)} offers judged, expected ${String(outcome.offers)}`);
  }
  if (outcome.line !== undefined) {
    const lines = report.findings
      .filter(({ file, ruleId }) => file === args[0] && (outcome.ruleIds ?? []).includes(ruleId))
      .flatMap(({ line, evidence }) => [line, evidence['highLine'], evidence['lowLine']])
      .filter((line) => typeof line === 'number');
    if (Math.min(...lines) !== outcome.line) {
      faults.push(`findings in lines ${lines.join(', ')}, expected ${String(outcome.line)} first`);
    }
  }
  return faults;
}
