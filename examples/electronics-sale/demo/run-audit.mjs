// Runs the built command on the files of this example, as a shop would run it.
import { mkdirSync, readFileSync } from 'node:fs';
import { ROOT, saleguard } from './saleguard.mjs';

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
  '--promotions',
  `${FOLDER}/promotions.yaml`,
  '--policy',
  `${FOLDER}/saleguard.policy.yaml`,
  '--now',
  OPENS_AT,
];

/** What the command printed and reported, or the reason it could not run. */
export function runAudit(lang) {
  mkdirSync(new URL('out/', ROOT), { recursive: true });
  const outputs = { text: '-', json: JSON_REPORT, html: HTML_REPORT };
  const run = saleguard([
    ...AUDIT_WORDS,
    ...Object.entries(outputs).flatMap(([format, path]) => ['--format', format, '--out', path]),
    ...['--lang', lang, '--max', String(SHOWN_MAX), '--quiet'],
  ]);
  const couldRun = run.exitCode === 0 || run.exitCode === 1;
  return {
    ...run,
    report: couldRun ? JSON.parse(readFileSync(new URL(JSON_REPORT, ROOT), 'utf8')) : undefined,
  };
}
