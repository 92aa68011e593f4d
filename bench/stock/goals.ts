import type { ContestFigures } from './contest.js';
import { SALEGUARD } from './saleguard.js';
import { latencySummaryOf, summaryOf } from './summary.js';

/** One goal and where it landed. */
export interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly stretch: string;
  readonly measured: string;
  readonly landed: 'no' | 'yes' | 'yes, and the stretch';
}

/** Goals of the product beside its figures; those whose run was left out are missing. */
export function goalsOf({ byLines, options }: ContestFigures): Goal[] {
  return byLines.flatMap(({ lineCount, contestants }) => {
    const own = contestants.find(({ id }) => id === SALEGUARD.id);
    if (own === undefined || (lineCount !== 1 && lineCount !== 3)) return [];
    const { times, redisCpuTimes } = summaryOf(contestants, own.id);
    if (lineCount === 3) {
      return [atLeast('throughput over the bare Lua decrement, 3-line orders', times.median, { goal: 0.5 })];
    }
    const { p99, ordersPerSecond } = latencySummaryOf(own.latency);
    const isOffered = ordersPerSecond === options.offeredPerSecond;
    const load = `p99 at ${ordersPerSecond.toLocaleString('en-US')} orders/s, ms`;
    return [
      atLeast('throughput over the bare Lua decrement, 1-line orders', times.median, {
        goal: 1,
        stretch: 1.5,
      }),
      atMost('Redis CPU over the bare script, 1-line orders', redisCpuTimes.median, {
        goal: 2.5,
        stretch: 1.5,
      }),
      ...(own.memory === undefined
        ? []
        : [
            atMost('bytes a reservation, 1-line orders', own.memory.bytesPerOrder, {
              goal: 250,
              stretch: 200,
              digits: 0,
            }),
          ]),
      // A lighter load than the goal's proves nothing about it.
      atMost(load, isOffered ? p99.median : Infinity, { goal: 5 }),
    ];
  });
}

interface Aim {
  readonly goal: number;
  readonly stretch?: number;
  /** Decimals of the measured figure; 2 unless told. */
  readonly digits?: number;
}

function atLeast(what: string, measured: number, aim: Aim): Goal {
  return landing({ what, measured, aim, sign: '>=', reaches: (bound) => measured >= bound });
}

function atMost(what: string, measured: number, aim: Aim): Goal {
  return landing({ what, measured, aim, sign: '<=', reaches: (bound) => measured <= bound });
}

function landing(facts: {
  readonly what: string;
  readonly measured: number;
  readonly aim: Aim;
  readonly sign: string;
  readonly reaches: (bound: number) => boolean;
}): Goal {
  const { what, measured, aim, sign, reaches } = facts;
  const isStretched = aim.stretch !== undefined && reaches(aim.stretch);
  return {
    what,
    goal: `${sign} ${aim.goal}`,
    stretch: aim.stretch === undefined ? '' : `${sign} ${aim.stretch}`,
    measured: Number.isFinite(measured) ? measured.toFixed(aim.digits ?? 2) : 'cannot take it',
    landed: reaches(aim.goal) ? (isStretched ? 'yes, and the stretch' : 'yes') : 'no',
  };
}
