import type { PlacedAcceptance } from '../audit/accept-quarantined.js';
import { DEFAULT_PRICE_LIST } from '../catalog/offer.js';
import type { ReadRow } from '../catalog/row.js';
import { GuardError } from '../core/errors.js';
import { currencyExponent, parseCurrency } from '../money/currency.js';
import { PLAIN_NUMBERS, readAmount } from '../money/decimal-text.js';
import { catalogFile } from '../readers/catalog-reader.js';
import { ownText } from '../readers/text-memory.js';
import { builtInPolicy } from '../wire/policy.js';
import { usage } from './usage.js';

/** Flags of the command line that name prices to accept. */
export interface AcceptFlags {
  readonly sku?: string;
  readonly priceList?: string;
  readonly currency?: string;
  readonly price?: string;
  readonly from?: string;
}

/** Prices of one file: a person has looked at each of them. */
const ROWS_MAX = 100_000;
/** Rows that cannot be used which a message spells out. */
const SHOWN_MAX = 20;

/**
 * The prices to accept, from the four flags or from a file.
 *
 * @throws GuardError `usage` for flags that are missing, contradict each other or cannot be read, and for a price of 0 or
 * less; `input`, naming file and line, for rows that cannot be used; `file` when the file cannot be read.
 */
export async function readAccepted(flags: AcceptFlags): Promise<readonly PlacedAcceptance[]> {
  const { sku, priceList, currency, price, from } = flags;
  if (from === undefined) return [oneAccepted(flags)];
  const doubled = Object.entries({ sku, 'price-list': priceList, currency, price }).find(
    ([, value]) => value !== undefined,
  );
  if (doubled !== undefined) throw usage(`--from names every price in its file; leave --${doubled[0]} out`);
  return readFile(from);
}

function oneAccepted(flags: AcceptFlags): PlacedAcceptance {
  const { sku, currency: code, price } = flags;
  if (sku === undefined || code === undefined || price === undefined) {
    throw usage('name the price by --sku, --currency and --price (and --price-list), or many by --from');
  }
  const currency = parseCurrency(code);
  if (currency === undefined) {
    throw usage(`--currency ${code} is not an ISO 4217 code; write it like KRW or USD`);
  }
  const reading = readAmount(price, currencyExponent(currency), PLAIN_NUMBERS);
  if (reading.kind !== 'amount') {
    throw usage(
      `--price ${price} is no amount of ${currency} (${reading.problem}); write it like 13600 or 12.90`,
    );
  }
  if (reading.minor <= 0) {
    throw usage(`--price ${price}: a price of 0 or less can never be a reference, so nobody can accept it`);
  }
  return { sku, priceList: flags.priceList ?? DEFAULT_PRICE_LIST, currency, priceMinor: reading.minor };
}

/** A list of prices is read as a catalogue is: it has the same columns. */
async function readFile(path: string): Promise<readonly PlacedAcceptance[]> {
  const accepted: PlacedAcceptance[] = [];
  const wrong: string[] = [];
  for await (const rows of catalogFile({ path }, builtInPolicy().catalog).open().rows) {
    for (const row of rows) {
      const place = `${path}:${String(row.line)}`;
      const problem = problemOf(row);
      if (problem !== undefined) wrong.push(`${place}: ${problem}`);
      else if (row.offer !== undefined) {
        const { sku, priceList, currency, priceMinor } = row.offer;
        accepted.push({ sku: ownText(sku), priceList: ownText(priceList), currency, priceMinor, place });
      }
    }
    if (accepted.length + wrong.length > ROWS_MAX) {
      throw usage(`${path} names more than ${String(ROWS_MAX)} prices; accept them in parts`);
    }
  }
  if (wrong.length === 0) return accepted;
  const more = wrong.length > SHOWN_MAX ? `\n… and ${String(wrong.length - SHOWN_MAX)} more` : '';
  throw new GuardError({
    code: 'input',
    message: `${wrong.slice(0, SHOWN_MAX).join('\n')}${more}\nnothing was written`,
    data: { file: path, count: wrong.length },
  });
}

function problemOf({ offer, problems }: ReadRow): string | undefined {
  const [first] = problems;
  if (first !== undefined) {
    const hint = first.hint === undefined ? '' : `: ${first.hint}`;
    return `${first.column ?? 'the row'} ${first.text === '' ? 'is empty' : `is "${first.text}"`} (${first.kind})${hint}`;
  }
  if (offer !== undefined && offer.priceMinor <= 0) {
    return 'a price of 0 or less can never be a reference, so nobody can accept it';
  }
  return undefined;
}
