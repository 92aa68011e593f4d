import type { LineDecision } from '../../remedy/plan.js';

/** Decisions as a page lists them: what most orders get first, what a person has to do last. */
export const LINE_DECISIONS_SHOWN: readonly LineDecision[] = ['cancel', 'partial', 'honour', 'review'];
