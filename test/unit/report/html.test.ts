import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PriceTrail } from '../../../src/audit/result.js';
import { offerKey } from '../../../src/catalog/offer-key.js';
import { HTML_FIRST_OFFERS, HTML_OFFERS_MAX, htmlFormat } from '../../../src/report/html.js';
import {
  FAKE_APPROVAL_ID,
  FAKE_TODAY,
  fakeApproved,
  fakeBatchFinding,
  fakeFinding,
  fakePromotionFinding,
  fakeRefused,
  fakeResult,
  fakeSale,
} from '../../support/fake-audit-result.js';
import { piecesOf, written } from '../../support/written.js';

interface PageData {
  readonly offers: readonly Record<string, unknown>[];
}

function dataOf(page: string): PageData {
  const text = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  return JSON.parse(text) as PageData;
}

/** The page without its embedded data: what a reader without scripts is shown. */
function shownPart(page: string): string {
  return page.replace(/<script[^>]*>.*?<\/script>/gs, '');
}

describe('the HTML report', () => {
  it('allows its one script and its one style sheet by their digests, and nothing else', () => {
    const page = written(htmlFormat, fakeSale(3));
    const digestOf = (text: string | undefined): string =>
      createHash('sha256')
        .update(text ?? '')
        .digest('base64');
    const script = /<script>(.*?)<\/script>/s.exec(page)?.[1];
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1];
    expect(page).toContain(
      `content="default-src &#39;none&#39;; script-src &#39;sha256-${digestOf(script)}&#39;; style-src &#39;sha256-${digestOf(style)}&#39;`,
    );
    expect(shownPart(page)).not.toMatch(/ style=| on[a-z]+=/);
  });

  it('asks nothing of the network', () => {
    const page = written(htmlFormat, fakeSale(3));
    expect(page).not.toMatch(/https?:|src=|<link|@import|url\(/);
  });

  it('shows verdict, diagnosis, cost and place without scripts', () => {
    const shown = shownPart(written(htmlFormat, fakeResult([fakeBatchFinding(), fakeFinding()])));
    expect(shown).toContain('<h1>The batch as a whole needs a look. 1 offer must not go live.</h1>');
    expect(shown).toContain('12,900\u00a0won is 90\u00a0% below its usual price of 129,000\u00a0won.');
    expect(shown).toContain('could cost 4,527,900\u00a0won for 39 units');
    expect(shown).toContain('catalog.csv:2');
  });

  it('shows an approved offer quietly, with its approval, and counts it apart', () => {
    const shown = shownPart(written(htmlFormat, fakeResult([fakeApproved(fakeFinding())])));
    expect(shown).toContain('<h1>None of the 1,171 offers needs a change. 1 finding is approved.</h1>');
    expect(shown).toContain('<li class="offer" data-severity="info" data-approval="approved">');
    expect(shown).toContain(`<span class="approval">approved by ${FAKE_APPROVAL_ID}, was BLOCK</span>`);
  });

  it('says why an approval does not hold, in the batch too', () => {
    const findings = [
      fakeRefused(fakeBatchFinding(), 'catalogue-edited'),
      fakeRefused(fakeFinding(), 'expired'),
    ];
    const shown = shownPart(written(htmlFormat, fakeResult(findings)));
    expect(shown).toContain('does not hold: it was signed for other catalogue files than these');
    expect(shown).toContain('<li class="offer" data-severity="block" data-approval="refused">');
    expect(shown).toContain('does not hold: it has expired');
  });

  it('offers to filter by approval only where there is one', () => {
    expect(written(htmlFormat, fakeResult([fakeFinding()]))).not.toContain('<select id="approval">');
    const page = written(htmlFormat, fakeResult([fakeFinding(), fakeApproved(fakeFinding({ line: 3 }))]));
    expect(page).toMatch(
      /<select id="approval">.*<option value="approved">Approved \(1\)<.*<option value="none">Without approval \(1\)</,
    );
  });

  it('shows a promotion as a card of its own', () => {
    const shown = shownPart(written(htmlFormat, fakeResult([fakePromotionFinding(), fakeFinding()])));
    expect(shown).toContain('1 offer must not go live. 1 promotion needs a look.</h1>');
    expect(shown).toContain('<span class="sku">promotion SUMMER-10</span>');
    expect(shown).toContain('promotions.yaml:7');
  });

  it('says its language', () => {
    expect(written(htmlFormat, fakeSale(1), { lang: 'ko' })).toMatch(
      /^<!doctype html><html lang="ko">.*먼저 고칠 것/s,
    );
  });

  it('writes out the first offers and holds all of them for the script', () => {
    const page = written(htmlFormat, fakeSale(120));
    expect(shownPart(page).match(/<li class="offer" data-severity="/g)).toHaveLength(HTML_FIRST_OFFERS);
    expect(dataOf(page).offers).toHaveLength(120);
    expect(page).toContain('The first 50 of 120 offers.');
  });

  it('says on the page when it does not hold all offers', () => {
    const findings = Array.from({ length: HTML_OFFERS_MAX + 1 }, (_, index) =>
      fakeFinding({ line: index + 2 }),
    );
    const pieces = piecesOf(htmlFormat, fakeResult(findings));
    expect(pieces.filter((piece) => /^,?\n\{/.test(piece))).toHaveLength(HTML_OFFERS_MAX);
    expect(pieces.join('')).toContain('This page holds the first 20,000 of 20,001 offers.');
  });

  it('lets no text of a file become markup', () => {
    const bad = `</script><img src=x onerror=alert(1)>"'&\u202e`;
    const finding = fakeFinding({
      sku: bad,
      name: bad,
      category: bad,
      priceList: bad,
      file: bad,
      ruleId: bad,
    });
    const result = fakeResult(
      [fakeBatchFinding({ ruleId: bad, measured: { value: bad, unit: 'text' } }), finding],
      {
        policy: { source: bad, hash: 'ab'.repeat(32) },
        histograms: [{ category: bad, counts: [1], flagged: [1] }],
      },
    );
    const page = written(htmlFormat, result);
    expect(page).not.toContain('<img');
    expect(page).not.toContain('\u202e');
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(dataOf(page).offers[0]?.['name']).toBe(`</script><img src=x onerror=alert(1)>"'&`);
  });

  it('draws the price history of an offer with the offered price marked', () => {
    const { sku, priceList, currency } = { sku: 'EP-100', priceList: 'default', currency: 'KRW' } as const;
    const trail: PriceTrail = {
      currency,
      runs: [
        { startsOn: FAKE_TODAY - 10, dayCount: 4, priceMinor: 129_000 },
        { startsOn: FAKE_TODAY - 4, dayCount: 4, priceMinor: 119_000 },
      ],
    };
    const trails = new Map([[offerKey({ sku, priceList, currency }), trail]]);
    const shown = shownPart(written(htmlFormat, fakeResult([fakeFinding()], { trails })));
    expect(shown).toContain(
      'aria-label="Price history 2026-07-22 to 2026-07-31: between 119,000 won and 129,000 won; offered at 12,900 won."',
    );
    // Two days without an observation: the line starts anew.
    expect(/<path class="line" d="([^"]*)"/.exec(shown)?.[1]?.match(/M/g)).toHaveLength(2);
    expect(shown).toMatch(/<circle class="mark"[^>]* cy="35.6">/);
  });

  it('draws no history where there is none', () => {
    const shown = shownPart(written(htmlFormat, fakeResult([fakeFinding()])));
    expect(shown.split('<template')[0]).not.toContain('<figure');
  });

  it('draws markdowns by category, most flagged first, and marks flagged offers by number', () => {
    const counts = Array.from({ length: 22 }, () => 5);
    const flagged = counts.map((_, bin) => (bin === 20 ? 3 : 0));
    const histograms = [
      { category: '', counts, flagged: counts.map(() => 0) },
      { category: '음향', counts, flagged },
    ];
    const page = written(htmlFormat, fakeResult([], { histograms }));
    expect(page).toContain('aria-label="Markdowns in 음향: 110 offers, 3 of them blocked or held."');
    expect(page.indexOf('음향')).toBeLessThan(page.indexOf('No category'));
    expect(/<text class="count"[^>]*>(.*?)<\/text>/.exec(page)?.[1]).toBe('3');
  });

  it('says what could not be judged, and never that a blind rule found nothing', () => {
    const result = fakeResult([]);
    const coverage = [{ ruleId: 'above-list', judged: 0, notJudged: 1171, off: 0, missing: ['list-price'] }];
    const page = written(htmlFormat, { ...result, summary: { ...result.summary, coverage } });
    expect(page).toContain(
      'No list price (column list_price): above-list could not judge any of the 1,171 offers.',
    );
    expect(page).toContain('judged 0 of 1,171');
    expect(page).not.toContain('no finding');
  });

  it('has neither script nor filters when no offer was flagged', () => {
    const page = written(htmlFormat, fakeResult([]));
    expect(page).toContain('No offer was flagged.');
    expect(page).not.toMatch(/<script|<template|id="filters"/);
  });

  it('is written in pieces, never as one text', () => {
    const lengths = piecesOf(htmlFormat, fakeSale(500)).map((piece) => piece.length);
    expect(lengths.length).toBeGreaterThan(500);
    expect(Math.max(...lengths)).toBeLessThan(30_000);
  });
});
