import { checkResume, type ResumeRefusal } from '../../control/check-resume.js';
import { readResume } from '../../control/read-resume.js';
import { resumeSale, type ResumeSaleVerdict } from '../../control/resume-sale.js';
import {
  draftResume,
  resumeFileText,
  resumeIdOf,
  signResume,
  type Resume,
  type SignedResume,
} from '../../control/resume.js';
import type { ModeHold } from '../../stock/mode.js';
import { plainText } from '../../text/plain-text.js';
import { EXIT_CLEAN, EXIT_FINDINGS, type CliIo, type ExitCode } from '../io.js';
import { checkPlaces } from '../output-places.js';
import { readUtf8 } from '../policy-file.js';
import { writeWhole } from '../write-file.js';
import { actorOf, type Actor } from './actor.js';
import { holdsText } from './holds-text.js';
import { insist } from './insist.js';
import type { ResumeFlags, ResumePlan, ResumeWish } from './resume-flags.js';
import { resumeRefusalText } from './resume-words.js';
import { runOnSale, SALE_VARIABLE, type OpenStore, type SaleSession } from './sale-session.js';
import { sessionFiles } from './session-files.js';
import { tellHindrance } from './tell-verdict.js';

interface World {
  readonly io: CliIo;
  readonly openStore: OpenStore;
}

type PlanOf<W extends ResumePlan['way']> = Extract<ResumePlan, { readonly way: W }>;

/** Signs with one's own key and carries it out. */
export async function resumeNow({ wish }: PlanOf<'now'>, flags: ResumeFlags, world: World): Promise<void> {
  const signer = actorOf(flags, world.io);
  await runOnSale(flags, world, async (session) => {
    const signed = await signHold(session, { wish, signer, io: world.io });
    if (typeof signed === 'number') return signed;
    return carryOut(session, { signed, actor: undefined, policy: signer.policy, io: world.io });
  });
}

/** Signs into a file, for somebody else to carry out. */
export async function signFile(
  { file, wish }: PlanOf<'sign'>,
  flags: ResumeFlags,
  world: World,
): Promise<void> {
  const { io } = world;
  const signer = actorOf(flags, io);
  checkPlaces([file], sessionFiles(flags, io));
  await runOnSale(flags, world, async (session) => {
    const signed = await signHold(session, { wish, signer, io });
    if (typeof signed === 'number') return signed;
    writeWhole(file, (sink) => sink.write(resumeFileText(signed)));
    const { scope, holder, expiresAt } = signed.resume;
    io.stdout.write(
      `${plainText(`${file}: signed by ${signer.person.id}: ${scope}, held by ${holder}, may go to ${signed.resume.to}; good until ${new Date(expiresAt).toISOString()}`)}\n`,
    );
    io.stdout.write(`somebody else carries it out: ${plainText(`saleguard resume --signed ${file}`)}\n`);
    return EXIT_CLEAN;
  });
}

/** Carries out what somebody else signed. */
export async function carryOutFile(
  { file }: PlanOf<'carry-out'>,
  flags: ResumeFlags,
  world: World,
): Promise<void> {
  const { io } = world;
  const signed = readResume(readUtf8(file), { file });
  const { person, policy } = actorOf(flags, io);
  const sale = flags.sale ?? io.env[SALE_VARIABLE] ?? signed.resume.saleId;
  await runOnSale({ ...flags, sale }, world, (session) =>
    carryOut(session, { signed, actor: person.id, policy, io }),
  );
}

interface SignHold {
  readonly wish: ResumeWish;
  readonly signer: Actor;
  readonly io: CliIo;
}

