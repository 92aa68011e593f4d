import type { AuditResult } from '../audit/result.js';
import type { Lang } from '../text/lang.js';
import { pageWords } from '../text/report/words.js';
import { sayIn } from '../text/say.js';
import type { ReportFormat, ReportOptions, ReportSink } from './format.js';
import { scriptJsonText } from './json-text.js';
import { flaggedOffer, groupFindings, type FindingGroup, type GroupedFindings } from './offers.js';
import { verdictLines } from './verdict.js';
import { aboutSection, coverageSection, ruleSection } from './html/coverage-section.js';
import { h, type PageElement, type TemplateRecord } from './html/element.js';
import { escapeHtml } from './html/escape.js';
import { filterBar } from './html/filters.js';
import { batchSection, pageHeader } from './html/header.js';
import { histogramSection } from './html/histogram.js';
import { offerCard } from './html/offer-card.js';
import { offerRecord } from './html/offer-record.js';
import { pageHead } from './html/page-head.js';
import { renderElement, renderSkeleton } from './html/render.js';
import { PAGE_SCRIPT } from './html/script.js';
import { PAGE_STYLE } from './html/style.js';

/** Offers written out as HTML: what a reader without scripts sees. The script shows as many at a time. */
export const HTML_FIRST_OFFERS = 50;

/** Offers held by one page: about 30 MB, which a browser still opens within two seconds. */
export const HTML_OFFERS_MAX = 20_000;

/**
 * One file that opens without network and shows its first offers without scripts. Everything on it is written as text;
 * its policy allows the one script and the one style sheet by their digests and nothing else.
 */
export const htmlFormat: ReportFormat = {
  id: 'html',
  write(result, options, sink) {
    const groups = groupFindings(result.findings);
    const held = groups.offers.slice(0, HTML_OFFERS_MAX);
    const put = (...elements: readonly PageElement[]): void => {
      for (const element of elements) sink.write(renderElement(element));
    };
    writeHead(result, groups, options, sink);
    put(pageHeader(result, groups, options.lang), ...batchSection(groups.batch, options.lang));
    writeOffers(result, held, groups.offers.length, options, sink);
    put(...histogramSection(result.histograms, options.lang));
    put(coverageSection(result, options.lang), ruleSection(result, options.lang));
    put(aboutSection(result, options.toolVersion, options.lang));
    sink.write('</main>');
    if (held.length > 0) writeData(result, held, options, sink);
    sink.write('</body></html>\n');
  },
};

function writeHead(
  result: AuditResult,
  groups: GroupedFindings,
  options: ReportOptions,
  sink: ReportSink,
): void {
  const words = pageWords(options.lang);
  const title = `${words.eyebrow}: ${verdictLines(result, groups, options.lang).join(' ')}`;
  const skip = { href: '#offers', text: words.skipToOffers };
  sink.write(pageHead({ lang: options.lang, title, style: PAGE_STYLE, script: PAGE_SCRIPT, skip }));
}

function writeOffers(
  result: AuditResult,
  held: readonly FindingGroup[],
  totalCount: number,
  options: ReportOptions,
  sink: ReportSink,
): void {
  const { lang } = options;
  const words = pageWords(lang);
  const say = sayIn(lang);
  sink.write(`<section id="offers"><h2>${escapeHtml(words.offersTitle)}</h2>`);
  const lead = held.length === 0 ? words.noOffers : words.offersLead;
  sink.write(renderElement(h('p', { class: 'lead' }, lead)));
  if (totalCount > held.length) {
    const note = words.wholeElsewhere(say.count(held.length), say.count(totalCount));
    sink.write(renderElement(h('p', { class: 'lead' }, h('b', {}, note))));
  }
  if (held.length > 0) writeList(result, held, options, sink);
  sink.write('</section>');
}

/** Filters, the first offers, and the template for the others. */
function writeList(
  result: AuditResult,
  held: readonly FindingGroup[],
  options: ReportOptions,
  sink: ReportSink,
): void {
  const { lang } = options;
  const words = pageWords(lang);
  const say = sayIn(lang);
  const card = offerCard(lang);
  sink.write(renderElement(filterBar(held, lang)));
  sink.write('<p id="status" role="status"></p><p id="printed"></p>');
  if (held.length > HTML_FIRST_OFFERS) {
    const note = words.firstOffers(say.count(HTML_FIRST_OFFERS), say.count(held.length));
    sink.write(renderElement(h('noscript', {}, h('p', { class: 'lead' }, note))));
  }
  sink.write('<ol class="offers" id="offer-list">');
  for (const group of held.slice(0, HTML_FIRST_OFFERS))
    sink.write(renderElement(card, recordOf(group, result, lang)));
  sink.write('</ol><button type="button" id="more" hidden></button>');
  sink.write(`<template id="card">${renderSkeleton(card)}</template>`);
}

/** The offers as data, one at a time, then the script that shows them: a page of 20,000 is never held as one text. */
function writeData(
  result: AuditResult,
  held: readonly FindingGroup[],
  options: ReportOptions,
  sink: ReportSink,
): void {
  const { shownOffers, showMore, noMatch, printedOffers } = pageWords(options.lang);
  const words = scriptJsonText({ shownOffers, showMore, noMatch, printedOffers });
  sink.write(`<script type="application/json" id="data">{"words":${words},"offers":[`);
  let separator = '\n';
  for (const group of held) {
    sink.write(`${separator}${scriptJsonText(recordOf(group, result, options.lang))}`);
    separator = ',\n';
  }
  sink.write(`]}</script><script>${PAGE_SCRIPT}</script>`);
}

function recordOf(group: FindingGroup, result: AuditResult, lang: Lang): TemplateRecord {
  return offerRecord(flaggedOffer(group), { lang, trails: result.trails });
}
