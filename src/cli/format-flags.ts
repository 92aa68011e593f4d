import { Option } from 'commander';
import { ENCODINGS, type CatalogFormat, type ColumnPreset, type Encoding } from '../catalog/format.js';
import { OFFER_COLUMNS, type OfferColumn } from '../catalog/offer.js';
import { GuardError } from '../core/errors.js';
import { nearestName } from '../core/edit-distance.js';
import { parseCurrency } from '../money/currency.js';

/** Flags of the command line that say how a catalogue is written. */
export interface FormatFlags {
  readonly columns?: string;
  readonly preset?: ColumnPreset;
  readonly currency?: string;
  readonly encoding?: Encoding;
}

/** Other names of the encodings, as editors and `file` call them. */
const ENCODING_NAMES: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ...ENCODINGS.map((name) => [name, name] as const),
  ['utf8', 'utf-8'],
  ['cp949', 'euc-kr'],
  ['ms949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['euckr', 'euc-kr'],
]);

/** `--encoding`, under any usual name of an encoding. */
export function encodingOption(): Option {
  return new Option(
    '--encoding <name>',
    'encoding of the files: utf-8 (default), or euc-kr, also named cp949',
  ).argParser((text) => {
    const encoding = ENCODING_NAMES.get(text.toLowerCase());
    if (encoding !== undefined) return encoding;
    throw usage(
      `--encoding ${text} is not one of ${ENCODINGS.join(', ')} (cp949 is read by euc-kr); save the file as UTF-8`,
    );
  });
}

/**
 * The policy's catalogue format with what the command line says on top.
 *
 * @throws GuardError `usage` for an unknown column or currency.
 */
export function formatFor(base: CatalogFormat, flags: FormatFlags): CatalogFormat {
  const currency = flags.currency === undefined ? base.currency : parseCurrency(flags.currency);
  if (flags.currency !== undefined && currency === undefined) {
    throw usage(`--currency ${flags.currency} is not an ISO 4217 code; write it like KRW or USD`);
  }
  return {
    ...base,
    currency,
    encoding: flags.encoding ?? base.encoding,
    preset: flags.preset ?? base.preset,
    columns:
      flags.columns === undefined ? base.columns : new Map([...base.columns, ...parseColumns(flags.columns)]),
  };
}

/** Reads `품번=sku,판매가=price`; the last `=` of a pair separates, since a header may hold one. */
function parseColumns(text: string): [string, OfferColumn][] {
  return text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=');
    const from = pair.slice(0, Math.max(0, at)).trim();
    const to = pair.slice(at + 1).trim();
    if (at < 1 || from === '') throw usage(`--columns ${pair}: write header=column, such as 판매가=price`);
    const column = OFFER_COLUMNS.find((name) => name === to);
    if (column !== undefined) return [from, column];
    const nearest = nearestName(to, OFFER_COLUMNS);
    const hint =
      nearest === undefined ? `the columns are ${OFFER_COLUMNS.join(', ')}` : `did you mean ${nearest}?`;
    throw usage(`--columns ${pair}: there is no column ${to}; ${hint}`);
  });
}

function usage(message: string): GuardError {
  return new GuardError({ code: 'usage', message });
}
