import { Command } from 'commander';
import { stockKeyScope, type SaleMode } from '../../stock/mode.js';
import type { Refused } from '../../stock/verdict.js';
import { plainText } from '../../text/plain-text.js';
import { EXIT_CLEAN, EXIT_FAILED, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { actorOf, KEY_FILE_VARIABLE, POLICY_VARIABLE, withActorFlags, type ActorFlags } from './actor.js';
import { insist } from './insist.js';
import {
  runOnSale,
  SALE_VARIABLE,
  withSaleFlags,
  type OpenStore,
  type SaleFlags,
  type SaleSession,
} from './sale-session.js';
import { scopesOf, withScopeFlags, type ScopeFlags } from './scope-flags.js';
import { tellHindrance } from './tell-verdict.js';

const STOCK_SCOPE = stockKeyScope('');

interface HoldFlags extends SaleFlags, ActorFlags, ScopeFlags {
  readonly reason: string;
}

/** One way to hold a sale. */
export interface HoldKind {
  readonly name: 'drain' | 'freeze' | 'close';
  readonly mode: Exclude<SaleMode, 'open' | 'probe'>;
  readonly description: string;
  /** What happens to orders meanwhile. */
  readonly says: string;
}

/** `saleguard drain`, `freeze` and `close`: places this person's own hold on a scope. */
export function holdCommand(
  kind: HoldKind,
  { io, openStore }: { readonly io: CliIo; readonly openStore: OpenStore },
): Command {
  const command = new Command(kind.name)
    .description(kind.description)
    .requiredOption('--reason <text>', 'why, for the journal: no personal data, up to 200 bytes');
  return withScopeFlags(withSaleFlags(withActorFlags(command)))
    .addHelpText('after', helpText(kind))
    .action(async (flags: HoldFlags) => {
      const scopes = scopesOf(flags);
      const { person } = actorOf(flags, io);
      await runOnSale(flags, { io, openStore }, (session) =>
        holdAll(session, { kind, scopes, actor: person.id, reason: flags.reason, io }),
      );
    });
}

function helpText({ name, says }: HoldKind): string {
  return `
Examples:
  saleguard ${name} --sale electronics-1127 --policy saleguard.policy.yaml --key me.key --reason "price of EP-100 looks wrong"
  saleguard ${name} --sku EP-100 --reason "wrong price"     with ${SALE_VARIABLE}, ${POLICY_VARIABLE} and ${KEY_FILE_VARIABLE} set

${says}
Several people may hold a scope: the strictest hold counts, and each is lifted by itself ("saleguard resume"), by the signature of
somebody else than its holder. Sent again it has no further effect.
Exit codes: 0 held, 1 refused, 2 could not run or no answer.
`;
}

interface HoldAll {
  readonly kind: HoldKind;
  readonly scopes: readonly string[];
  readonly actor: string;
  readonly reason: string;
  readonly io: CliIo;
}

async function holdAll(
  { stock, endsAt }: SaleSession,
  { kind, scopes, actor, reason, io }: HoldAll,
): Promise<ExitCode> {
  let exit: ExitCode = EXIT_CLEAN;
  for (const scope of scopes) {
    const missing = await missingStockKey(stock, scope);
    if (missing !== undefined) {
      exit = worse(exit, tellHindrance(missing, io));
      continue;
    }
    // One's own hold is named: without it a drain beside somebody's freeze would mean the freeze.
    const request = { mode: kind.mode, scope, holder: actor, actor, reason };
    const verdict = await insist(() => stock.setMode(request), { endsAt, io });
    if (verdict.kind === 'changed' || verdict.kind === 'already') {
      const now = verdict.kind === 'already' ? 'already' : `was ${verdict.previous}, now ${verdict.mode}`;
      io.stdout.write(`${plainText(`${scope}: ${kind.mode} by ${actor} (${now})`)}\n`);
    } else exit = worse(exit, tellHindrance(verdict, io));
  }
  return exit;
}

/**
 * A stock key that is not on sale stops nothing, and whoever typed it would believe that it does. Where the store does not say so
 * for sure, the hold goes on its way: nothing stands between a person and a stop.
 */
async function missingStockKey(
  stock: SaleSession['stock'],
  scope: string,
): Promise<Refused<'unknown_sku'> | undefined> {
  if (!scope.startsWith(STOCK_SCOPE)) return undefined;
  const verdict = await stock.snapshot({ stockKeys: [scope.slice(STOCK_SCOPE.length)] });
  return verdict.kind === 'refused' && verdict.reason === 'unknown_sku' ? verdict : undefined;
}

function worse(left: ExitCode, right: ExitCode): ExitCode {
  if (left === EXIT_FAILED || right === EXIT_FAILED) return EXIT_FAILED;
  return left === EXIT_FINDINGS || right === EXIT_FINDINGS ? EXIT_FINDINGS : EXIT_CLEAN;
}
