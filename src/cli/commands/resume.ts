import { Command } from 'commander';
import { EXIT_CLEAN, EXIT_FAILED, EXIT_FINDINGS, type CliIo } from '../io.js';
import { withActorFlags } from '../sale/actor.js';
import { checkResumeFlags, type ResumeFlags } from '../sale/resume-flags.js';
import { carryOutFile, resumeNow, signFile } from '../sale/run-resume.js';
import { openRedis, withSaleFlags, type OpenStore } from '../sale/sale-session.js';
import { withScopeFlags } from '../sale/scope-flags.js';

const EXAMPLES = `
Examples:
  saleguard resume --sale electronics-1127 --policy saleguard.policy.yaml --key me.key --reason "price mended, book 4 in force"
  saleguard resume --sku EP-100 --probe 50 --reason "try 50 orders first"
  saleguard resume --sku EP-100 --reason "price mended" --sign resume.json       one person signs
  saleguard resume --signed resume.json --key other.key                         another carries it out

A hold is lifted by the signature of a person whose role has resume: true and who did not place it: with your own key where the
holder is somebody else or a rule, or with the file that somebody else signed. The signature names this one hold, so that it lifts
no later one, and ends after --minutes. Where several hold the scope, name one with --holder.
Exit codes: ${String(EXIT_CLEAN)} resumed or signed, ${String(EXIT_FINDINGS)} refused, ${String(EXIT_FAILED)} could not run or no answer.
`;

/** `saleguard resume`: lets a held scope go on, by signature. */
export function resumeCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  const command = new Command('resume')
    .description('Let a held sale go on, by the signature of somebody who did not stop it.')
    .option('--reason <text>', 'why it may go on, for the journal: no personal data, up to 160 bytes')
    .option('--holder <id>', 'whose hold, where several stand: a person, or trip:<rule>')
    .option('--probe <orders>', 'let so many new orders through first, instead of all')
    .option('--accept-regression', 'the store lost writes, and the counters were put right')
    .option('--minutes <number>', 'how long the signature is good', '60')
    .option('--sign <file>', 'only sign, into this file; somebody else carries it out')
    .option('--signed <file>', 'carry out what somebody else signed');
  return withScopeFlags(withSaleFlags(withActorFlags(command)))
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ResumeFlags) => {
      const world = { io, openStore };
      const plan = checkResumeFlags(flags);
      if (plan.way === 'carry-out') await carryOutFile(plan, flags, world);
      else if (plan.way === 'sign') await signFile(plan, flags, world);
      else await resumeNow(plan, flags, world);
    });
}
