import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './measure.js';
import { reportText } from './report.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    sample: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '7' },
    processes: { type: 'string', default: '3' },
  },
});

function countOf(option: keyof typeof values): number {
  const value = Number(values[option]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new RangeError(`--${option} ${values[option]} is not a whole number above 0`);
}

const extent = {
  rowCount: countOf('rows'),
  sampleRowCount: countOf('sample'),
  roundCount: countOf('rounds'),
  processCount: countOf('processes'),
};
const folder = await mkdtemp(join(tmpdir(), 'saleguard-bench-'));
const startedAt = performance.now();
try {
  const measured = await measure(extent, folder, (what) => {
    console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  });
  console.log(reportText(measured));
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  done`);
