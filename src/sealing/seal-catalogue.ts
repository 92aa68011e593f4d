import { auditCatalog } from '../audit/audit.js';
import type { AuditResult } from '../audit/result.js';
import { PriceBookWriter } from '../book/price-book-writer.js';
import type { PriceBookHeader, PriceBookTrailer } from '../catalog/price-book.js';
import { addEntries } from './add-entries.js';
import { BookRows } from './book-rows.js';
import { checkSale } from './check-sale.js';
import { compareReport } from './compare-report.js';
import { openFindings, type OpenFindings } from './open-findings.js';
import { SaleSettings } from './sale-settings.js';
import type { SealOptions } from './seal-options.js';
import { refusal, type SealRefusal } from './seal-refusal.js';

/** What came of a sealing. */
export type Sealed =
  | {
      readonly kind: 'sealed';
      readonly header: PriceBookHeader;
      readonly trailer: PriceBookTrailer;
      /** Of the book. */
      readonly bytes: number;
      /** Open findings of rows that were judged and are not for sale. */
      readonly leftOut: readonly SealRefusal[];
      readonly result: AuditResult;
    }
  | {
      readonly kind: 'refused';
      /** At least one. */
      readonly refusals: readonly SealRefusal[];
      /** Undefined where nothing was judged. */
      readonly result: AuditResult | undefined;
    };

/**
 * Judges the catalogue again, with the approvals, and signs what may be sold as a price book.
 *
 * A book is refused unless: the report says what judging again says (policy, files, findings); every finding that asks for a
 * person was mended or approved; every offer has a reference, or was approved without; the key's owner may seal; the sale and
 * the rows agree on window, currency, stock and units. Nothing is written to a refused book.
 *
 * @throws GuardError as {@link auditCatalog} does; whatever `write` throws.
 */
export async function sealCatalogue(options: SealOptions): Promise<Sealed> {
  const { sale, report, now } = options;
  const early = checkSale(options);
  if (early.length > 0) return { kind: 'refused', refusals: early, result: undefined };
  const rows = new BookRows();
  const saleWindow = { startsAt: sale.startsAt, endsAt: sale.endsAt };
  const result = await auditCatalog({
    ...options.audit,
    now: Date.parse(report.now),
    approvals: { signed: options.approvals, at: now, saleWindow },
    onJudged: (judged) => {
      rows.see(judged);
    },
  });
  const differences = compareReport(report, result);
  if (differences.length > 0) return { kind: 'refused', refusals: differences, result };
  return writeBook(options, rows, result);
}

async function writeBook(options: SealOptions, rows: BookRows, result: AuditResult): Promise<Sealed> {
  const { sale, onOpenRow, key, write } = options;
  const open = openFindings(result.findings);
  const leaves = onOpenRow === 'leave-out';
  const settings = new SaleSettings(sale);
  const header = headerOf(options, result);
  const writer = new PriceBookWriter({ header, sharedStockKeys: settings.sharedStockKeys });
  const isLeftOut = (key: string, sku: string): boolean =>
    leaves && (open.byRow.has(key) || open.unreadSkus.has(sku));
  const added = addEntries(rows, settings, { writer, isLeftOut });
  const refusals = [...open.others, ...(leaves ? [] : openRows(open)), ...added.refusals];
  if (refusals.length === 0 && added.count === 0)
    refusals.push(refusal('nothing-to-sell', 'nothing is left to sell: every row has an open finding'));
  if (refusals.length > 0) return { kind: 'refused', refusals, result };
  const written = await writer.finish({ key, write });
  if (written.kind === 'refused') {
    const messages = written.problems.map(({ kind, message }) =>
      refusal(kind === 'stock-not-shared' ? 'stock-key' : 'bad-entry', message),
    );
    return { kind: 'refused', refusals: messages, result };
  }
  const { trailer, bytes } = written;
  return { kind: 'sealed', header, trailer, bytes, leftOut: leaves ? openRows(open) : [], result };
}

function openRows(open: OpenFindings): SealRefusal[] {
  return [...open.byRow.values()].flat();
}

function headerOf({ sale, now, audit }: SealOptions, result: AuditResult): PriceBookHeader {
  return {
    schema: 'saleguard/price-book/1',
    saleId: sale.saleId,
    epoch: sale.epoch,
    startsAt: sale.startsAt,
    endsAt: sale.endsAt,
    sealedAt: now,
    policyHash: result.policy.hash,
    batchDigest: result.summary.batch.digest,
    promotionsSha256: audit.promotions?.sha256,
    currency: sale.currency,
    lossBudgetMinor: sale.lossBudgetMinor,
    channels: sale.channels,
    approvalIds: result.summary.batch.approvalIds,
  };
}
