import { Option, type Command } from 'commander';
import {
  COLUMN_PRESETS,
  ENCODINGS,
  type CatalogFormat,
  type ColumnPreset,
  type Encoding,
} from '../catalog/format.js';
import { OFFER_COLUMNS, type OfferColumn } from '../catalog/offer.js';
import { isGuardError } from '../core/errors.js';
import { nearestName } from '../core/edit-distance.js';
import { timeZoneOf } from '../core/time-zone.js';
import { parseCurrency } from '../money/currency.js';
import { defineNumberFormat, type NumberFormat } from '../money/number-format.js';
import { GROUP_SEPARATORS, type GroupSeparatorName } from '../wire/policy-defaults.js';
import { withCatalog, type Policy } from '../wire/policy.js';
import { loadPolicy } from './policy-file.js';
import { usage } from './usage.js';

/** Flags of the command line that say how a catalogue is written. */
export interface FormatFlags {
  readonly columns?: string;
  readonly preset?: ColumnPreset;
  readonly currency?: string;
  readonly encoding?: Encoding;
  readonly groupSeparator?: GroupSeparatorName;
  readonly decimalSeparator?: NumberFormat['decimalSeparator'];
  /** On top of those of the policy. */
  readonly currencySign?: readonly string[];
  readonly timeZone?: string;
}

/**
 * Adds every option that says how a catalogue is written to a command, whose flags then are {@link FormatFlags}.
 *
 * @returns the command, for chaining.
 */
export function addFormatOptions(command: Command): Command {
  return command
    .option(
      '--columns <from=to,...>',
      'which of your columns is which of ours, such as 품번=sku,판매가=price',
    )
    .addOption(new Option('--preset <name>', 'a named set of column headers').choices(COLUMN_PRESETS))
    .option('--currency <code>', 'currency of rows that name none')
    .addOption(encodingOption())
    .addOption(
      new Option('--group-separator <sign>', 'what stands between groups of three digits').choices(
        GROUP_SEPARATORS,
      ),
    )
    .addOption(new Option('--decimal-separator <sign>', 'what stands before decimals').choices(['.', ',']))
    .option(
      '--currency-sign <sign>',
      'a sign beside the digits, such as 원; may be given several times',
      (sign: string, before: readonly string[]) => [...before, sign],
      NO_SIGNS,
    )
    .option('--time-zone <zone>', 'zone of sale times without an offset: Asia/Seoul, +09:00');
}

const NO_SIGNS: readonly string[] = [];

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
 * The policy of a command with what its flags say of the catalogue files on top: what a report is stamped with is the hash
 * of both, so that a report made by other flags is known as such.
 *
 * @throws GuardError as `loadPolicy` and {@link formatFor} do.
 */
export function policyFor(flags: FormatFlags & { readonly policy?: string }): Policy {
  const policy = loadPolicy(flags.policy);
  return withCatalog(policy, formatFor(policy.catalog, flags));
}

/**
 * The policy's catalogue format with what the command line says on top.
 *
 * @throws GuardError `usage` for an unknown column, currency or time zone, and for numbers that could be read in two ways.
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
    numbers: numbersFor(base.numbers, flags),
    timeZone: flags.timeZone === undefined ? base.timeZone : requireZone(flags.timeZone),
    columns:
      flags.columns === undefined ? base.columns : new Map([...base.columns, ...parseColumns(flags.columns)]),
  };
}

function numbersFor(base: NumberFormat, flags: FormatFlags): NumberFormat {
  const { groupSeparator: group, decimalSeparator, currencySign = NO_SIGNS } = flags;
  if (group === undefined && decimalSeparator === undefined && currencySign.length === 0) return base;
  try {
    return defineNumberFormat({
      groupSeparator: group === undefined ? base.groupSeparator : group === 'none' ? undefined : group,
      decimalSeparator: decimalSeparator ?? base.decimalSeparator,
      currencySigns: [...new Set([...base.currencySigns, ...currencySign])],
    });
  } catch (error) {
    if (!isGuardError(error, 'invalid-argument')) throw error;
    throw usage(
      `${error.message}; see --group-separator, --decimal-separator and --currency-sign, and catalog.numbers of the policy`,
    );
  }
}

function requireZone(name: string): string {
  if (timeZoneOf(name) !== undefined) return name;
  throw usage(`--time-zone ${name} is no time zone; write a place such as Asia/Seoul, or an offset: +09:00`);
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
