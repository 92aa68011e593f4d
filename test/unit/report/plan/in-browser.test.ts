import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePlanPage } from '../../../../src/report/plan/plan-page.js';
import { PlanSurvey } from '../../../../src/report/plan/survey.js';
import { at, fakeHeader, fakeRecords, fakeTrailer } from './fake-plan.js';

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
  // What a script does after a pause is waited for.
  '--virtual-time-budget=5000',
];

function makePage(currency: 'KRW' | 'USD'): string {
  const header = fakeHeader({ currency });
  const records = [...fakeRecords(120)];
  const now = at('2026-08-04T09:00:00+09:00');
  const survey = new PlanSurvey({ header, now });
  for (const record of records) survey.add(record);
  const trailer = fakeTrailer(header, records);
  const pieces: string[] = [];
  writePlanPage(
    { header, trailer, approvals: [], survey, now, lang: 'en', toolVersion: '0' },
    { write: (text) => void pieces.push(text) },
  );
  return pieces.join('');
}

describe.skipIf(browser === undefined)('the page of a plan in a browser', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'saleguard-plan-page-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The title that a script leaves behind after the page's own; without one the document itself, under its own policy. */
  function opened(page: string, then?: string): string {
    const file = join(folder, 'plan.html');
    const tested = page.replace(/<meta http-equiv=[^>]*>/, '');
    writeFileSync(
      file,
      then === undefined ? page : tested.replace('</body>', () => `<script>${then}</script></body>`),
    );
    const profile = `--user-data-dir=${join(folder, 'profile')}`;
    const run = spawnSync(browser ?? '', [...FLAGS, profile, '--dump-dom', pathToFileURL(file).href], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return then === undefined
      ? run.stdout
      : (/<title>([^<]*)</.exec(run.stdout)?.[1] ?? run.stdout.slice(0, 500));
  }

  it('runs its script under its own policy', () => {
    const dom = opened(makePage('KRW'));
    expect(/id="status"[^>]*>([^<]*)</.exec(dom)?.[1]).toBe('1 to 50 of 120 orders, 120 in all');
    expect(dom).toMatch(/id="filters"(?![^>]*hidden)/);
  });

  it.each(['KRW', 'USD'] as const)('fills its rows exactly as they were written, in %s', (currency) => {
    const page = makePage(currency);
    const written = [...page.matchAll(/<tr data-decision="[a-z]+">(.*?)<\/tr>/gs)].map(([, row = '']) =>
      row.replaceAll('</td>', '|').replace(/<[^>]*>/g, ''),
    );
    const told = opened(
      page,
      `document.title = [...document.querySelectorAll('#order-list tr')].map((row) => [...row.cells].map((cell) => cell.textContent + '|').join('')).join(';');`,
    );
    expect(told.replaceAll('&nbsp;', '\u00a0').split(';')).toEqual(written);
  });

  it('searches, filters, sorts and turns pages', () => {
    const told = opened(
      makePage('KRW'),
      `const run = async () => {
         const set = async (id, value) => {
           const control = document.getElementById(id);
           control.value = value;
           control.dispatchEvent(new Event(id === 'search' ? 'input' : 'change'));
           await new Promise((done) => setTimeout(done, id === 'search' ? 200 : 20));
         };
         const ids = () => [...document.querySelectorAll('#order-list .order')].map((button) => button.textContent);
         const decisions = () => [...new Set([...document.querySelectorAll('#order-list tr')].map((row) => row.dataset.decision))].join();
         document.getElementById('next').click();
         const second = ids()[0];
         await set('decision', 'Honour');
         const honoured = decisions();
         document.getElementById('reset').click();
         await set('search', '0000077');
         const found = ids().join();
         document.getElementById('reset').click();
         await set('sort', 'money');
         const amounts = [...document.querySelectorAll('#order-list tr')].map((row) => Number(row.cells[4].textContent.replace(/[^0-9]/g, '')));
         const sorted = amounts.join() === [...amounts].sort((a, b) => b - a).join();
         document.querySelector('#order-list .order').click();
         const letter = document.querySelector('#chosen-text .letter h3').textContent.includes('H-');
         document.title = [second, honoured, found, sorted, letter, !document.getElementById('chosen').hidden].join(' ');
       };
       run();`,
    );
    expect(told).toBe('H-0000051 honour H-0000077 true true true');
  });
});
