import { createReadStream, readFileSync } from 'node:fs';
import type { CliIo } from '../../src/cli/io.js';
import type { PlanFile } from '../../src/wire/plan.js';
import { MAKER } from './night.js';
import { officeIn } from './office.js';
import type { Product } from './product.js';
import type { PlanTask } from './tasks.js';

const PIECE_BYTES = 1 << 18;

/** Runs `saleguard plan`, all of it, in this process. @throws Error with what it said when there is no plan. */
export async function runPlanCommand(
  { runCli }: Pick<Product, 'runCli'>,
  { orders, office }: PlanTask,
  madeAt: number,
): Promise<void> {
  const { incident, policy, couponKey, plan } = officeIn(office);
  const flags = { incident, orders, policy, maker: MAKER, out: plan, 'coupon-key-file': couponKey };
  const named = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const { io, told } = quietIo();
  await runCli(['plan', ...named, '--now', new Date(madeAt).toISOString(), '--quiet'], io);
  if (told.exit !== 0 && told.exit !== 1) throw new Error(told.text);
}

/** Nobody is asked and nothing is shown. */
function quietIo(): { readonly io: CliIo; readonly told: { text: string; exit: number } } {
  const told = { text: '', exit: 0 };
  const sink = { write: (text: string) => void (told.text += text) };
  const io: CliIo = {
    stdout: sink,
    stderr: sink,
    stdin: process.stdin,
    env: {},
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    width: 100,
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    setExit: (code) => {
      told.exit = code;
    },
  };
  return { io, told };
}

/** The plan an office has, read and checked. */
export function openPlan({ readPlan }: Pick<Product, 'readPlan'>, office: string): Promise<PlanFile> {
  const { plan } = officeIn(office);
  // A stream without an encoding gives bytes.
  const open = (): AsyncIterable<Uint8Array> =>
    createReadStream(plan, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Uint8Array>;
  return readPlan(open, { file: plan });
}

/** The policy of an office. */
export function policyIn(
  { loadPolicyText }: Pick<Product, 'loadPolicyText'>,
  office: string,
): ReturnType<typeof loadPolicyText> {
  const { policy } = officeIn(office);
  return loadPolicyText(readFileSync(policy, 'utf8'), { file: policy });
}
