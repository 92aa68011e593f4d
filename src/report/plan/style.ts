import { PAGE_STYLE } from '../html/style.js';

const ADDED = `
:root { --good: #1f6b3a; }
@media screen and (prefers-color-scheme: dark) { :root { --good: #7fd69b; } }
.figures.plan { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.figures.plan b { font-size: 1.05rem; line-height: 1.25; margin-bottom: 2px; overflow-wrap: normal; letter-spacing: -.02em; }
.figures.plan span { line-height: 1.3; }
.figures.plan li { border-top: 4px solid var(--line); padding: 8px 10px; }
.figures.plan span + span { margin-top: 2px; }
.figures.plan [data-state=good] { border-top-color: var(--good); }
.figures.plan [data-state=warn] { border-top-color: var(--hold); }
.figures.plan [data-state=bad] { border-top-color: var(--block); }
.figures.plan [data-state=bad] b { color: var(--block); }
table { border-collapse: collapse; width: 100%; margin-top: 12px; font-size: .9375rem; }
th { text-align: left; font-size: .8125rem; font-weight: 600; color: var(--soft); padding: 4px 12px 4px 0; vertical-align: bottom; }
td { padding: 6px 12px 6px 0; border-top: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
.small { max-width: 900px; }
.facts { display: grid; gap: 2px 20px; margin-top: 12px; font-size: .9375rem; }
.facts dt { color: var(--soft); font-size: .8125rem; margin-top: 8px; }
.filters.plan button { align-self: end; }
#pager { display: flex; align-items: center; justify-content: center; gap: 16px; margin-top: 12px; }
#pager button { width: auto; padding: 6px 18px; }
button:disabled { color: var(--soft); border-color: var(--line); cursor: default; }
button.order {
  border: 0; background: none; padding: 0; min-height: 0; width: auto; font: inherit; color: var(--link); text-align: left;
  text-decoration: underline; text-underline-offset: 2px;
}
[data-decision=review] td:nth-child(2) { color: var(--hold); font-weight: 600; }
[data-progress=problem] td:last-child { color: var(--block); font-weight: 600; }
[data-progress=done] td:last-child { color: var(--good); }
.told { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px 14px; margin-top: 8px; }
.told > summary { font-size: 1rem; color: var(--ink); width: auto; }
.told > summary span { color: var(--soft); font-size: .8125rem; }
.letter { border-top: 1px solid var(--line); padding: 4px 0; margin-top: 4px; }
.letter h3 { margin: 6px 0; }
.text { white-space: pre-line; max-width: 74ch; margin: 8px 0; }
#chosen {
  position: fixed; z-index: 2; right: 0; bottom: 0; left: 0; max-height: 80vh; overflow: auto; background: var(--card);
  border-top: 3px solid var(--link); padding: 14px 16px 20px; box-shadow: 0 -6px 24px rgb(0 0 0 / .25);
}
#chosen header { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 12px; align-items: start; margin-bottom: 8px; }
#chosen-title { font-weight: 600; }
#chosen-close { width: auto; padding: 6px 16px; align-self: start; }
@media screen and (max-width: 759px) {
  body { padding-top: 10px; }
  h1 { font-size: 1.2rem; }
  header.top .lead { font-size: .8125rem; margin-top: 4px; line-height: 1.35; }
  .figures.plan { margin-top: 10px; gap: 6px; }
  .figures.plan li { padding: 5px 8px; }
  .figures.plan span { font-size: .75rem; }
  table, tbody, tr, td { display: block; width: 100%; }
  thead { display: none; }
  tr { border-top: 1px solid var(--line); padding: 8px 0; }
  td { display: grid; grid-template-columns: 9.5em minmax(0, 1fr); gap: 8px; border: 0; padding: 1px 0; text-align: left; }
  td::before { content: attr(data-label); color: var(--soft); font-size: .8125rem; }
  td:empty { display: none; }
  td.number { text-align: left; white-space: normal; }
}
@media (min-width: 760px) {
  .figures.plan { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .figures.plan b { font-size: 1.5rem; }
  .filters.plan { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .filters.plan .search { grid-column: span 2; }
  th { white-space: nowrap; }
  thead th { position: sticky; top: 0; background: var(--paper); }
  #chosen { left: auto; width: min(620px, 60vw); top: 0; max-height: none; border-top: 0; border-left: 3px solid var(--link); }
}
@media print {
  .figures.plan { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6pt; }
  .figures.plan li { padding: 5pt 7pt; }
  .figures.plan b { font-size: 1.25rem; }
  table { display: table; font-size: .95em; }
  thead { display: table-header-group; }
  tbody { display: table-row-group; }
  tr { display: table-row; break-inside: avoid; }
  td { display: table-cell; padding: 2.5pt 8pt 2.5pt 0; border-top: 1px solid var(--line); }
  td::before { content: none; }
  td.number { text-align: right; white-space: nowrap; }
  .facts { font-size: 1rem; }
  .facts code { font-size: .8em; }
  button.order { color: inherit; text-decoration: none; }
  #pager, #chosen { display: none !important; }
  .told, .letter { padding: 4pt 8pt; }
  .text { break-inside: avoid; }
  .told:not([open]), .letter:not([open]) { display: none; }
}
`;

/** The style sheet of the plan page: that of the audit's page, and what a plan has beside it. */
export const PLAN_STYLE: string = PAGE_STYLE + ADDED;
