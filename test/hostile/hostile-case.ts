import type { ReadProblem } from '../../src/catalog/row.js';

/** One hostile input with everything it must lead to: at the readers, and at the end of `saleguard audit`. */
export interface HostileCase {
  readonly name: string;
  /** Files to be made before the run, by name; a name that ends with `/` is a folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Arguments of `saleguard audit`, run in the folder of the files. */
  readonly args: readonly string[];
  /** A file nobody may read; the superuser may, so the run needs another user. */
  readonly unreadable?: string;
  readonly expect: HostileOutcome;
}

export interface HostileOutcome {
  /** 0 accepted unharmed, 1 findings, 2 could not run. */
  readonly exit: 0 | 1 | 2;
  /** Rules that must have a finding. */
  readonly ruleIds?: readonly string[];
  /** Texts that standard error must hold. */
  readonly stderr?: readonly string[];
  /** Line of the first problem. */
  readonly line?: number;
  /** Every problem of the readers, in the order of the file. */
  readonly problems?: readonly ReadProblem['kind'][];
  /** Rows that give an offer. */
  readonly offers?: number;
  /** The first SKU read, when it is what the case is about. */
  readonly sku?: string;
}

export const HEADER = 'sku,price,currency';
/** A row nothing is wrong with. */
export const GOOD = 'EP-200,89000,KRW';

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** Bytes written as one character each, so that any byte can be given. */
export function rawBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** A CSV file of lines, each ended with a line feed. */
export function csv(...lines: readonly string[]): Uint8Array {
  return bytesOf(lines.map((line) => `${line}\n`).join(''));
}

interface Options {
  readonly file?: string;
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

function hostile(name: string, content: Uint8Array, expect: HostileOutcome, options: Options): HostileCase {
  const file = options.file ?? 'catalog.csv';
  return {
    name,
    files: { [file]: content, ...options.files },
    args: [file, ...(options.args ?? [])],
    expect,
  };
}

/** The audit passes and no row has a problem. */
export function accepted(
  name: string,
  content: Uint8Array,
  expect: Omit<HostileOutcome, 'exit' | 'problems'> & { readonly offers: number },
  options: Options = {},
): HostileCase {
  return hostile(name, content, { exit: 0, problems: [], ...expect }, options);
}

/** Rows are refused, each with its problem; the others are read. */
export function refusedRows(
  name: string,
  content: Uint8Array,
  expect: Pick<HostileOutcome, 'ruleIds' | 'offers' | 'sku'> &
    Required<Pick<HostileOutcome, 'problems' | 'line'>>,
  options: Options = {},
): HostileCase {
  return hostile(name, content, { exit: 1, ruleIds: ['parse-strict'], ...expect }, options);
}

/** The file as a whole is refused, with these words. */
export function refusedFile(
  name: string,
  content: Uint8Array,
  stderr: readonly string[],
  options: Options = {},
): HostileCase {
  return hostile(name, content, { exit: 2, stderr }, options);
}
