import { describe, expect, it } from 'vitest';
import { PLAIN_NUMBERS } from '../../../src/money/decimal-text.js';
import { RULES } from '../../../src/pricing/rule-table.js';
import { UNWAIVABLE } from '../../../src/pricing/unwaivable.js';
import { policyJsonSchema } from '../../../src/wire/json-schemas.js';
import { builtInPolicy, loadPolicyText, withCatalog, type Policy } from '../../../src/wire/policy.js';
import { KEYS } from '../approvals/making.js';
import { problemLines } from './expect-problems.js';

const LEAD = `ed25519:${KEYS.lead.publicKey}`;
const SECOND = `ed25519:${KEYS.second.publicKey}`;

function load(approvals: string): Policy {
  return loadPolicyText(`version: 1\napprovals:${approvals}`, { file: 'policy.yaml' });
}

function section(text: string): string {
  return `\n${text
    .trim()
    .split('\n')
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n')}\n`;
}

function problems(approvals: string): readonly string[] {
  return problemLines({ code: 'policy', file: 'policy.yaml' }, () => load(approvals));
}

const FULL = section(`
validDaysMax: 7
secondSignatureFrom: { KRW: '10000000', USD: '0.5' }
roles:
  pricing-lead: { mayApprove: all, batch: true, seal: true, resume: true }
  merchandiser: { mayApprove: [worst-stack, deep-markdown] }
  viewer:
people:
  - { id: p-2, role: merchandiser, publicKey: '${SECOND}' }
  - { id: p-17, role: pricing-lead, publicKey: '${LEAD}' }
`);

