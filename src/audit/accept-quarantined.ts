import { offerKey } from '../catalog/offer-key.js';
import type { QuarantineAcceptance, ScreenedRun } from '../catalog/reference.js';
import { printDay } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { currencyExponent } from '../money/currency.js';
import { printAmount } from '../money/decimal-text.js';
import { Acceptances } from '../pricing/references/acceptance.js';
import { quarantinedRuns, type QuarantinedRun } from '../pricing/references/quarantined.js';
import { openReferences } from '../readers/references-file.js';
import { buildReferences } from './build-references.js';

/** One price a person accepts, and where they said so. */
export interface PlacedAcceptance extends QuarantineAcceptance {
  /** Such as `accepted.csv:3`; named first in what is said about it. */
  readonly place?: string | undefined;
}

/** Everything one acceptance is given. */
export interface AcceptQuarantinedOptions {
  /** The references file. */
  readonly file: string;
  /** Where the references are written; may be the same file. */
  readonly out: string;
  readonly acceptances: readonly PlacedAcceptance[];
}

/** What became of an accepted price. */
export interface AcceptedPrice extends QuarantineAcceptance {
  /** `accepted` now, or `already` before: then nothing changed for it. */
  readonly kind: 'accepted' | 'already';
  /** Days of this price that were in quarantine and count from now on; 0 for `already`. */
  readonly dayCount: number;
}

/** Prices of one SKU a message names. */
const NAMED_MAX = 10;
/** Prices that cannot be accepted which a message spells out. */
const WRONG_MAX = 20;

/**
 * Marks quarantined prices as meant, so that the statistics of their keys count them, now and in later updates for as long
 * as the price stands in the 91 days of the file. Nothing else in the file changes, and nothing is written when one of
 * the prices cannot be accepted.
 *
 * Memory: the entries of the SKUs named, whatever the size of the file.
 *
 * @example
 * await acceptQuarantined({ file, out: file, acceptances: [{ sku, priceList: 'default', currency: 'KRW', priceMinor }] });
 * @throws GuardError `invalid-argument` for a price of 0 or less; `input` for a price that is not in quarantine, naming
 * what is there of that SKU, and for a damaged file; `file` when one cannot be read or written.
 */
export async function acceptQuarantined(
  options: AcceptQuarantinedOptions,
): Promise<readonly AcceptedPrice[]> {
  // Refuses a price of nothing before hours of reading.
  new Acceptances(options.acceptances);
  const known = await readWanted(options.file, new Set(options.acceptances.map(({ sku }) => sku)));
  const answers = options.acceptances.map((acceptance) => answerTo(acceptance, known));
  const wrong = answers.filter((answer) => typeof answer === 'string');
  if (wrong.length > 0) throw notInQuarantine(options.file, wrong);
  await buildReferences({
    histories: [],
    previous: options.file,
    out: options.out,
    onProblems: 'refuse',
    accept: options.acceptances,
    // No price is read, so that there is no future to refuse.
    now: 0,
  });
  return answers.filter((answer) => typeof answer !== 'string');
}

/** What the file holds of the SKUs asked for. */
interface WantedEntries {
  /** By `offerKey`. */
  readonly runs: ReadonlyMap<string, readonly ScreenedRun[]>;
  /** By SKU, those of the file only. */
  readonly quarantined: ReadonlyMap<string, readonly QuarantinedRun[]>;
}

async function readWanted(file: string, skus: ReadonlySet<string>): Promise<WantedEntries> {
  const runs = new Map<string, readonly ScreenedRun[]>();
  const quarantined = new Map<string, QuarantinedRun[]>();
  const references = await openReferences(file);
  try {
    for await (const entries of references.entries) {
      for (const entry of entries) {
        if (!skus.has(entry.sku)) continue;
        runs.set(offerKey(entry), entry.runs);
        const found = quarantined.get(entry.sku) ?? [];
        found.push(...quarantinedRuns(entry));
        quarantined.set(entry.sku, found);
      }
    }
  } finally {
    await references.close();
  }
  return { runs, quarantined };
}

/** What becomes of one price; a text says why it cannot be accepted. */
function answerTo(acceptance: PlacedAcceptance, known: WantedEntries): AcceptedPrice | string {
  const { sku, priceList, currency, priceMinor, place } = acceptance;
  const ofPrice = (known.runs.get(offerKey(acceptance)) ?? []).filter((run) => run.priceMinor === priceMinor);
  const waiting = ofPrice.filter((run) => run.standing === 'quarantined');
  const dayCount = waiting.reduce((days, run) => days + run.dayCount, 0);
  if (dayCount > 0) return { sku, priceList, currency, priceMinor, kind: 'accepted', dayCount };
  if (ofPrice.some((run) => run.standing === 'accepted')) {
    return { sku, priceList, currency, priceMinor, kind: 'already', dayCount: 0 };
  }
  const price = `${printAmount(priceMinor, currencyExponent(currency))} ${currency} of ${sku} in price list ${priceList}`;
  const said = ofPrice.length > 0 ? 'counts already and needs no acceptance' : 'is not in quarantine';
  return `${place === undefined ? '' : `${place}: `}${price} ${said}; ${whatIsThere(sku, known.quarantined.get(sku))}`;
}

function whatIsThere(sku: string, runs: readonly QuarantinedRun[] | undefined): string {
  if (runs === undefined) return `the file knows no SKU ${sku}`;
  if (runs.length === 0) return `nothing of ${sku} is in quarantine`;
  const named = runs.slice(0, NAMED_MAX).map(({ priceMinor, priceList, currency, startsOn, dayCount }) => {
    const amount = printAmount(priceMinor, currencyExponent(currency));
    const days = `${String(dayCount)} ${dayCount === 1 ? 'day' : 'days'}`;
    return `${amount} ${currency} in price list ${priceList} (${days} from ${printDay(startsOn)})`;
  });
  const more = runs.length > NAMED_MAX ? ` and ${String(runs.length - NAMED_MAX)} more` : '';
  return `in quarantine of ${sku}: ${named.join(', ')}${more}`;
}

function notInQuarantine(file: string, wrong: readonly string[]): GuardError {
  const listed = wrong.slice(0, WRONG_MAX);
  const more =
    wrong.length > WRONG_MAX
      ? [`… and ${String(wrong.length - WRONG_MAX)} more that cannot be accepted`]
      : [];
  return new GuardError({
    code: 'input',
    message: [...listed, ...more, `${file}: nothing was written`].join('\n'),
    data: { file, count: wrong.length },
  });
}
