import type { PriceTrail } from '../../audit/result.js';
import type { PriceRun } from '../../catalog/reference.js';
import type { Lang } from '../../text/lang.js';
import { printDay } from '../../core/clock.js';
import { pageWords } from '../../text/report/words.js';
import { amountText } from '../measure.js';
import { bound, h, type PageElement, type TemplateRecord } from './element.js';

const WIDTH = 160;
const HEIGHT = 44;
/** Room for the line's width and the mark of the offered price. */
const MARGIN = 5;
/** Columns on the right that belong to the offered price: it has no day of its own in the history. */
const OFFER_ROOM = 18;

/** The history of a price as a step line from zero, the offered price marked at its right end. */
export const TRAIL: PageElement = bound(
  h(
    'figure',
    { class: 'trail' },
    bound(
      h(
        'svg',
        { viewBox: `0 0 ${String(WIDTH)} ${String(HEIGHT)}`, role: 'img' },
        h('path', { class: 'base', d: `M0 ${String(HEIGHT - MARGIN)}H${String(WIDTH)}` }),
        bound(h('path', { class: 'line' }), { attributes: { d: 'trailPath' } }),
        bound(h('path', { class: 'drop' }), { attributes: { d: 'trailDrop' } }),
        bound(h('circle', { class: 'mark', cx: WIDTH - MARGIN - 1, r: 4 }), {
          attributes: { cy: 'trailMark' },
        }),
      ),
      { attributes: { 'aria-label': 'trailLabel' } },
    ),
    h(
      'figcaption',
      {},
      bound(h('span', {}), { slot: 'trailRange' }),
      bound(h('time', {}), { slot: 'trailDays' }),
    ),
  ),
  { when: 'trailPath' },
);

/** Members that fill {@link TRAIL}; none when there is no history to draw. */
export function trailRecord(
  trail: PriceTrail | undefined,
  priceMinor: number | undefined,
  lang: Lang,
): TemplateRecord {
  const runs = trail?.runs ?? [];
  const [first] = runs;
  const last = runs.at(-1);
  if (trail === undefined || first === undefined || last === undefined || priceMinor === undefined) return {};
  const lowest = Math.min(...runs.map((run) => run.priceMinor));
  const highest = Math.max(...runs.map((run) => run.priceMinor));
  const scale = makeScale(first, last, Math.max(highest, priceMinor));
  const mark = scale.y(priceMinor);
  const facts = {
    from: printDay(first.startsOn),
    to: printDay(last.startsOn + last.dayCount - 1),
    lowest: amountText(lowest, trail.currency, lang),
    highest: amountText(highest, trail.currency, lang),
    offered: amountText(priceMinor, trail.currency, lang),
  };
  const words = pageWords(lang);
  return {
    trailPath: stepPath(runs, scale),
    trailDrop: `M${String(scale.end)} ${String(scale.y(last.priceMinor))}L${String(WIDTH - MARGIN - 1)} ${String(mark)}`,
    trailMark: mark,
    trailLabel: words.trailLabel(facts),
    trailRange: words.trailRange(facts),
    trailDays: words.trailDays(facts),
  };
}

interface Scale {
  x(day: number): number;
  y(priceMinor: number): number;
  readonly end: number;
}

function makeScale(first: PriceRun, last: PriceRun, highest: number): Scale {
  const days = last.startsOn + last.dayCount - first.startsOn;
  const end = WIDTH - OFFER_ROOM;
  const top = Math.max(1, highest);
  return {
    end,
    x: (day) => tenth(((day - first.startsOn) / days) * end),
    y: (priceMinor) => tenth(HEIGHT - MARGIN - (Math.max(0, priceMinor) / top) * (HEIGHT - 2 * MARGIN)),
  };
}

/** Days without an observation leave a gap in the line: nothing is drawn that was not seen. */
function stepPath(runs: readonly PriceRun[], scale: Scale): string {
  let path = '';
  let reachedDay: number | undefined;
  for (const run of runs) {
    const from = `${String(scale.x(run.startsOn))} ${String(scale.y(run.priceMinor))}`;
    path += run.startsOn === reachedDay ? `V${String(scale.y(run.priceMinor))}` : `M${from}`;
    reachedDay = run.startsOn + run.dayCount;
    path += `H${String(scale.x(reachedDay))}`;
  }
  return path;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
