/** The fields of the row at hand by slot, whatever kind of file it comes from. Overwritten by the next row. */
export interface RowFields {
  /** True when no text of the row needs to be looked at for hidden characters, and no field is a misfit. */
  readonly isPlain: boolean;
  /** False when the file has no such column. */
  isSupplied(slot: number): boolean;
  /** Trimmed of blanks and tabs; `` when empty or not supplied. */
  text(slot: number): string;
  /** As `text`, taken from a small memory of recent values: for columns that hold few different ones. */
  sharedText(slot: number): string;
  /** `readMinorFast` of the field; NaN when it is empty, not supplied, or not in plain form. */
  minor(slot: number, exponent: number): number;
  /** What the file calls the column; undefined when not supplied. */
  nameOf(slot: number): string | undefined;
  /** Why the field cannot have a value of its kind at all, such as a JSON list; undefined as a rule. */
  misfit(slot: number): string | undefined;
  /** The first ignored field that holds a control character, as a sign that the file is damaged; undefined as a rule. */
  damagedIgnored(): { readonly column: string; readonly text: string } | undefined;
}
