import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlFormat } from '../../../../src/report/html.js';
import { fakeApproved, fakeRefused, fakeResult, fakeSale } from '../../../support/fake-audit-result.js';
import { written } from '../../../support/written.js';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
const browser = BROWSERS.find((name) => spawnSync(name, ['--version']).status === 0);
if (browser === undefined) console.log(`skipped: none of ${BROWSERS.join(', ')} is installed`);

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

describe.skipIf(browser === undefined)('the HTML report in a browser', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'saleguard-page-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The document once the browser has loaded the page; `then` runs after the page's own script. */
  function opened(page: string, then?: string): string {
    const file = join(folder, 'report.html');
    // Only the appended script needs the policy out of the way; the page itself is opened with it.
    const tested = then === undefined ? page : page.replace(/<meta http-equiv=[^>]*>/, '');
    writeFileSync(
      file,
      then === undefined ? tested : tested.replace('</body>', () => `<script>${then}</script></body>`),
    );
    const profile = `--user-data-dir=${join(folder, 'profile')}`;
    const run = spawnSync(browser ?? '', [...FLAGS, profile, '--dump-dom', pathToFileURL(file).href], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return run.stdout;
  }

  function statusOf(dom: string): string | undefined {
    return /id="status"[^>]*>([^<]*)</.exec(dom)?.[1];
  }

  function titlesOf(dom: string): string | undefined {
    return /<title>([^<]*)</.exec(dom)?.[1];
  }

  const page = written(htmlFormat, fakeSale(120));

  it('runs its script under its own policy', () => {
    const dom = opened(page);
    expect(statusOf(dom)).toBe('50 of 120 offers shown, 120 in all');
    expect(dom).toMatch(/id="filters"(?![^>]*hidden)/);
    expect(dom).toContain('>Show 50 more</button>');
  });

  it('fills cards exactly as they were written', () => {
    const dom = opened(
      page,
      `const list = document.getElementById('offer-list');
       const before = list.innerHTML;
       document.getElementById('reset').click();
       document.title = String(before === list.innerHTML) + ' ' + list.children.length;`,
    );
    expect(titlesOf(dom)).toBe('true 50');
  });

  it('shows more on demand', () => {
    const dom = opened(page, `const more = document.getElementById('more'); more.click(); more.click();`);
    expect(statusOf(dom)).toBe('120 of 120 offers shown, 120 in all');
    expect(dom).toMatch(/id="more"[^>]* hidden/);
  });

  it('filters by severity, rule, category and words, and sorts', () => {
    const dom = opened(
      page,
      `const set = (id, value) => {
         const control = document.getElementById(id);
         control.value = value;
         control.dispatchEvent(new Event('change'));
       };
       document.querySelector('input[value=warn]').click();
       set('rule', 'deep-markdown');
       set('category', '음향');
       set('sort', 'sku');
       const skus = [...document.querySelectorAll('#offer-list .sku')].map((sku) => sku.textContent);
       const severities = new Set([...document.querySelectorAll('#offer-list > li')].map((li) => li.dataset.severity));
       const sorted = skus.join() === [...skus].sort().join();
       document.title = [sorted, skus.length > 5, [...severities].sort()].join(' ');`,
    );
    expect(titlesOf(dom)).toBe('true true block,hold');
  });

  it('filters by approval, and finds an offer by the id of its approval', () => {
    const { findings } = fakeSale(90);
    const mixed = findings.map((finding, index) =>
      index % 3 === 0 ? fakeApproved(finding) : index % 3 === 1 ? fakeRefused(finding) : finding,
    );
    const dom = opened(
      written(htmlFormat, fakeResult(mixed)),
      `const status = () => document.getElementById('status').textContent;
       const seen = [];
       for (const state of ['approved', 'refused', 'none']) {
         const control = document.getElementById('approval');
         control.value = state;
         control.dispatchEvent(new Event('change'));
         const states = new Set([...document.querySelectorAll('#offer-list > li')].map((li) => li.dataset.approval));
         seen.push(status(), [...states].join());
       }
       document.getElementById('reset').click();
       seen.push(status());
       document.title = seen.join(' | ');`,
    );
    expect(titlesOf(dom)).toBe(
      [
        '30 of 30 offers shown, 90 in all',
        'approved',
        '30 of 30 offers shown, 90 in all',
        'refused',
        '30 of 30 offers shown, 90 in all',
        '',
        '50 of 90 offers shown, 90 in all',
      ].join(' | '),
    );
  });

  it('prints two hundred offers where there are more', () => {
    const dom = opened(
      written(htmlFormat, fakeSale(300)),
      `dispatchEvent(new Event('beforeprint'));
       const printed = document.getElementById('offer-list').children.length;
       const note = document.getElementById('printed').textContent;
       dispatchEvent(new Event('afterprint'));
       document.title = [printed, document.getElementById('offer-list').children.length, note].join(' ');`,
    );
    expect(titlesOf(dom)).toBe('200 50 The first 200 of 300 offers.');
  });
});
