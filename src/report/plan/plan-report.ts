import type { EpochMs } from '../../core/clock.js';
import { noticeSay, type NoticeSay } from '../../notices/say.js';
import type { NoticeTemplates } from '../../notices/templates/template.js';
import type { CheckedPlan } from '../../remedy/approvals.js';
import type { PlanApproval, PlanHeader, PlanTrailer } from '../../remedy/plan.js';
import type { Lang } from '../../text/lang.js';
import type { PlanSurvey } from './survey.js';
import type { PlanWords } from './words/plan-words.js';
import { planWords } from './words/words.js';

/** A plan as its page tells it. */
export interface PlanReport {
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  readonly approvals: readonly PlanApproval[];
  /** Of the records, every one of which was added. */
  readonly survey: PlanSurvey;
  /** Whether the signatures hold by the policy in force; undefined where no policy is at hand. */
  readonly check?: CheckedPlan | undefined;
  /** The shop's own notices; the built-in ones unless told. */
  readonly templates?: NoticeTemplates | undefined;
  readonly now: EpochMs;
  readonly lang: Lang;
  readonly toolVersion: string;
}

/** A report with its words and its way to say amounts and times: what every section is made from. */
export interface PlanPage {
  readonly report: PlanReport;
  readonly words: PlanWords;
  readonly say: NoticeSay;
  /** An amount in the currency of the plan. */
  readonly money: (minor: number) => string;
}

/** Prepares a report. @throws GuardError `invalid-argument` where the plan's zone is none. */
export function planPageOf(report: PlanReport): PlanPage {
  const say = noticeSay(report.lang, report.header.policy.legal.timeZone);
  const { currency } = report.header;
  return { report, words: planWords(report.lang), say, money: (minor) => say.money(minor, currency) };
}
