import { noticeOf } from '../../notices/explain.js';
import type { NoticeLang } from '../../notices/lang.js';
import type { NoticeTemplates } from '../../notices/templates/template.js';
import type { PlanHeader, PlanRecord } from '../../remedy/plan.js';
import { LINE_END, linesCell, textCell } from '../csv.js';

/** Columns of `notices.csv`. */
export const NOTICE_COLUMNS: readonly string[] = [
  'customer',
  'order',
  'orders',
  'channel',
  'lang',
  'title',
  'text',
];

/** How notices are written. */
export interface NoticeRowOptions {
  readonly header: PlanHeader;
  readonly lang: NoticeLang;
  readonly templates?: NoticeTemplates | undefined;
}

/** Orders held back until all of their customer's are there. */
const HELD_MAX = 100_000;

/**
 * The rows of `notices.csv`: one for each notice of a plan, with its text. Records come in order of id, and a notice may name several:
 * `expects` is told of every record first, in a pass of its own, so that only those are held that a notice is waiting for.
 */
export class NoticeRows {
  readonly #options: NoticeRowOptions;
  /** Orders that stand in a notice with others -> the order that holds the notice. */
  readonly #holderOf = new Map<string, string>();
  readonly #waiting = new Map<string, { readonly missing: Set<string>; readonly records: PlanRecord[] }>();
  #held = 0;

  constructor(options: NoticeRowOptions) {
    this.#options = options;
  }

  /** First pass: notes which orders are told of together. */
  expects({ id, noticeFor }: PlanRecord): void {
    if (noticeFor === undefined || noticeFor.length < 2) return;
    for (const order of noticeFor) this.#holderOf.set(order, id);
    this.#waiting.set(id, { missing: new Set(noticeFor), records: [] });
  }

  /** Second pass: the line of the notice that is complete with this record; empty where none is. */
  take(record: PlanRecord): string {
    const holder = this.#holderOf.get(record.id);
    if (holder === undefined) return record.noticeFor === undefined ? '' : this.#line(record, [record]);
    const waiting = this.#waiting.get(holder);
    if (waiting === undefined) return '';
    waiting.missing.delete(record.id);
    if (this.#held < HELD_MAX) {
      waiting.records.push(record);
      this.#held += 1;
    }
    if (waiting.missing.size > 0) return '';
    this.#waiting.delete(holder);
    this.#held -= waiting.records.length;
    const first = waiting.records.find(({ id }) => id === holder);
    return this.#line(first ?? record, waiting.records);
  }

  #line(holder: PlanRecord, records: readonly PlanRecord[]): string {
    const ids = holder.noticeFor ?? [holder.id];
    const { lang } = this.#options;
    // Beyond what is held the text is left to `saleguard explain --customer`: better no text than half of one.
    const told = records.length === ids.length ? noticeOf({ ...this.#options, records }) : undefined;
    const cells = [
      textCell(holder.customer),
      textCell(holder.id),
      textCell(ids.join(' ')),
      textCell(holder.channel),
      textCell(lang),
      told === undefined ? '' : textCell(told.title),
      told === undefined ? '' : linesCell(told.text),
    ];
    return `${cells.join(',')}${LINE_END}`;
  }
}
