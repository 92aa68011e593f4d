import type { ModeHold } from '../../stock/mode.js';

/** A hold whose probe grows smaller. */
export type Hold = Omit<ModeHold, 'sampleLeft'> & { sampleLeft: number | undefined };

/** Holds by scope, then by holder. A scope that nobody holds is not in it. */
export type Holds = Map<string, Map<string, Hold>>;
