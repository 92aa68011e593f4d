import { GuardError } from '../core/errors.js';
import { nearestName } from '../core/edit-distance.js';
import { visibleText } from './shown-text.js';

/** Headers named in one message. */
const NAMED_MAX = 20;
const HANGUL = /\p{Script=Hangul}/u;
const BLANKS = /\s/gu;

/** The columns one kind of file knows, and what they may be called. */
export interface ColumnVocabulary<C extends string> {
  /** Every column by its canonical name; a column's index here is its slot. */
  readonly columns: readonly C[];
  /** Header as the file writes it -> column, declared by the shop: it wins over every other name. */
  readonly declared: ReadonlyMap<string, C>;
  /** Other names of a named preset. */
  readonly preset: Readonly<Partial<Record<C, readonly string[]>>> | undefined;
  readonly required: readonly C[];
  /** Columns nobody can declare a header for: they must be called so. */
  readonly fixed: readonly C[];
  /** Columns in which JSON's `true` and `false` may stand. */
  readonly booleans: readonly C[];
}

/**
 * Which column each field of a file belongs to. Plain data: it can be handed to another thread with a piece of the file.
 */
export interface ColumnPlan<C extends string> {
  readonly headers: readonly string[];
  /** By field; undefined where the field is ignored. */
  readonly columns: readonly (C | undefined)[];
  /** Headers of ignored fields, to be said once a file. */
  readonly ignored: readonly string[];
  /** Declared headers that the file does not have: a typing slip, or meant for another file. To be said once, too. */
  readonly absent: readonly string[];
}

/**
 * Finds the column of every header. Headers are compared after trimming; canonical names without case, preset names
 * without blanks.
 *
 * @throws GuardError `input` for the same header twice, two headers for one column, or a required column without one.
 */
export function planColumns<C extends string>(
  file: string,
  headers: readonly string[],
  vocabulary: ColumnVocabulary<C>,
): ColumnPlan<C> {
  const names = headers.map((header) => header.trim());
  requireDistinct(file, names);
  const find = columnFinder(vocabulary);
  const declared = names.map((name) => vocabulary.declared.get(name));
  const claimed = new Set(declared);
  // A declared header takes its column away from other names: that is how a shop chooses between 판매가 and 할인가.
  const columns = names.map((name, index) => {
    const column = find(name);
    return declared[index] ?? (claimed.has(column) ? undefined : column);
  });
  requireOneEach(file, names, columns);
  requireColumns(file, names, new Set(columns), vocabulary);
  const ignored = names.filter((_, index) => columns[index] === undefined);
  return {
    headers: names,
    columns,
    ignored: ignored.filter((name) => name !== ''),
    absent: [...vocabulary.declared.keys()].filter((name) => !names.includes(name)),
  };
}

/** Tells the column of one name; used for every key of a JSONL file, where there is no header. */
export function columnFinder<C extends string>(
  vocabulary: ColumnVocabulary<C>,
): (name: string) => C | undefined {
  const byName = new Map<string, C>();
  for (const column of vocabulary.columns) {
    for (const name of vocabulary.preset?.[column] ?? []) byName.set(name, column);
  }
  for (const column of vocabulary.columns) byName.set(column, column);
  return (name) => {
    const trimmed = name.trim();
    const declared = vocabulary.declared.get(trimmed);
    // NFC: files made on a Mac write 상품 as single letters, which look the same and are not.
    return (
      declared ??
      byName.get(trimmed.toLowerCase()) ??
      byName.get(trimmed.normalize('NFC').replace(BLANKS, ''))
    );
  };
}

/**
 * @throws GuardError `input` naming what is missing, what was found, and how to map it.
 */
export function requireColumns<C extends string>(
  file: string,
  names: readonly string[],
  supplied: ReadonlySet<C | undefined>,
  vocabulary: ColumnVocabulary<C>,
): void {
  const missing = vocabulary.required.filter((column) => !supplied.has(column));
  if (missing.length === 0) return;
  const find = columnFinder(vocabulary);
  const free = names.filter((name) => name !== '' && find(name) === undefined);
  throw new GuardError({
    code: 'input',
    message: `${file}: no column ${missing.join(', ')}; it has ${list(names)}. ${advice(missing, free, vocabulary)}`,
    data: { file, missing, found: names.slice(0, NAMED_MAX).map(visibleText) },
  });
}

function advice<C extends string>(
  missing: readonly C[],
  free: readonly string[],
  known: ColumnVocabulary<C>,
): string {
  if (known.preset === undefined && free.some((name) => HANGUL.test(name))) {
    return 'For Korean headers use --preset korean, or map them: --columns 상품코드=sku,판매가=price';
  }
  const mapped = missing.filter((column) => !known.fixed.includes(column));
  const fixed = missing.filter((column) => known.fixed.includes(column));
  const call = fixed.map((column) => `Call the column ${column} by that name: it cannot be mapped.`);
  return [...(mapped.length === 0 ? [] : [mapping(mapped, free)]), ...call].join(' ');
}

function mapping(missing: readonly string[], free: readonly string[]): string {
  const pairs = missing.map((column) => `${nearestName(column, free) ?? `<header of ${column}>`}=${column}`);
  const currency = missing.includes('currency') ? ' A file in one currency may name it: --currency KRW.' : '';
  return `Map them: --columns ${pairs.map(visibleText).join(',')}.${currency}`;
}

function requireDistinct(file: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    // Columns without a name are what a comma at the end of each line makes of a file: ignored, all of them.
    if (name === '') continue;
    if (seen.has(name)) {
      const message = `${file}: two columns are both called ${quoted(name)}; rename one, nobody can tell which is meant`;
      throw new GuardError({ code: 'input', message, data: { file, header: visibleText(name) } });
    }
    seen.add(name);
  }
}

function requireOneEach(
  file: string,
  names: readonly string[],
  columns: readonly (string | undefined)[],
): void {
  const taken = new Map<string, string>();
  columns.forEach((column, index) => {
    if (column === undefined) return;
    const name = names[index] ?? '';
    const other = taken.get(column);
    if (other !== undefined) {
      const message =
        `${file}: columns ${quoted(other)} and ${quoted(name)} both mean ${column}; ` +
        `say which one to use, such as --columns ${visibleText(other)}=${column}`;
      throw new GuardError({
        code: 'input',
        message,
        data: { file, column, headers: [other, name].map(visibleText) },
      });
    }
    taken.set(column, name);
  });
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_MAX).map(quoted).join(', ');
  return names.length > NAMED_MAX ? `${shown} and ${names.length - NAMED_MAX} more` : shown;
}

function quoted(name: string): string {
  return `"${visibleText(name)}"`;
}
