import { Command } from 'commander';
import { canonicalJson } from '../../seal/canonical-json.js';
import { sha256Hex } from '../../seal/digest.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import type { StockLine } from '../../stock/reservation.js';
import { plainText } from '../../text/plain-text.js';
import { EXIT_CLEAN, type CliIo, type ExitCode } from '../io.js';
import { insist } from './insist.js';
import {
  runOnSale,
  withSaleFlags,
  type OpenStore,
  type SaleFlags,
  type SaleSession,
} from './sale-session.js';
import { tellHindrance } from './tell-verdict.js';
import { usage } from '../usage.js';

interface AdjustFlags extends SaleFlags {
  readonly id?: string;
}

/** One way to change allotments. */
export interface AdjustKind {
  readonly name: 'restock' | 'withdraw';
  readonly description: string;
  readonly done: 'added' | 'taken';
}

const ID_DIGITS = 32;

/** `saleguard restock` and `withdraw`: adds to allotments, or takes units that are still free. */
export function adjustCommand(
  kind: AdjustKind,
  { io, openStore }: { readonly io: CliIo; readonly openStore: OpenStore },
): Command {
  const command = new Command(kind.name)
    .description(kind.description)
    .argument('<units...>', 'stock keys with their units, such as EP-100=20')
    .option('--id <id>', 'id of this change; the same content once more needs another one');
  return withSaleFlags(command)
    .addHelpText('after', helpText(kind))
    .action(async (units: readonly string[], flags: AdjustFlags) => {
      const lines = linesOf(units);
      await runOnSale(flags, { io, openStore }, (session) =>
        adjust(session, { kind, lines, id: flags.id, io }),
      );
    });
}

function helpText({ name, done }: AdjustKind): string {
  return `
Examples:
  saleguard ${name} --sale electronics-1127 EP-100=20 TV-55=5
  saleguard ${name} --sale electronics-1127 EP-100=20 --id truck-2

All of it happens, or nothing. The id is made from the content unless --id says it, so that the same command sent again, after a
lost reply, has no further effect: units are ${done} once.
Exit codes: 0 ${done}, 1 refused, 2 could not run or no answer.
`;
}

/** Units by stock key, each key once. @throws GuardError `usage`. */
export function linesOf(texts: readonly string[]): readonly StockLine[] {
  const lines = new Map<string, number>();
  for (const text of texts) {
    // A stock key may hold an equals sign; units never do.
    const at = text.lastIndexOf('=');
    const stockKey = text.slice(0, Math.max(0, at));
    const digits = text.slice(at + 1);
    const quantity = /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : 0;
    if (at < 1 || quantity < 1 || quantity > STOCK_LIMITS.quantityMax)
      throw usage(
        `${JSON.stringify(text.slice(0, 80))} is not a stock key with its units; write it like EP-100=20, units from 1 to ${STOCK_LIMITS.quantityMax}`,
      );
    if (lines.has(stockKey))
      throw usage(`${JSON.stringify(stockKey.slice(0, 80))} is named twice; which number is meant?`);
    lines.set(stockKey, quantity);
  }
  if (lines.size > STOCK_LIMITS.linesMax)
    throw usage(`${lines.size} stock keys at once; at most ${STOCK_LIMITS.linesMax}`);
  return [...lines].map(([stockKey, quantity]) => ({ stockKey, quantity }));
}

interface Adjust {
  readonly kind: AdjustKind;
  readonly lines: readonly StockLine[];
  readonly id: string | undefined;
  readonly io: CliIo;
}

async function adjust({ stock, endsAt }: SaleSession, { kind, lines, id, io }: Adjust): Promise<ExitCode> {
  const request = { id: id ?? adjustIdOf(kind.name, lines), lines };
  const call = kind.name === 'restock' ? () => stock.restock(request) : () => stock.withdraw(request);
  const verdict = await insist(call, { endsAt, io });
  if (verdict.kind !== 'changed' && verdict.kind !== 'already') return tellHindrance(verdict, io);
  const units = lines.map(({ stockKey, quantity }) => `${stockKey} ${quantity}`).join(', ');
  const told =
    verdict.kind === 'changed'
      ? `${kind.done} (id ${request.id}): ${units}`
      : `nothing to do: ${units} were ${kind.done} before by this very command (id ${request.id}); to do it once more give --id another name`;
  io.stdout.write(`${plainText(told)}\n`);
  return EXIT_CLEAN;
}

/** An id that the same content always has, whatever the order of its lines. */
export function adjustIdOf(name: AdjustKind['name'], lines: readonly StockLine[]): string {
  const sorted = [...lines]
    .sort((left, right) => (left.stockKey < right.stockKey ? -1 : 1))
    .map(({ stockKey, quantity }) => [stockKey, quantity]);
  return `${name}:${sha256Hex(canonicalJson(sorted)).slice(0, ID_DIGITS)}`;
}