describe('the approvals of a policy', () => {
  it('are not in use without the section', () => {
    expect(builtInPolicy().approvals).toBeUndefined();
    expect(loadPolicyText('version: 1', { file: 'p' }).approvals).toBeUndefined();
  });

  it('are in use with an empty one, and nobody’s signature counts', () => {
    const nobody = { people: [], roles: [], secondSignatureFromMinor: new Map(), validDaysMax: 14 };
    expect(load('').approvals).toEqual(nobody);
    expect(load(' {}').approvals).toEqual(nobody);
    expect(load(section('people:\nroles:\nsecondSignatureFrom:')).approvals).toEqual(nobody);
    expect(load('').hash).not.toBe(builtInPolicy().hash);
  });

  it('are read with every value present, people and roles in the order of their names', () => {
    expect(load(FULL).approvals).toEqual({
      validDaysMax: 7,
      secondSignatureFromMinor: new Map([
        ['KRW', 10_000_000],
        ['USD', 50],
      ]),
      roles: [
        {
          name: 'merchandiser',
          mayApprove: ['deep-markdown', 'worst-stack'],
          mayApproveBatch: false,
          maySeal: false,
          mayResume: false,
        },
        { name: 'pricing-lead', mayApprove: 'all', mayApproveBatch: true, maySeal: true, mayResume: true },
        { name: 'viewer', mayApprove: [], mayApproveBatch: false, maySeal: false, mayResume: false },
      ],
      people: [
        { id: 'p-17', keyId: KEYS.lead.keyId, publicKey: KEYS.lead.publicKey, role: 'pricing-lead' },
        { id: 'p-2', keyId: KEYS.second.keyId, publicKey: KEYS.second.publicKey, role: 'merchandiser' },
      ],
    });
  });

  it('are frozen', () => {
    const { approvals } = load(FULL);
    for (const value of [
      approvals,
      approvals?.people,
      approvals?.people[0],
      approvals?.roles,
      approvals?.roles[0],
    ])
      expect(Object.isFrozen(value)).toBe(true);
    expect(Object.isFrozen(approvals?.roles[0]?.mayApprove)).toBe(true);
  });

  it('are in the hash by their meaning', () => {
    const { hash } = load(FULL);
    const turned = section(`
people:
  - { publicKey: '${LEAD}', role: pricing-lead, id: p-17 }
  - { id: p-2, role: merchandiser, publicKey: '${SECOND}' }
roles:
  viewer: {}
  merchandiser: { seal: false, mayApprove: [deep-markdown, worst-stack, deep-markdown] }
  pricing-lead: { mayApprove: all, resume: true, batch: true, seal: true }
secondSignatureFrom: { USD: '0.50', KRW: 10000000 }
validDaysMax: 7
`);
    expect(load(turned).hash).toBe(hash);
    const edits = [
      ['validDaysMax: 7', 'validDaysMax: 8'],
      ['10000000', '10000001'],
      [LEAD, `ed25519:${KEYS.merchandiser.publicKey}`],
      ['id: p-17', 'id: p-18'],
      ['role: merchandiser', 'role: viewer'],
      ['batch: true', 'batch: false'],
      ['seal: true', 'seal: false'],
      ['resume: true', 'resume: false'],
      ['mayApprove: all', 'mayApprove: []'],
      ['worst-stack, ', ''],
    ] as const;
    const hashes = edits.map(([from, to]) => load(FULL.replace(from, to)).hash);
    expect(new Set([hash, ...hashes]).size).toBe(edits.length + 1);
  });

  it.each<[string, string, string]>([
    [
      'an unknown key',
      section('valdDaysMax: 3'),
      '3:3 approvals.valdDaysMax: unknown key; did you mean validDaysMax?',
    ],
    [
      'no days',
      section('validDaysMax: 0'),
      '3:3 approvals.validDaysMax: got 0, expected a whole number of days from 1 to 366',
    ],
    ['two years', section('validDaysMax: 730'), 'approvals.validDaysMax: got 730'],
    [
      'a currency that is none',
      section("secondSignatureFrom: { won: '1' }"),
      'approvals.secondSignatureFrom.won',
    ],
    ['an amount with a fraction', section("secondSignatureFrom: { KRW: '1.5' }"), 'KRW has no more'],
    [
      'an unknown rule',
      section('roles:\n  a: { mayApprove: [deep-markdwn] }'),
      '4:10 approvals.roles.a.mayApprove: there is no rule "deep-markdwn"; did you mean deep-markdown?',
    ],
    ['a rule nobody knows', section('roles:\n  a: { mayApprove: [x] }'), '"saleguard rules" lists them'],
    [
      'an unwaivable rule',
      section('roles:\n  a: { mayApprove: [absolute-floor] }'),
      'absolute-floor cannot be approved by anybody: a price of nothing is never meant',
    ],
    [
      'any other word',
      section('roles:\n  a: { mayApprove: everything }'),
      'got "everything", expected all, or a list of rule ids',
    ],
    ['a number in the list', section('roles:\n  a: { mayApprove: [7] }'), 'got 7 in the list'],
    [
      'yes for true',
      section('roles:\n  a: { batch: "yes" }'),
      'approvals.roles.a.batch: got "yes", expected true or false',
    ],
    ['an unknown right', section('roles:\n  a: { seals: true }'), 'did you mean seal?'],
    ['a role with a blank', section('roles:\n  "a b": {}'), 'a name of a role: 1 to 64 letters'],
    [
      'an unknown role',
      section(`roles:\n  lead: {}\npeople:\n  - { id: p-1, role: laed, publicKey: '${LEAD}' }`),
      '6:18 approvals.people[0].role: there is no role laed; did you mean lead?',
    ],
    [
      'no roles at all',
      section(`people:\n  - { id: p-1, role: lead, publicKey: '${LEAD}' }`),
      'there is no role lead; name it under roles',
    ],
    [
      'one id twice',
      section(
        `roles:\n  a:\npeople:\n  - { id: p-1, role: a, publicKey: '${LEAD}' }\n  - { id: p-1, role: a, publicKey: '${SECOND}' }`,
      ),
      '7:9 approvals.people[1].id: p-1 stands in the list already',
    ],
    [
      'one key twice',
      section(
        `roles:\n  a:\npeople:\n  - { id: p-1, role: a, publicKey: '${LEAD}' }\n  - { id: p-2, role: a, publicKey: '${LEAD}' }`,
      ),
      'approvals.people[1].publicKey: this is the key of p-1 already',
    ],
    [
      'a mail address as id',
      section(`people:\n  - { id: a@b.kr, role: a, publicKey: '${LEAD}' }`),
      'an id of the person: 1 to 64 letters',
    ],
    [
      'a person without a key',
      section('people:\n  - { id: p-1, role: a }'),
      'approvals.people[0].publicKey: not a public key',
    ],
    [
      'a key without its prefix',
      section(`people:\n  - { id: p-1, role: a, publicKey: '${KEYS.lead.publicKey}' }`),
      'approvals.people[0].publicKey: not a public key',
    ],
    [
      '32 zero bytes',
      section(`people:\n  - { id: p-1, role: a, publicKey: 'ed25519:${'A'.repeat(43)}=' }`),
      'nobody can have made this key',
    ],
    [
      '32 bytes that are no point',
      section(`people:\n  - { id: p-1, role: a, publicKey: 'ed25519:Ag${'A'.repeat(41)}=' }`),
      'nobody can have made this key',
    ],
    [
      'a key in a second spelling',
      section(`people:\n  - { id: p-1, role: a, publicKey: '${LEAD.slice(0, -2)}B=' }`),
      'nobody can have made this key',
    ],
  ])('refuse %s with its place', (_what, text, expected) => {
    const [first, ...more] = problems(text);
    expect(first).toContain(expected);
    expect(first).toMatch(/^\d+:\d+ approvals\./);
    expect(more).toEqual([]);
  });

  it('quote nothing of a private key that stands where a public one belongs', () => {
    const body = 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';
    for (const pasted of [body, `-----BEGIN PRIVATE KEY-----\\n${body}\\n`, `ed25519:${body}`]) {
      const [first = ''] = problems(section(`people:\n  - { id: p-1, role: a, publicKey: "${pasted}" }`));
      expect(first).toContain('not a public key');
      expect(first).not.toContain(body.slice(0, 12));
    }
  });

  it('are in the schema for editors: every rule that can be approved, and no other', () => {
    const text = JSON.stringify(policyJsonSchema());
    const approvable = RULES.map(({ id }) => id).filter((id) => !UNWAIVABLE.has(id));
    expect(text).toContain(`{"type":"string","enum":${JSON.stringify(approvable)}}`);
    expect(text).toContain('"pattern":"^ed25519:[A-Za-z0-9+/]{43}=$"');
    expect(text).toContain('"default":14');
  });
});

