// The day as one page: what both shops took, minute by minute, what it came to, and what happened when.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { ROOT } from '../saleguard.mjs';
import { chart, minutesOf } from './chart.mjs';
import { CORRECTED_AT, ENDS_AT, FEED_AT } from './shoppers.mjs';

/** Where the page goes, from the root of the repository. */
export const TIMELINE = 'out/electronics-sale-day.html';

const STYLE = `
:root { color-scheme: light; font: 15px/1.5 system-ui, 'Noto Sans KR', sans-serif; color: #1d2733; background: #fff; }
body { margin: 0 auto; max-width: 1000px; padding: 24px 16px 60px; }
h1 { font-size: 1.5rem; margin: 0 0 4px; } h2 { font-size: 1.1rem; margin: 32px 0 8px; }
.lead { color: #55616f; margin: 0 0 18px; }
.shops { display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 14px; }
.shop { border: 1px solid #d6dde5; border-radius: 8px; padding: 12px 16px; }
.shop h3 { margin: 0 0 6px; font-size: 1rem; } .shop dl { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; margin: 0; }
.shop dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.bad { color: #b3261e; } .good { color: #1b7f4b; }
svg { width: 100%; height: auto; } .axis { stroke: #1d2733; } .mark { stroke: #8a96a3; stroke-dasharray: 3 3; }
.tick, .word, .side { font-size: 12px; fill: #55616f; } .side { font-weight: 600; }
.taken { fill: #4c8dd6; } .wrong { fill: #b3261e; } .priceRefused { fill: #f0a35e; } .otherRefused { fill: #c5ced8; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0; list-style: none; font-size: .9rem; }
.legend i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; vertical-align: -1px; }
i.taken { background: #4c8dd6; } i.wrong { background: #b3261e; } i.priceRefused { background: #f0a35e; } i.otherRefused { background: #c5ced8; }
table { border-collapse: collapse; width: 100%; } td { padding: 4px 8px 4px 0; vertical-align: top; border-bottom: 1px solid #e8edf2; }
td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; color: #55616f; }
@media print { body { max-width: none; padding: 0; } .shop, svg { break-inside: avoid; } }
`;

/** Writes the page whole or not at all. */
export function writeTimeline(day, words) {
  const startsAt = day.book.header.startsAt;
  const minutes = ENDS_AT / 60_000;
  const scale = { startsAt, minutes, entries: day.entries };
  const minuteOf = (at) => (at - startsAt) / 60_000;
  const marks = [
    { minute: FEED_AT / 60_000, word: words.marks.feed },
    ...day.guarded.log
      .filter(({ what }) => what === 'trip')
      .map(({ at }) => ({ minute: minuteOf(at), word: words.marks.trip })),
    { minute: CORRECTED_AT / 60_000, word: words.marks.corrected },
  ];
  const drawing = chart({
    guarded: minutesOf(day.guarded.orders, scale),
    naive: minutesOf(day.naive.orders, scale),
    minutes,
    marks,
    words,
  });
  const html = `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title}</title><style>${STYLE}</style>
</head>
<body>
<h1>${words.title}</h1>
<p class="lead">${words.lead(day)}</p>
<div class="shops">${shop(words.withGuard, words.figures(day.guarded.account, day))}${shop(words.withCounter, words.figures(day.naive.account, day))}</div>
<h2>${words.chart}</h2>
<ul class="legend">${Object.entries(words.legend)
    .map(([kind, word]) => `<li><i class="${kind}"></i>${word}</li>`)
    .join('')}</ul>
${drawing}
<h2>${words.events}</h2>
<table>${eventsOf(day, words)
    .map(({ at, text }) => `<tr><td>${clock(at - startsAt)}</td><td>${escaped(text)}</td></tr>`)
    .join('\n')}</table>
</body>
</html>
`;
  mkdirSync(new URL('out/', ROOT), { recursive: true });
  const path = new URL(TIMELINE, ROOT);
  const draft = new URL(`${TIMELINE}.part`, ROOT);
  writeFileSync(draft, html);
  renameSync(draft, path);
}

function shop(name, figures) {
  const rows = figures.map(({ word, value, tone }) => `<dt>${word}</dt><dd class="${tone}">${value}</dd>`);
  return `<section class="shop"><h3>${name}</h3><dl>${rows.join('')}</dl></section>`;
}

/** What happened, in the order of the clock. */
export function eventsOf(day, words) {
  const startsAt = day.book.header.startsAt;
  return [
    { at: startsAt, text: words.told.opened(day) },
    { at: startsAt + FEED_AT, text: words.told.feed(day) },
    ...day.guarded.log.map((entry) => ({ at: entry.at, text: words.told[entry.what](entry) })),
    { at: startsAt + CORRECTED_AT, text: words.told.corrected(day) },
    { at: startsAt + ENDS_AT, text: words.told.closed(day) },
  ].sort((left, right) => left.at - right.at);
}

/** Ms after midnight as 00:31:05. */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
