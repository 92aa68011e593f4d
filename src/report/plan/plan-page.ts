import type { ReportSink } from '../format.js';
import type { PageElement } from '../html/element.js';
import { pageHead } from '../html/page-head.js';
import { renderElement } from '../html/render.js';
import { planPageOf, type PlanReport } from './plan-report.js';
import { PLAN_SCRIPT } from './script.js';
import { aboutSection, cohortSection, lotterySection } from './sections/cohort.js';
import { deadlinesSection } from './sections/deadlines.js';
import { decisionsSection } from './sections/decisions.js';
import { firstScreen, planTitle } from './sections/first-screen.js';
import { writeOrders, writeOrdersData } from './sections/orders.js';
import { stepsSection } from './sections/steps.js';
import { tiersSection } from './sections/tiers.js';
import { toldSection } from './sections/told.js';
import { PLAN_STYLE } from './style.js';

/**
 * Writes the page of a plan: one file that opens without network and tells all but search and paging without scripts. Everything on it is
 * written as text; its policy allows the one script and the one style sheet by their digests and nothing else.
 *
 * @throws GuardError `invalid-argument` where the plan's zone is none; `input` where a template of the shop wants a value that one of the
 * orders shown has not.
 */
export function writePlanPage(report: PlanReport, sink: ReportSink): void {
  const page = planPageOf(report);
  const put = (...elements: readonly PageElement[]): void => {
    for (const element of elements) sink.write(renderElement(element));
  };
  const title = `${page.words.eyebrow}: ${planTitle(page)}`;
  const skip = { href: '#orders', text: page.words.skip };
  sink.write(pageHead({ lang: report.lang, title, style: PLAN_STYLE, script: PLAN_SCRIPT, skip }));
  put(firstScreen(page), decisionsSection(page), ...tiersSection(page));
  put(...deadlinesSection(page), stepsSection(page));
  put(cohortSection(page), ...lotterySection(page));
  writeOrders(page, sink);
  put(toldSection(page), aboutSection(page));
  sink.write('</main>');
  writeOrdersData(page, sink);
  sink.write(`<script>${PLAN_SCRIPT}</script></body></html>\n`);
}