/** A signature for the one hold that is meant; an exit code when there is none, or this person may not lift it. */
async function signHold(
  { stock, endsAt }: SaleSession,
  { wish, signer, io }: SignHold,
): Promise<SignedResume | ExitCode> {
  const active = await insist(() => stock.activity(), { endsAt, io });
  if (active.kind !== 'found') return tellHindrance(active, io);
  const hold = chooseHold(active.activity.holds, wish, signer.person.id, io);
  if (hold === undefined) return EXIT_FINDINGS;
  const signedAt = io.now();
  const { sample, reason, regression, validMs } = wish;
  const resume = draftResume({
    saleId: stock.saleId,
    hold,
    sample,
    reason,
    regression,
    now: signedAt,
    validMs,
  });
  const signed = signResume(resume, signer.key);
  const { approvals } = signer.policy;
  const checked = checkResume(signed, { approvals, saleId: stock.saleId, actor: undefined, now: signedAt });
  return checked.kind === 'stands' ? signed : tellRefusal(checked.refusal, hold, io);
}

/** The hold that is meant: the one named, or the only one that is not the signer's own. */
function chooseHold(
  holds: readonly ModeHold[],
  { scope, holder }: ResumeWish,
  signer: string,
  io: CliIo,
): ModeHold | undefined {
  const here = holds.filter((hold) => hold.scope === scope);
  const meant = here.filter((hold) => holder === undefined || hold.holder === holder);
  const foreign = meant.filter((hold) => hold.holder !== signer);
  const [only, ...others] = foreign.length === 0 ? meant : foreign;
  if (only !== undefined && others.length === 0) return only;
  const what = holder === undefined ? scope : `${scope} by ${holder}`;
  if (only === undefined) io.stderr.write(`saleguard: nothing holds ${plainText(what)}\n`);
  else io.stderr.write(`saleguard: several hold ${plainText(scope)}; name one with --holder:\n`);
  io.stderr.write(holdsText(only === undefined ? holds : here));
  return undefined;
}

interface CarryOut {
  readonly signed: SignedResume;
  readonly actor: string | undefined;
  readonly policy: Actor['policy'];
  readonly io: CliIo;
}

async function carryOut(
  { stock, endsAt }: SaleSession,
  { signed, actor, policy, io }: CarryOut,
): Promise<ExitCode> {
  const { resume } = signed;
  const lost = { count: 0 };
  const verdict = await insist(
    async (): Promise<ResumeSaleVerdict> => {
      const answer = await resumeSale(stock, {
        signed,
        policy,
        now: io.now(),
        ...(actor === undefined ? {} : { actor }),
      });
      if (answer.kind === 'unknown') lost.count += 1;
      return answer;
    },
    { endsAt, io },
  );
  if (verdict.kind === 'not-signed') return tellRefusal(verdict.refusal, resume, io);
  const isDone = verdict.kind === 'changed' || verdict.kind === 'already';
  const wasDone =
    lost.count > 0 &&
    verdict.kind === 'refused' &&
    verdict.reason === 'held' &&
    isAsSigned(resume, verdict.holds);
  if (!isDone && !wasDone) return tellHindrance(verdict, io);
  const now = verdict.kind === 'changed' ? `, now ${verdict.mode}` : '';
  io.stdout.write(
    `${plainText(`${resume.scope}: the hold of ${resume.holder} is ${resume.to === 'open' ? 'lifted' : `probing, ${String(resume.sample)} orders`} (resume ${resumeIdOf(resume)})${now}`)}\n`,
  );
  return EXIT_CLEAN;
}

/** After a reply that was lost, and the hold of that number gone: whether it is as the signature put it. */
function isAsSigned({ holder, to }: Resume, holds: readonly ModeHold[]): boolean {
  const hold = holds.find((one) => one.holder === holder);
  return to === 'open' ? hold === undefined : hold?.mode === 'probe';
}

function tellRefusal(
  refusal: ResumeRefusal,
  { scope, holder }: { readonly scope: string; readonly holder: string },
  io: CliIo,
): ExitCode {
  io.stderr.write(`saleguard: ${plainText(`${scope}, held by ${holder}: ${resumeRefusalText(refusal)}`)}\n`);
  return EXIT_FINDINGS;
}
