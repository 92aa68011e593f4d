// node scripts/count-tests.mjs REPORT.json EXIT: prints three numbers of one vitest run: passed, failed, skipped.
// A run that failed without a failing test (a file that does not load, an unhandled error, no report) counts as one failure.
import { existsSync, readFileSync } from 'node:fs';

const [file, exitCode] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;

const brokenFiles = (report?.testResults ?? []).filter(
  (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
).length;
const passed = report?.numPassedTests ?? 0;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
const found = (report?.numFailedTests ?? 0) + brokenFiles;
const failed = found === 0 && exitCode !== '0' ? 1 : found;

process.stdout.write(`${passed} ${failed} ${skipped}\n`);
