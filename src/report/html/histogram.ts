import type { MarkdownHistogram } from '../../audit/result.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { pageWords } from '../../text/report/words.js';
import { sayIn } from '../../text/say.js';
import { h, type PageElement } from './element.js';

const BIN_WIDTH = 14;
const PLOT_HEIGHT = 64;
/** Room above the bars for the numbers of flagged offers. */
const TOP = 14;
/** Room below for the axis. */
const BOTTOM = 16;
/** A bin with one offer among a thousand must still be seen. */
const BAR_MIN = 2;
/** Categories drawn at once; the others are folded away. */
const OPEN_MAX = 12;

/** Markdown histograms of every category: the ones with most flagged offers first. */
export function histogramSection(histograms: readonly MarkdownHistogram[], lang: Lang): PageElement[] {
  if (histograms.length === 0) return [];
  const words = pageWords(lang);
  const ranked = [...histograms].sort(
    (left, right) => sum(right.flagged) - sum(left.flagged) || sum(right.counts) - sum(left.counts),
  );
  const charts = ranked.map((histogram) => chart(histogram, lang));
  const folded = charts.slice(OPEN_MAX);
  const rest =
    folded.length === 0
      ? []
      : [
          h(
            'details',
            { class: 'more-charts' },
            h('summary', {}, words.moreCategories(sayIn(lang).count(folded.length))),
            h('div', { class: 'charts' }, ...folded),
          ),
        ];
  return [
    h(
      'section',
      { id: 'markdowns' },
      h('h2', {}, words.markdownsTitle),
      h('p', { class: 'lead' }, words.markdownsLead),
      legend(lang),
      h('div', { class: 'charts' }, ...charts.slice(0, OPEN_MAX)),
      ...rest,
    ),
  ];
}

function legend(lang: Lang): PageElement {
  const words = pageWords(lang);
  const key = (className: string): PageElement =>
    h(
      'svg',
      { viewBox: '0 0 12 12', class: 'key', 'aria-hidden': 'true' },
      h('rect', { class: className, width: 12, height: 12 }),
    );
  return h(
    'p',
    { class: 'legend' },
    h('span', {}, key('bar'), ' ', words.legendAll),
    h('span', {}, key('bar flagged'), ' ', words.legendFlagged),
  );
}

function chart(histogram: MarkdownHistogram, lang: Lang): PageElement {
  const words = pageWords(lang);
  const say = sayIn(lang);
  const category = categoryName(histogram.category, lang);
  const total = say.count(sum(histogram.counts));
  const flagged = say.count(sum(histogram.flagged));
  const width = histogram.counts.length * BIN_WIDTH;
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, h('b', {}, category), h('span', {}, words.histogramCaption(total, flagged))),
    h(
      'svg',
      {
        viewBox: `0 0 ${String(width)} ${String(TOP + PLOT_HEIGHT + BOTTOM)}`,
        role: 'img',
        'aria-label': words.histogramLabel({ category, total, flagged }),
      },
      ...bars(histogram, lang),
      h('path', { class: 'base', d: `M0 ${String(TOP + PLOT_HEIGHT)}H${String(width)}` }),
      ...axis(histogram.counts.length),
    ),
  );
}

function bars(histogram: MarkdownHistogram, lang: Lang): PageElement[] {
  const highest = Math.max(1, ...histogram.counts);
  const heightOf = (count: number): number =>
    count === 0 ? 0 : Math.max(BAR_MIN, Math.round((count / highest) * PLOT_HEIGHT * 10) / 10);
  return histogram.counts.flatMap((count, bin) => {
    const flagged = histogram.flagged[bin] ?? 0;
    const x = bin * BIN_WIDTH + 1;
    const top = TOP + PLOT_HEIGHT - heightOf(count);
    const elements = count === 0 ? [] : [bar('bar', x, heightOf(count))];
    if (flagged > 0) {
      elements.push(bar('bar flagged', x, heightOf(flagged)));
      elements.push(
        h('text', { class: 'count', x: x + BIN_WIDTH / 2 - 1, y: top - 3 }, compact(flagged, lang)),
      );
    }
    return elements;
  });
}

function bar(className: string, x: number, height: number): PageElement {
  return h('rect', { class: className, x, y: TOP + PLOT_HEIGHT - height, width: BIN_WIDTH - 2, height });
}

/** Bin 0 is above the reference, bin 1 starts at 0 %, the last one is free of charge. */
function axis(binCount: number): PageElement[] {
  const percents = [0, 25, 50, 75, 100];
  return percents.map((percent) => {
    const x = Math.min(binCount - 1, 1 + percent / 5) * BIN_WIDTH;
    return h('text', { class: 'tick', x, y: TOP + PLOT_HEIGHT + 12 }, `${String(percent)}%`);
  });
}

function categoryName(category: string, lang: Lang): string {
  if (category === '') return pageWords(lang).noCategory;
  return category === '…' ? pageWords(lang).otherCategories : plainText(category);
}

/** A count that fits above a bar: `999`, `1k`, `12k`. */
function compact(count: number, lang: Lang): string {
  return count < 1000 ? sayIn(lang).count(count) : `${String(Math.round(count / 1000))}k`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
