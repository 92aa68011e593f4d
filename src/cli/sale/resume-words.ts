import type { ResumeRefusal } from '../../control/check-resume.js';

/** Why a signature does not let a sale go on, and what to do. */
export function resumeRefusalText(refusal: ResumeRefusal): string {
  return WORDS[refusal];
}

const WORDS: Readonly<Record<ResumeRefusal, string>> = {
  'no-people':
    'the policy has no approvals section, so nobody may let a sale go on; name the people and a role with resume: true',
  'unknown-key': "the signature is by a key that is nobody's in the policy",
  'bad-signature': 'the signature is not genuine: the file was changed after it was signed',
  'role-may-not':
    'the role of the signer may not let a sale go on (resume: true under approvals.roles would let it)',
  'other-sale': 'it was signed for another sale',
  'signer-is-holder':
    'whoever placed a hold does not lift it; somebody else has to sign ("saleguard resume --sign")',
  'signer-is-actor':
    'whoever signed does not carry it out from a file; somebody else runs --signed, or the signer resumes without a file',
  'not-yet-signed': 'it was signed at an instant that is still to come; check the clocks of both machines',
  expired: 'the signature has expired; sign again',
  'valid-too-long': 'the signature would be good for more than 24 hours; sign again',
  'regression-not-accepted':
    'the store lost writes it had acknowledged. Put the counters right first, then sign with --accept-regression',
  'not-regressed':
    '--accept-regression is for the hold that the store places when it lost writes (trip:regressed), and for no other',
};
