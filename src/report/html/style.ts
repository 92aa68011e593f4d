/** The page's one style sheet: phone first, wide screens and paper after it, light and dark. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fafaf8; --card: #ffffff; --ink: #1c1b19; --soft: #5a564f; --line: #dcd9d1; --fill: #c9c5bb; --link: #174e86;
  --block: #b3261e; --hold: #8a5200; --warn: #1d5f8c; --info: #5a564f; --on: #ffffff; --tint: #f1efe9;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #161614; --card: #1f1e1c; --ink: #edebe5; --soft: #b0aba0; --line: #3b3934; --fill: #57534b; --link: #8fc3f5;
    --block: #ff9185; --hold: #f2b653; --warn: #84c5f2; --info: #b0aba0; --on: #161614; --tint: #292824;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 20px 16px 48px; max-width: 1200px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR",
    "Noto Sans CJK KR", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; word-break: keep-all;
}
time { white-space: nowrap; }
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: clamp(1.45rem, 1.1rem + 1.6vw, 2.1rem); line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 40px 0 8px; scroll-margin-top: 12px; }
h3 { font-size: 1rem; line-height: 1.35; font-weight: 600; }
a { color: var(--link); }
code, .sku, .place { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK KR", monospace; font-size: .88em; }
.skip { position: absolute; left: -999px; }
.skip:focus { position: static; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.eyebrow { color: var(--soft); font-size: .875rem; font-weight: 600; margin-bottom: 4px; }
.lead { color: var(--soft); margin-top: 8px; max-width: 78ch; }
.figures { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; margin-top: 20px; }
.figures li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 12px; }
.figures .cost { grid-column: 1 / -1; }
.figures b { display: block; font-size: 1.6rem; line-height: 1.2; letter-spacing: -.01em; }
.figures span { color: var(--soft); font-size: .8125rem; line-height: 1.35; display: block; }
.figures .badge { margin: 4px 4px 2px 0; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 16px; font-size: .9375rem; }
nav a { padding: 4px 0; }
[data-severity=block] { --severity: var(--block); }
[data-severity=hold] { --severity: var(--hold); }
[data-severity=warn] { --severity: var(--warn); }
[data-severity=info] { --severity: var(--info); }
.badge {
  display: inline-block; background: var(--severity); color: var(--on); border-radius: 4px; padding: 1px 7px;
  font-size: .75rem; line-height: 1.45; font-weight: 700; font-style: normal; white-space: nowrap; letter-spacing: .02em;
}
.figures i { display: table; color: var(--on); }
.filters { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; margin: 16px 0; }
.filters label > span:first-child, legend { display: block; font-size: .8125rem; color: var(--soft); padding: 0; }
.search, fieldset { grid-column: 1 / -1; }
fieldset { border: 0; display: flex; flex-wrap: wrap; gap: 6px 16px; min-width: 0; }
fieldset label { display: inline-flex; align-items: center; gap: 6px; min-height: 32px; }
fieldset .badge { color: var(--on) !important; font-size: .75rem !important; padding: 1px 7px !important; }
input[type=checkbox] { width: 18px; height: 18px; margin: 0; accent-color: var(--severity); }
input[type=search], select, button {
  font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--soft); border-radius: 8px;
  min-height: 42px; width: 100%; padding: 6px 10px; max-width: 100%; text-overflow: ellipsis;
}
button { cursor: pointer; font-weight: 600; align-self: end; }
#more { width: auto; padding: 8px 20px; margin-top: 16px; }
#status { color: var(--soft); font-size: .875rem; margin-bottom: 8px; }
#printed { display: none; }
.offers { display: grid; gap: 10px; }
.offer {
  background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--severity); border-radius: 8px;
  padding: 12px 14px; content-visibility: auto; contain-intrinsic-size: auto 210px;
}
.offer article { display: grid; gap: 8px; }
.offer header { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; align-items: baseline; }
.sku { font-weight: 600; }
.meta { grid-column: 1 / -1; color: var(--soft); font-size: .8125rem; display: flex; flex-wrap: wrap; gap: 0 12px; }
.tag { border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; }
.diagnosis { font-size: 1.0625rem; line-height: 1.45; }
.diagnosis code, .others code { color: var(--soft); font-size: .75rem; white-space: nowrap; }
.approval {
  display: block; width: fit-content; color: var(--soft); font-size: .8125rem; border: 1px dashed var(--line);
  border-radius: 4px; padding: 1px 6px; margin-top: 4px;
}
[data-approval=refused] .approval { border-style: solid; border-color: var(--severity); }
.offer[data-severity=info][data-approval=approved] { background: none; border-left-style: dotted; }
.offer[data-severity=info][data-approval=approved] .diagnosis { color: var(--soft); font-size: .9375rem; }
.offer[data-severity=info][data-approval=approved] .exposure { font-weight: 400; }
.others { color: var(--soft); font-size: .875rem; padding-left: 12px; border-left: 2px solid var(--line); }
.others li + li { margin-top: 2px; }
.amounts dl { display: flex; flex-wrap: wrap; gap: 0 16px; }
.amounts dt::first-letter, .evidence dt::first-letter { text-transform: uppercase; }
.amounts dt { color: var(--soft); font-size: .8125rem; }
.amounts dd { font-weight: 600; }
.amounts .price dd { font-size: 1.125rem; line-height: 1.33; }
.amounts .markdown { color: var(--soft); font-size: .875rem; }
.amounts .exposure { text-wrap: balance; color: var(--severity); font-weight: 600; font-size: .9375rem; }
.trail { max-width: 240px; }
.trail svg { display: block; width: 100%; height: auto; }
.trail figcaption { color: var(--soft); font-size: .75rem; line-height: 1.35; }
.trail figcaption span { display: block; }
.line { fill: none; stroke: var(--soft); stroke-width: 1.6; }
.base { fill: none; stroke: var(--line); stroke-width: 1; }
.drop { fill: none; stroke: var(--severity); stroke-width: 1.4; stroke-dasharray: 2 2; }
.mark { fill: var(--severity); stroke: var(--card); stroke-width: 1.5; }
details summary { cursor: pointer; color: var(--link); font-size: .875rem; padding: 4px 0; width: fit-content; }
.evidence { display: grid; gap: 10px; font-size: .875rem; border-top: 1px solid var(--line); padding-top: 8px; }
.evidence dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 4px 16px; margin-top: 4px; }
.evidence dt { color: var(--soft); font-size: .8125rem; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: .8125rem; color: var(--soft); margin: 8px 0; }
.key { width: 12px; height: 12px; vertical-align: -1px; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 14px; }
.chart { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
.chart figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; font-size: .875rem; }
.chart figcaption span { color: var(--soft); font-size: .8125rem; }
.chart svg { display: block; width: 100%; height: auto; }
.bar { fill: var(--fill); }
.bar.flagged { fill: var(--block); }
.chart text { fill: var(--soft); font-size: 9px; text-anchor: middle; }
.chart .count { fill: var(--block); font-weight: 700; }
.more-charts { margin-top: 12px; }
.more-charts .charts { margin-top: 8px; }
.gaps li { padding: 8px 0; border-bottom: 1px solid var(--line); max-width: 90ch; }
.rules li { padding: 10px 0; border-bottom: 1px solid var(--line); display: grid; gap: 2px 20px; }
.rules code { font-weight: 600; }
.found, .judged { color: var(--soft); font-size: .875rem; }
.meter { width: 80px; height: 6px; vertical-align: 2px; }
.meter .all { fill: var(--fill); }
.meter .part { fill: var(--link); }
#about dl { display: grid; gap: 8px; font-size: .875rem; }
#about dt { color: var(--soft); }
@media (min-width: 760px) {
  body { padding: 32px 32px 64px; }
  .figures { grid-template-columns: repeat(3, minmax(0, 1fr)) minmax(0, 1.6fr); gap: 12px; }
  .figures .cost { grid-column: auto; }
  .figures i { display: inline-block; }
  .filters { grid-template-columns: 2fr repeat(3, minmax(0, 1fr)) auto; }
  .filters.approvals { grid-template-columns: 2fr repeat(4, minmax(0, 1fr)) auto; }
  .search { grid-column: 1; }
  fieldset { grid-column: 1 / -1; order: 1; }
  legend { float: left; margin-right: 14px; line-height: 32px; }
  .offer { contain-intrinsic-size: auto 150px; }
  .offer article { grid-template-columns: minmax(0, 1fr) 280px 190px; gap: 6px 28px; grid-template-rows: min-content 1fr; }
  .offer header { grid-column: 1; grid-template-columns: auto minmax(0, 1fr); }
  .diagnosis { grid-column: 1; }
  .others, .offer details { grid-column: 1 / -1; }
  .amounts { grid-column: 2; grid-row: 1 / span 2; }
  .trail { grid-column: 3; grid-row: 1 / span 2; }
  #batch .offer article { display: block; }
  .rules li { grid-template-columns: 180px minmax(0, 1fr) 260px; }
  .rules .judged { grid-column: 3; }
  .rules .found { grid-column: 3; grid-row: 1; }
}
@page { size: A4; margin: 14mm 12mm; }
@media print {
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  html { font-size: 9.25pt; }
  body { padding: 0; max-width: none; font-size: 1rem; background: none; }
  h2 { break-after: avoid; margin-top: 18pt; }
  nav, .filters, #status, #more, .skip, .offer details, noscript { display: none !important; }
  #printed { display: block; color: var(--soft); margin-bottom: 6pt; }
  .offers { display: block; }
  .offer { break-inside: avoid; margin-bottom: 6pt; padding: 6pt 8pt; content-visibility: visible; }
  .offer article { display: grid; grid-template-columns: minmax(0, 1fr) 53mm 38mm; gap: 2pt 10pt; grid-template-rows: min-content 1fr; }
  .offer header, .diagnosis { grid-column: 1; }
  .others { grid-column: 1 / -1; }
  .amounts { grid-column: 2; grid-row: 1 / span 2; }
  .trail { grid-column: 3; grid-row: 1 / span 2; }
  #batch .offer article { display: block; }
  .chart, .rules li, .figures li { break-inside: avoid; }
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .figures { grid-template-columns: repeat(3, minmax(0, 1fr)) minmax(0, 1.6fr); }
  .figures .cost { grid-column: auto; }
  .figures i { display: inline-block; }
  .rules li { grid-template-columns: 36mm minmax(0, 1fr) 44mm; padding: 4pt 0; }
  .rules .judged { grid-column: 3; }
  .rules .found { grid-column: 3; grid-row: 1; }
}
`;