describe('withCatalog', () => {
  const policy = load(FULL);

  it('takes the format into the hash, and leaves the rest as it is', () => {
    const other = withCatalog(policy, { ...policy.catalog, currency: 'KRW' });
    expect(other.hash).not.toBe(policy.hash);
    expect(other.catalog.currency).toBe('KRW');
    expect([other.source, other.audit, other.approvals]).toEqual([
      policy.source,
      policy.audit,
      policy.approvals,
    ]);
    expect(withCatalog(other, policy.catalog).hash).toBe(policy.hash);
    expect(Object.isFrozen(other)).toBe(true);
  });

  it('gives a format that says the same the same hash', () => {
    const columns = [
      ['품번', 'sku'],
      ['판매가', 'price'],
    ] as const;
    const hashOf = (
      pairs: readonly (readonly [string, 'sku' | 'price'])[],
      signs: readonly string[],
    ): string =>
      withCatalog(policy, {
        ...policy.catalog,
        columns: new Map(pairs),
        numbers: { ...PLAIN_NUMBERS, currencySigns: signs },
      }).hash;
    expect(hashOf([...columns].reverse(), ['원', '₩', '원'])).toBe(hashOf(columns, ['₩', '원']));
    expect(hashOf(columns, [])).not.toBe(hashOf(columns, ['₩']));
  });

  it('is what the policy file would have said', () => {
    const written = loadPolicyText(
      `version: 1\ncatalog: { currency: KRW, preset: korean }\napprovals:${FULL}`,
      {
        file: 'written.yaml',
      },
    );
    expect(withCatalog(policy, { ...policy.catalog, currency: 'KRW', preset: 'korean' }).hash).toBe(
      written.hash,
    );
  });
});
