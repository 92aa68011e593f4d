import { offersSource } from '../../../src/audit/source.js';
import { rowHash } from '../../../src/approvals/row-hash.js';
import { signApproval } from '../../../src/approvals/sign-approval.js';
import { auditCatalog } from '../../../src/audit/audit.js';
import type { Approval, ApprovalPolicy, SignedApproval } from '../../../src/catalog/approval.js';
import { makeOffer, type OfferInit } from '../../../src/catalog/offer.js';
import type { Promotion, Promotions } from '../../../src/catalog/promotion.js';
import type { Sale } from '../../../src/catalog/sale.js';
import { jsonFormat } from '../../../src/report/json.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../../src/seal/ed25519.js';
import { sealCatalogue, type Sealed } from '../../../src/sealing/seal-catalogue.js';
import type { SealOptions } from '../../../src/sealing/seal-options.js';
import { TEST_NOW } from '../../../src/testing/facts.js';
import { builtInPolicy } from '../../../src/wire/policy.js';
import { readWholeReport } from '../../../src/wire/read-report.js';
import type { Report } from '../../../src/wire/report.js';

const DAY_MS = 86_400_000;

/** A person who may approve and seal. */
export const lead = signingKeyFromPem(newPrivateKeyPem());
/** A person who may approve, but not seal. */
export const merchandiser = signingKeyFromPem(newPrivateKeyPem());

export const PEOPLE: ApprovalPolicy = {
  people: [
    { id: 'p-17', keyId: lead.keyId, publicKey: lead.publicKey, role: 'pricing-lead' },
    { id: 'p-11', keyId: merchandiser.keyId, publicKey: merchandiser.publicKey, role: 'merchandiser' },
  ],
  roles: [
    { name: 'pricing-lead', mayApprove: 'all', mayApproveBatch: true, maySeal: true, mayResume: false },
    { name: 'merchandiser', mayApprove: 'all', mayApproveBatch: false, maySeal: false, mayResume: false },
  ],
  secondSignatureFromMinor: new Map(),
  validDaysMax: 14,
};

export const SALE: Sale = {
  saleId: 'earphones-0801',
  epoch: 1,
  startsAt: TEST_NOW,
  endsAt: TEST_NOW + 3 * DAY_MS,
  currency: 'KRW',
  lossBudgetMinor: undefined,
  channels: [{ id: 'web', paymentMs: 900_000 }],
  perCustomerMax: undefined,
  entries: [],
};

export function offer(sku: string, changes: Partial<OfferInit> = {}): OfferInit {
  return { sku, currency: 'KRW', priceMinor: 129_000, listPriceMinor: 159_000, stockToSell: 10, ...changes };
}

/** An offer at 92 % off its list price: blocked unless approved. */
export const DEEP: OfferInit = offer('XD-1801', { priceMinor: 12_700, author: 'p-11' });

/** One shop on the day of a seal; every member may be another. */
export interface SealStage {
  readonly offers?: readonly OfferInit[];
  /** What is found in the files when the seal is made; the audited offers where nothing else is said. */
  readonly offersNow?: readonly OfferInit[];
  readonly promotions?: readonly Promotion[];
  readonly approvals?: readonly SignedApproval[];
  readonly sale?: Partial<Sale>;
  readonly change?: Partial<SealOptions>;
  readonly tamper?: (report: Report) => unknown;
}

/** What came of a seal, with the book as text. */
export async function seal(stage: SealStage): Promise<{ readonly sealed: Sealed; readonly book: string }> {
  const offers = stage.offers ?? [offer('EP-100'), offer('EP-200')];
  const audited = inputs(offers, stage.promotions);
  const result = await auditCatalog({ ...audited, now: TEST_NOW });
  let text = '';
  const options = {
    lang: 'en',
    toolVersion: '0',
    findingMax: 1,
    failOn: 'hold',
    hasBaseline: false,
    colour: false,
    width: 80,
    isTerminal: false,
  } as const;
  jsonFormat.write(result, options, { write: (piece) => (text += piece) });
  const written = readWholeReport(text, { file: 'report.json' });
  // A test may write anything into a report; the seal has to stand it.
  const report = stage.tamper === undefined ? written : (stage.tamper(written) as Report);
  const pieces: Uint8Array[] = [];
  const sealed = await sealCatalogue({
    audit: inputs(stage.offersNow ?? offers, stage.promotions),
    policy: { approvals: PEOPLE },
    report,
    sale: { ...SALE, ...stage.sale },
    approvals: stage.approvals ?? [],
    key: lead,
    now: TEST_NOW - 1000,
    onOpenRow: 'refuse',
    write: (bytes) => {
      pieces.push(bytes);
    },
    ...stage.change,
  });
  return { sealed, book: Buffer.concat(pieces).toString('utf8') };
}

function inputs(offers: readonly OfferInit[], promotions: readonly Promotion[] | undefined) {
  return {
    catalog: [offersSource('catalog.csv', offers)],
    policy: { ...builtInPolicy(), approvals: PEOPLE },
    ...(promotions === undefined ? {} : { promotions: promotionsOf(promotions) }),
  };
}

function promotionsOf(promotions: readonly Promotion[]): Promotions {
  return { file: 'promotions.yaml', sha256: 'a'.repeat(64), promotions, applicationOrder: 'unknown' };
}

/** An approval of a row as it is, for every rule. */
export function approvalOf(init: OfferInit, changes: Partial<Approval> = {}, floor?: number): SignedApproval {
  const row = makeOffer(init);
  const { sku, priceList, currency, priceMinor } = row;
  const rows = [
    { sku, priceList, currency, priceMinor, floorMinor: floor ?? priceMinor, rowHash: rowHash(row) },
  ];
  const approval: Approval = {
    schema: 'saleguard/approval/1',
    scope: { kind: 'rows', rows },
    rules: [
      'deep-markdown',
      'no-reference',
      'below-cost',
      'digit-edit',
      'digit-shift',
      'placeholder',
      'unapproved-change',
      'worst-stack',
    ],
    startsAt: undefined,
    endsAt: undefined,
    quantityMax: undefined,
    signedAt: TEST_NOW - 2000,
    expiresAt: TEST_NOW + DAY_MS,
    nonce: '00112233445566778899aabbccddeeff',
    ...changes,
  };
  return signApproval(approval, lead);
}
