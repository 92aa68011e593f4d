import { describe, expect, it } from 'vitest';
import type { ApprovalPolicy } from '../../../src/catalog/approval.js';
import { checkResume, type ResumeBench, type ResumeRefusal } from '../../../src/control/check-resume.js';
import { readResume } from '../../../src/control/read-resume.js';
import {
  draftResume,
  resumeFileText,
  resumeIdOf,
  signResume,
  type Resume,
  type SignedResume,
} from '../../../src/control/resume.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../../src/seal/ed25519.js';

const LEE = signingKeyFromPem(newPrivateKeyPem());
const CLERK = signingKeyFromPem(newPrivateKeyPem());
const NOBODY = signingKeyFromPem(newPrivateKeyPem());
const NOW = Date.UTC(2026, 8, 20);

const RESUME: Resume = {
  schema: 'saleguard/resume/1',
  saleId: 'sale-1',
  scope: 'sku:EP-100',
  holder: 'kim',
  holdSeq: 12,
  to: 'open',
  sample: undefined,
  reason: '가격을 고쳤습니다',
  regression: undefined,
  signedAt: NOW,
  expiresAt: NOW + 3_600_000,
  nonce: '0'.repeat(32),
};

const role = { mayApprove: [], mayApproveBatch: false, maySeal: false };
const APPROVALS: ApprovalPolicy = {
  people: [
    { id: 'lee', keyId: LEE.keyId, publicKey: LEE.publicKey, role: 'lead' },
    { id: 'clerk', keyId: CLERK.keyId, publicKey: CLERK.publicKey, role: 'desk' },
  ],
  roles: [
    { ...role, name: 'lead', mayResume: true },
    { ...role, name: 'desk', mayResume: false },
  ],
  secondSignatureFromMinor: new Map(),
  validDaysMax: 30,
};
const BENCH: ResumeBench = { approvals: APPROVALS, saleId: 'sale-1', actor: 'kim', now: NOW + 1_000 };

function refusalOf(signed: SignedResume, bench: Partial<ResumeBench> = {}): ResumeRefusal | undefined {
  const checked = checkResume(signed, { ...BENCH, ...bench });
  return checked.kind === 'refused' ? checked.refusal : undefined;
}

function signed(overlay: Partial<Resume> = {}, key = LEE): SignedResume {
  return signResume({ ...RESUME, ...overlay }, key);
}

describe('checkResume', () => {
  it('lets a signature of somebody who may, and did not stop it, stand', () => {
    expect(checkResume(signed(), BENCH)).toMatchObject({ kind: 'stands', signer: { id: 'lee' } });
  });

  it.each<[ResumeRefusal, SignedResume, Partial<ResumeBench>]>([
    ['no-people', signed(), { approvals: undefined }],
    ['unknown-key', signed({}, NOBODY), {}],
    ['bad-signature', { ...signed(), resume: { ...RESUME, holdSeq: 13 } }, {}],
    ['bad-signature', { ...signed({}, CLERK), keyId: LEE.keyId }, {}],
    ['role-may-not', signed({}, CLERK), {}],
    ['other-sale', signed({ saleId: 'sale-2' }), {}],
    ['signer-is-holder', signed({ holder: 'lee' }), {}],
    ['signer-is-actor', signed(), { actor: 'lee' }],
    ['not-yet-signed', signed(), { now: NOW - 60_001 }],
    ['expired', signed(), { now: NOW + 3_600_000 }],
    ['valid-too-long', signed({ expiresAt: NOW + 86_400_001 }), {}],
    ['regression-not-accepted', signed({ holder: 'trip:regressed' }), {}],
    ['not-regressed', signed({ regression: 'accepted' }), {}],
  ])('refuses: %s', (refusal, given, bench) => {
    expect(refusalOf(given, bench)).toBe(refusal);
  });

  it('holds every field to the signature', () => {
    const genuine = signed();
    const changes: Partial<Resume>[] = [
      { scope: 'sale' },
      { holder: 'trip:velocity.sku' },
      { holdSeq: 11 },
      { to: 'probe', sample: 1 },
      { reason: 'x' },
      { expiresAt: NOW + 7_200_000 },
      { nonce: '1'.repeat(32) },
    ];
    for (const change of changes)
      expect(refusalOf({ ...genuine, resume: { ...RESUME, ...change } })).toBe('bad-signature');
  });
});

describe('draftResume', () => {
  const hold = { scope: 'sku:EP-100', holder: 'kim', seq: 12 };
  const intent = { saleId: 'sale-1', hold, reason: '가격을 고쳤습니다', now: NOW, validMs: 3_600_000 };

  it('lifts the hold it is given, from now for as long as it is good', () => {
    const { nonce, ...rest } = draftResume(intent);
    expect({ ...rest, nonce: RESUME.nonce }).toEqual(RESUME);
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(draftResume(intent).nonce).not.toBe(nonce);
  });

  it('asks for a probe where a sample is told, and carries the word on a regression', () => {
    const draft = draftResume({ ...intent, sample: 50, regression: 'accepted' });
    expect(draft).toMatchObject({ to: 'probe', sample: 50, regression: 'accepted' });
  });

  it('is refused when it would be good for too long, or for no time at all', () => {
    const draftFor = (validMs: number): SignedResume => signResume(draftResume({ ...intent, validMs }), LEE);
    expect(refusalOf(draftFor(86_400_000))).toBeUndefined();
    expect(refusalOf(draftFor(86_400_001))).toBe('valid-too-long');
    expect(refusalOf(draftFor(0))).toBe('expired');
  });
});

describe('readResume', () => {
  const text = resumeFileText(signed());

  it('reads what was written, whatever the line end', () => {
    expect(readResume(text, { file: 'f' })).toEqual(signed());
    expect(readResume(text.trimEnd(), { file: 'f' })).toEqual(signed());
    expect(resumeIdOf(readResume(text, { file: 'f' }).resume)).toBe(resumeIdOf(RESUME));
    const probe = signed({ to: 'probe', sample: 50 });
    expect(readResume(resumeFileText(probe), { file: 'f' })).toEqual(probe);
  });

  it.each([
    ['', 'no complete JSON'],
    ['[]', 'is not a section of keys'],
    [text.replace('"keyId"', '"keyID"'), 'unknown key'],
    [text.replace('"holdSeq":12', '"holdSeq":12.5'), 'resume.holdSeq: expected a whole number'],
    [text.replace('"holdSeq":12', '"holdSeq": 12'), 'not in the form it was signed in'],
    [text.replace('"holdSeq":12', '"holdSeq":1,"holdSeq":12'), 'not in the form it was signed in'],
    [text.replace('"to":"open"', '"to":"closed"'), 'resume.to: expected open or probe'],
    [text.replace('"to":"open"', '"to":"probe"'), 'a probe has one'],
    [text.replace('resume/1', 'resume/2'), 'resume.schema: expected saleguard/resume/1'],
    [text.replace('sku:EP-100', 'sku:\\u0000'), 'resume.scope: expected a scope'],
    [text + ' '.repeat(5_000), 'longer than 4096'],
  ])('refuses %#', (given, message) => {
    expect(() => readResume(given, { file: 'f.json' })).toThrow(message);
  });
});
