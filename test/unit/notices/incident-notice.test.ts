import { describe, expect, it } from 'vitest';
import type { Incident, IncidentStage } from '../../../src/incident/incident.js';
import { incidentNotice, incidentTimeline } from '../../../src/notices/incident-notice.js';
import { noticeWords } from '../../../src/notices/words/words.js';
import { NOTICE_LANGS } from '../../../src/notices/lang.js';
import { at, fakeHeader } from '../report/plan/fake-plan.js';

function incidentOf(...stages: readonly IncidentStage[]): Incident {
  const header = fakeHeader();
  return {
    schema: 'saleguard/incident/1',
    id: header.incidentId,
    saleId: header.saleId,
    origin: 'operator',
    class: 'price',
    cause: 'entry',
    currency: 'KRW',
    knownAt: header.incident.knownAt,
    subject: header.incident.subject,
    stages: stages.map((stage, index) => ({
      stage,
      at: at('2026-08-01T10:20:00+09:00') + index * 3_600_000,
      by: 'kim-the-operator',
      dueAt: 0,
      reason: 'a secret reason',
    })),
    evidence: [
      { at: 0, by: 'kim-the-operator', kind: 'other', what: 'inner evidence', fileSha256: undefined },
    ],
    trip: undefined,
  };
}

describe.each(NOTICE_LANGS)('the public notice in %s', (lang) => {
  it('says what happened, which goods, what the shop does, and where to ask', () => {
    const { text, title } = incidentNotice({ header: fakeHeader(), lang });
    expect(title).toContain('하이마켓');
    for (const part of ['10:12', 'EP-100', '12,900', '129,000', '100,000', '1588-0000'])
      expect(text).toContain(part);
  });

  it('tells no worth of a coupon where tiers are offered another one', () => {
    const { apology } = fakeHeader().policy;
    const byTier = [{ tier: 'vip', form: { kind: 'amount', amountMinor: 77_000 } as const }];
    const { text } = incidentNotice({
      header: fakeHeader({}, { apology: { ...apology, byTier } }),
      lang,
    });
    expect(text).toContain(noticeWords(lang).incident.couponOwn);
    expect(text).not.toMatch(/100,000|77,000|10 ?%|vip/);
  });

  it('prints the timeline without a name, a reason or evidence', () => {
    const incident = incidentOf('intake', 'classify', 'investigate', 'solve', 'notify', 'follow-up');
    const { text } = incidentNotice({ header: fakeHeader(), incident, lang });
    expect(text).not.toMatch(/kim|secret|inner/);
    const lines = incidentTimeline({ incident, lang, timeZone: 'Asia/Seoul' });
    expect(new Set(lines).size).toBe(6);
    for (const line of lines) expect(text).toContain(line);
  });
});

describe('the timeline for customers', () => {
  it('says that an earlier stage was looked at once more', () => {
    const incident = incidentOf('intake', 'classify', 'investigate', 'classify');
    const lines = incidentTimeline({ incident, lang: 'en', timeZone: 'Asia/Seoul' });
    expect(lines.at(-1)).toBe('13:20 on 1 August 2026: We looked at it once more.');
  });

  it('names the goods of a long list up to a number', () => {
    const { incident } = fakeHeader();
    const prices = Array.from({ length: 25 }, (_, index) => ({
      sku: `S-${index}`,
      priceList: 'default',
      shownMinor: [1],
      intendedMinor: 2,
    }));
    const header = fakeHeader({ incident: { ...incident, subject: { ...incident.subject, prices } } });
    expect(incidentNotice({ header, lang: 'en' }).text).toMatch(/S-19: .*\n- and 5 more\n/);
  });
});
