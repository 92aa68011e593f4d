import type { ApplyReport, RunEnd } from '../../../remedy/apply/apply-options.js';
import type { PlanHeader } from '../../../remedy/plan.js';
import { plainText } from '../../../text/plain-text.js';
import { groupDigits } from '../../../text/say.js';
import { counted } from '../../counted.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../../io.js';
import { leftText } from './apply-progress.js';
import { booksText } from './books-text.js';
import { openText } from './open-text.js';

/** Open steps of each kind that are named. */
const EACH_MAX = 10;

const ENDED: Readonly<Record<RunEnd, string>> = {
  finished: 'went through the whole plan',
  paused: 'paused; run the same command again to go on',
  canary: 'stopped after the first orders, because something of them went wrong; look, then run again',
  'other-ledger':
    'stopped: a service knows what this ledger never asked for, so another ledger was used before, or lines of this one were lost. If there is another, go on with that one; if not, run again: every service is then asked first',
  failures: 'stopped, because too much went wrong; look, then run again',
  expired:
    'stopped: the plan or a signature that it needs has expired; have it signed again or plan again, the ledger stays the same',
  'service-closed': 'stopped: a service asks to be left alone for more than 15 minutes; run again later',
};

/** Says what became of a plan: the table that has to balance, what is open and what to do about it. */
export function tellReport(
  report: ApplyReport,
  { header, io, where }: { readonly header: PlanHeader; readonly io: CliIo; readonly where: string },
): ExitCode {
  const { ended, isComplete, books, open, stranger, troubles, asked, tookMs, ledgerLink } = report;
  io.stdout.write(`${ENDED[ended]}: ${counted(asked, 'step')} asked for in ${leftText(tookMs)}\n`);
  if (stranger !== undefined)
    io.stdout.write(
      plainText(`  such as ${stranger.key.slice(0, 16)}  ${stranger.kind} of order ${stranger.orderId}`) +
        '\n',
    );
  io.stdout.write(booksText(books, header));
  for (const { port, call, what, count } of troubles)
    io.stdout.write(`${port}.${call}: ${what}, ${groupDigits(String(count))} times\n`);
  io.stdout.write(openText(open, { header, eachMax: EACH_MAX }));
  io.stdout.write(`ledger ${where}, last link ${ledgerLink}\n`);
  if (isComplete) {
    io.stdout.write('complete: everything that was planned is done or was settled by a person\n');
    return EXIT_CLEAN;
  }
  io.stdout.write('not complete: "saleguard followup" tells what is open\n');
  return EXIT_FINDINGS;
}
