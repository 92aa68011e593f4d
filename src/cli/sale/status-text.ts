import type { CurrencyCode } from '../../money/currency.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { sayIn } from '../../text/say.js';
import { SHOWN_TOTALS, watchWords } from '../../text/watch-words.js';
import { columnsText } from '../columns-text.js';
import type { SaleStatus } from './status-json.js';
import { BLOCKS } from './watch/glyphs.js';
import { lineText } from './watch/line.js';
import { amountText, type Screen } from './watch/screen.js';
import { alarmLines, holdSection, refusalSection, tripSection, type Section } from './watch/sections.js';
import { spentBps } from './alarms.js';

/** How a status is told. */
export interface StatusTextOptions {
  readonly lang: Lang;
  readonly currency: CurrencyCode | undefined;
  /** Stock keys shown. */
  readonly max: number;
}

/** Trips and holds told in full: `--format json` has all. */
const LINES_MAX = 20;
/** Columns of the table of refusals. */
const REASON_COLUMNS = 32;

/** How a sale stands, in plain lines. */
export function statusText(status: SaleStatus, { lang, currency, max }: StatusTextOptions): string {
  const { saleId, activity, snapshot, alarms } = status;
  const say = sayIn(lang);
  const words = watchWords(lang);
  const screen: Screen = {
    columns: Infinity,
    rows: Infinity,
    lang,
    glyphs: BLOCKS,
    currency,
    clock: (at) => say.instant(at),
    now: activity.at,
    everyMs: 0,
  };
  const epoch = snapshot.epoch === undefined ? '' : `, ${words.epoch(say.count(snapshot.epoch))}`;
  const blocks = [
    `${saleId}: ${words.modes[activity.mode]}${epoch}, ${say.instant(activity.at)}\n${budgetText(status, screen)}\n${totalsText(status, lang)}\n`,
    sectionText({ title: words.alarms, lines: alarmLines(alarms, screen) }),
    sectionText(holdSection(activity, screen)),
    sectionText(tripSection(activity, screen)),
    sectionText(refusalSection(activity, REASON_COLUMNS, screen)),
    stockText(status, { lang, max }),
  ];
  return blocks.join('\n');
}

function budgetText({ activity }: SaleStatus, screen: Screen): string {
  const words = watchWords(screen.lang);
  const { lossBudgetMinor, lossSpentMinor } = activity;
  const share = spentBps(lossBudgetMinor, lossSpentMinor);
  const spent = `${words.budget} ${amountText(lossSpentMinor, screen)}`;
  if (lossBudgetMinor === undefined || share === undefined) return `${spent} (${words.noBudget})`;
  return `${spent} / ${amountText(lossBudgetMinor, screen)} (${sayIn(screen.lang).percent(share)})`;
}

function totalsText({ activity: { totals } }: SaleStatus, lang: Lang): string {
  const words = watchWords(lang);
  const told = SHOWN_TOTALS.map((name) => `${words.total[name]} ${sayIn(lang).count(totals[name])}`);
  return `${words.totals}: ${told.join(', ')}`;
}

function sectionText({ title, lines }: Section): string {
  const shown = lines.slice(0, LINES_MAX).map((line) => `  ${lineText(line)}\n`);
  const more = lines.length - shown.length;
  return `${title}\n${shown.join('')}${more > 0 ? `  … +${String(more)}\n` : ''}`;
}

function stockText({ snapshot }: SaleStatus, { lang, max }: Pick<StatusTextOptions, 'lang' | 'max'>): string {
  const words = watchWords(lang);
  const say = sayIn(lang);
  const { columns } = words;
  const shown = snapshot.counters.slice(0, max);
  const more = snapshot.counters.length - shown.length;
  const table = columnsText(
    [columns.stockKey, columns.allotment, columns.sold, columns.reserved, columns.left],
    shown.map(({ stockKey, allotment, committed, reserved, available }) => [
      plainText(stockKey),
      say.count(allotment),
      say.count(committed),
      say.count(reserved),
      say.count(available),
    ]),
    { left: [0] },
  );
  return more > 0 ? `${table}${words.more(say.count(more))}\n` : table;
}
