/** The style sheet of the report's page. Colour-blind readers can tell its colours apart, in light and in dark mode. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fbfbf9; --card: #fff; --line: #dcdcd6; --text: #1d1f21; --soft: #5c6066;
  --good: #0064a6; --warn: #b35900; --bad: #c2185b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16181b; --card: #1f2226; --line: #3a3f45; --text: #e8e8e4; --soft: #a5abb3;
    --good: #6cb6ff; --warn: #f0a94a; --bad: #ff7eb0;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; }
.soft, figcaption, footer { color: var(--soft); }
.warning { border-left: .35rem solid var(--bad); background: var(--card); padding: .75rem 1rem; margin: 1.25rem 0; }
.figures { display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; margin: 1.5rem 0; }
.figures > div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.figures dt { color: var(--soft); font-size: .875rem; }
.figures dd { margin: 0; font-size: 1.6rem; font-variant-numeric: tabular-nums; line-height: 1.3; }
.figures small { display: block; font-size: .875rem; color: var(--soft); line-height: 1.4; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .35rem .75rem; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
td.words { text-align: left; overflow-wrap: anywhere; }
thead th { font-weight: 600; color: var(--soft); }
tbody th { font-weight: 400; white-space: nowrap; }
.scroll + .scroll { margin-top: .75rem; }
table.pairs th { width: 14rem; }
figure { margin: 0; }
.chart { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem .5rem .25rem; margin: .5rem 0; }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--soft); }
summary:focus-visible { outline: 2px solid var(--good); outline-offset: 2px; }
details .scroll { max-height: 24rem; overflow-y: auto; }
.u-legend { color: var(--text); font-size: .875rem; }
.u-legend th, .u-legend td { border: 0; padding: .1rem .3rem; width: auto; }
footer { margin-top: 3rem; font-size: .875rem; }
@media (max-width: 40rem) { .figures { grid-template-columns: repeat(2, 1fr); } table.pairs th { width: 8rem; } }
@media print { details, .chart { break-inside: avoid; } }
`;
