// Runs the built command on the files of this example, as a shop would run it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);
const FOLDER = 'examples/electronics-sale';
const JSON_REPORT = 'out/electronics-sale.json';

/** Where the HTML report goes, from the root of the repository. */
export const HTML_REPORT = 'out/electronics-sale.html';

/** The instant the sale opens. */
export const OPENS_AT = '2026-11-27T00:00:00+09:00';

/** Findings told in words; the HTML report holds all of them. */
const SHOWN_MAX = 6;

/** The audit as a person would type it. */
export const AUDIT_WORDS = [
  'audit',
  `${FOLDER}/catalog.csv`,
  '--history',
  `${FOLDER}/history.csv.gz`,
  '--previous',
  `${FOLDER}/yesterday.csv`,
  '--policy',
  `${FOLDER}/saleguard.policy.yaml`,
  '--now',
  OPENS_AT,
];

/** What the command printed and reported, or the reason it could not run. */
export function runAudit(lang) {
  mkdirSync(new URL('out/', ROOT), { recursive: true });
  const outputs = { text: '-', json: JSON_REPORT, html: HTML_REPORT };
  const run = spawnSync(
    process.execPath,
    [
      'dist/cli/main.js',
      ...AUDIT_WORDS,
      ...Object.entries(outputs).flatMap(([format, path]) => ['--format', format, '--out', path]),
      ...['--lang', lang, '--max', String(SHOWN_MAX), '--quiet'],
    ],
    { cwd: fileURLToPath(ROOT), encoding: 'utf8' },
  );
  const couldRun = run.status === 0 || run.status === 1;
  return {
    exitCode: run.status,
    text: run.stdout,
    complaint: run.stderr,
    report: couldRun ? JSON.parse(readFileSync(new URL(JSON_REPORT, ROOT), 'utf8')) : undefined,
  };
}
