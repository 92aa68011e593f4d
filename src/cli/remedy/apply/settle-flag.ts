import { settleStep, type Settlement } from '../../../remedy/apply/settle-step.js';
import type { LedgerStore } from '../../../remedy/apply/ledger.js';
import type { PlanHeader } from '../../../remedy/plan.js';
import { plainText } from '../../../text/plain-text.js';
import { EXIT_CLEAN, EXIT_FAILED, type CliIo, type ExitCode } from '../../io.js';
import { usage } from '../../usage.js';

/** Flags with which a person settles a step. */
export interface SettleFlags {
  readonly settle?: string;
  readonly by?: string;
  readonly reason?: string;
}

const OUTCOMES: ReadonlyMap<string, Settlement> = new Map([
  ['done', 'done'],
  ['retry', 'retry'],
  ['skip', 'skip'],
]);

/** Settles the step that `--settle` names. @throws GuardError `usage`; as `settleStep`. */
export async function settleByFlag(
  flags: SettleFlags,
  { store, header, io }: { readonly store: LedgerStore; readonly header: PlanHeader; readonly io: CliIo },
): Promise<ExitCode> {
  const [key = '', word = '', ...rest] = (flags.settle ?? '').split('=');
  const outcome = OUTCOMES.get(word);
  if (outcome === undefined || rest.length > 0)
    throw usage(
      '--settle is written <key>=done (it happened), <key>=retry (it did not, and is asked for again) or <key>=skip (it shall not happen)',
    );
  if (flags.by === undefined || flags.reason === undefined)
    throw usage('--settle needs --by <your id> and --reason <why you know>: both are kept in the ledger');
  const { by, reason } = flags;
  const result = await settleStep(store, { header, key, outcome, by, reason, now: () => io.now() });
  if (result.kind === 'busy') return tellBusy(result.holder, io);
  const { kind, orderId, state } = result.before;
  io.stdout.write(`${kind} of order ${plainText(orderId)}: was ${state}, settled as ${outcome} by ${by}\n`);
  return EXIT_CLEAN;
}

/** Says that another process has the ledger. */
export function tellBusy(holder: string, io: Pick<CliIo, 'stderr'>): ExitCode {
  io.stderr.write(
    `saleguard: the ledger is held by ${plainText(holder)}. Nothing was done; two runs at once would not know of each other\n`,
  );
  return EXIT_FAILED;
}
