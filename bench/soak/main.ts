/**
 * bench/soak: the promises about stock and about plans of remedy, held for an hour while processes are killed and services fail.
 *
 * `npm run soak -- --help` says what can be asked for (options.ts); what each lane does stands in sales-lane.ts and apply-lane.ts.
 */
import { soakApply } from './apply-lane.js';
import { parseOptions, USAGE, type SoakOptions } from './options.js';
import { soakSales } from './sales-lane.js';

const options = parseOptions(process.argv.slice(2));
if (options === undefined) console.log(USAGE);
else process.exitCode = (await soak(options)) > 0 ? 1 : 0;

/** @returns how many breaches there were. */
function soak(asked: SoakOptions): Promise<number> {
  let isInterrupted = false;
  process.on('SIGINT', () => {
    if (!isInterrupted) console.log('interrupted: what runs is brought to its end and judged');
    isInterrupted = true;
  });
  const control = { isInterrupted: () => isInterrupted };
  return asked.lane === 'apply' ? soakApply(asked, control) : soakSales(asked, control);
}
