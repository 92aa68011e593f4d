import { mkdirSync } from 'node:fs';
import { Command } from 'commander';
import { incidentOf } from '../../control/incident.js';
import type { SaleStory } from '../../control/sale-story.js';
import { GuardError } from '../../core/errors.js';
import type { TripRule } from '../../catalog/trip.js';
import type { StockStore } from '../../stock/store.js';
import { plainText } from '../../text/plain-text.js';
import { counted } from '../counted.js';
import { fileReason } from '../file-reason.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { checkPlaces } from '../output-places.js';
import { ProgressLine } from '../progress.js';
import { insist } from '../sale/insist.js';
import { readReservations, readStory, type PageReading } from '../sale/read-sale.js';
import { RecordSpool } from '../sale/record-spool.js';
import {
  openRedis,
  runOnSale,
  withSaleFlags,
  type OpenStore,
  type SaleFlags,
  type SaleSession,
} from '../sale/sale-session.js';
import { sessionFiles } from '../sale/session-files.js';
import { tellHindrance } from '../sale/tell-verdict.js';
import { writeOrders, type WrittenOrders } from '../sale/write-orders.js';
import { writeIncidents } from '../incident/write-incidents.js';
import { usage } from '../usage.js';

interface ExportFlags extends SaleFlags {
  readonly orders?: string;
  readonly incidents?: string;
  readonly quiet?: boolean;
}

const EXAMPLES = `
Examples:
  saleguard export --sale electronics-1127 --orders orders.jsonl --incidents incidents/
  saleguard export --sale electronics-1127 --incidents incidents/

Orders: one a line, in order of id, as the guard admitted them. What was captured with which instrument is for your own payments to
say: each bought order has one payment with the reference of its commit, method "unstated" and the amount that was to be paid.
Incidents: one JSON file for each trip (trip-1.json ...), with the rule, what was measured, where to look for its orders, and what
was done since. The same sale always gives the same bytes. A file that "saleguard incident" has changed is left as it is.
docs/operator.md has the forms.
--timeout is for each page that is read, not for the whole.
Exit codes: 0 written, 1 some reservations could not be told as orders, 2 could not run.
`;

/** `saleguard export`: the orders of a sale, and the incidents of its trips. */
export function exportCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return withSaleFlags(new Command('export'))
    .description('Write the orders of a sale as JSON lines, and each trip as an incident file.')
    .option('--orders <file>', 'where the orders go')
    .option('--incidents <folder>', 'folder for the incident files; made if need be')
    .option('--quiet', 'no progress, no summary')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ExportFlags) => {
      const { orders, incidents } = flags;
      if (orders === undefined && incidents === undefined)
        throw usage('say what to write: --orders <file>, --incidents <folder>, or both');
      if (orders === '-') throw usage('orders are written to a file; name it with --orders');
      if (orders !== undefined) checkPlaces([orders], sessionFiles(flags, io));
      await runOnSale(flags, { io, openStore }, (session) => exportSale(session, flags, io));
    });
}

async function exportSale({ stock, endsAt }: SaleSession, flags: ExportFlags, io: CliIo): Promise<ExitCode> {
  const active = await insist(() => stock.activity(), { endsAt, io });
  if (active.kind !== 'found') return tellHindrance(active, io);
  const progress = new ProgressLine(io, { isQuiet: flags.quiet === true });
  const spool = flags.orders === undefined ? undefined : new RecordSpool({ of: 'reservations' });
  try {
    if (spool !== undefined) {
      // Before the journal: what the journal says then holds for every record that was read.
      const read = await readReservations(
        stock,
        (reservation) => spool.add(reservation.id, JSON.stringify(reservation)),
        readingOf('reading reservations', { flags, io, progress }),
      );
      if (read.kind === 'hindered') return tellHindrance(read.by, io);
    }
    const story = await readStory(stock, readingOf('reading the journal', { flags, io, progress }));
    progress.clear();
    if (story.kind === 'hindered') return tellHindrance(story.by, io);
    return writeAll(flags, { stock, spool, story: story.value, tripRules: active.activity.tripRules, io });
  } finally {
    progress.clear();
    spool?.dispose();
  }
}

interface ReadSale {
  readonly stock: StockStore;
  readonly spool: RecordSpool | undefined;
  readonly story: SaleStory;
  readonly tripRules: readonly TripRule[];
  readonly io: CliIo;
}

function writeAll(flags: ExportFlags, { stock, spool, story, tripRules, io }: ReadSale): ExitCode {
  const tell = (text: string): void => {
    if (flags.quiet !== true) io.stdout.write(`${plainText(text)}\n`);
  };
  const { saleId } = stock;
  let exit: ExitCode = EXIT_CLEAN;
  if (spool !== undefined && flags.orders !== undefined) {
    const written = writeOrders(flags.orders, { spool, story, saleId });
    tell(`${flags.orders}: ${counted(written.count, 'order')}, SHA-256 ${written.sha256}`);
    if (written.untoldCount > 0) exit = EXIT_FINDINGS;
    tellUntold(written, io);
  }
  if (story.unreadable.length > 0) {
    exit = EXIT_FINDINGS;
    io.stderr.write(
      `saleguard: the store cannot read ${plainText(story.unreadable.slice(0, 10).join(', '))}; look at these records\n`,
    );
  }
  if (flags.incidents !== undefined) {
    const folder = flags.incidents;
    makeFolder(folder);
    const source = { saleId, tripRules, audited: story.audited };
    const kept = writeIncidents(
      folder,
      story.trips.map((trip) => ({ number: trip.trip.number, incident: incidentOf(trip, source) })),
    );
    tell(`${folder}: ${counted(story.trips.length, 'incident')}`);
    for (const file of kept) tell(`${file}: somebody has worked on it since, left as it is`);
  }
  return exit;
}

function tellUntold({ untold, untoldCount }: WrittenOrders, io: CliIo): void {
  if (untoldCount === 0) return;
  const more = untoldCount > untold.length ? ` and ${String(untoldCount - untold.length)} more` : '';
  io.stderr.write(
    `saleguard: ${counted(untoldCount, 'reservation')} could not be told as orders, because their prices are not kept with them: ${plainText(untold.join(', '))}${more}. no-note: not reserved by this release of the guard; too-large: more lines than a note holds. Your order database has them\n`,
  );
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new GuardError({
      code: 'file',
      message: `cannot make the folder ${folder}: ${fileReason(cause)}`,
      cause,
    });
  }
}

function readingOf(
  label: string,
  {
    flags,
    io,
    progress,
  }: { readonly flags: ExportFlags; readonly io: CliIo; readonly progress: ProgressLine },
): PageReading {
  return {
    io,
    pageMs: flags.timeout * 1000,
    onPage: (rowCount) => {
      progress.tick({ label, rowCount, bytesRead: 0, bytesTotal: undefined });
    },
  };
}
