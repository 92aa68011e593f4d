import { GuardError } from '../core/errors.js';

/** Flags of the command line that say how many alarms are wanted. */
export interface TargetFlags {
  readonly target: string;
  readonly targetSkuDays: string;
}

/** The same as shares. */
export interface Targets {
  readonly target: number;
  readonly targetSkuDays: number;
}

const SHARE = /^0?\.\d{1,9}$/;
/** More alarms than this and nobody looks at any. */
const SHARE_MAX = 0.2;

/** @throws GuardError `usage` for anything but a share above 0 and at most 0.2. */
export function readTargets(flags: TargetFlags): Targets {
  return {
    target: readShare('--target', flags.target),
    targetSkuDays: readShare('--target-sku-days', flags.targetSkuDays),
  };
}

function readShare(flag: string, text: string): number {
  const share = SHARE.test(text) ? Number(text) : NaN;
  if (share > 0 && share <= SHARE_MAX) return share;
  throw new GuardError({
    code: 'usage',
    message: `${flag} ${text} is not a share above 0 and at most ${String(SHARE_MAX)}; write 0.005 for 0.5 %`,
  });
}
