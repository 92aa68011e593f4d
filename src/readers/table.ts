import type { ReadLimits, Encoding } from '../catalog/format.js';
import type { FieldProblem, RowProblem } from '../catalog/row.js';
import type { ColumnPlan, ColumnVocabulary } from './columns.js';
import type { RowFields } from './row-fields.js';

/** Kinds of files that hold rows. */
export type TableKind = 'csv' | 'jsonl';

/** `more` asks for the next piece; after `end` it means that there are no more rows. */
export type TableStep = 'row' | 'problem' | 'more';

/** Why a whole row could not be read. */
export interface TableProblem {
  readonly kind: FieldProblem | RowProblem;
  /** Start of the row, made visible. */
  readonly text: string;
  readonly hint: string;
}

/** A file of rows being read: bytes are pushed in, rows are pulled out, one at a time into the same `fields`. */
export interface RowTable<C extends string> {
  /** Physical line of the row or problem at hand. */
  readonly line: number;
  /** Rows so far, problems included. */
  readonly rowCount: number;
  /** Empty lines passed over so far. */
  readonly blankLineCount: number;
  /** The row at hand, after `row`. */
  readonly fields: RowFields;
  /** Set after `problem`. */
  readonly problem: TableProblem | undefined;
  /** Columns known so far: of a CSV file those of the header, of JSONL the keys seen. */
  plan(): ColumnPlan<C>;
  /** Hands in the next piece, once `next` has answered `more`. It must not change until `next` says so again. */
  push(piece: Uint8Array): void;
  /** Says that the last piece was pushed. */
  end(): void;
  /** Goes on. @throws GuardError `input` when the file as a whole cannot be read. */
  next(): TableStep;
}

/** What a table is read by. */
export interface TableOptions<C extends string> {
  /** Name for messages. */
  readonly file: string;
  readonly encoding: Encoding;
  readonly limits: ReadLimits;
  readonly vocabulary: ColumnVocabulary<C>;
  /** For a piece from the middle of a file, that starts and ends with whole rows: what is known from its beginning. */
  readonly middle?: { readonly plan: ColumnPlan<C>; readonly firstLine: number } | undefined;
}
