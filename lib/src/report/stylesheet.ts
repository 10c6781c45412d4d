/** The page's stylesheet: system fonts, two schemes, one column that narrows to a phone's width. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --raised: #f6f4ef; --rule: #e3e0d9; --strong-rule: #b9b4a9;
  --ink: #1b1e23; --soft: #555c66; --link: #005a8c; --warn-ink: #7a3200; --warn-paper: #fdf0e4;
  --warn-rule: #d55e00;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Georgia, serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --raised: #1e2125; --rule: #31353c; --strong-rule: #5b626d;
    --ink: #e8e6e1; --soft: #a9afb9; --link: #7cc0ee; --warn-ink: #ffc79b; --warn-paper: #33230f;
    --warn-rule: #f0883e;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 var(--serif);
  text-wrap: pretty; overflow-wrap: break-word; }
header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 32px; }
header { padding-top: 64px; }
footer { padding-bottom: 80px; }
section { min-width: 0; }
main > section + section, footer > section { margin-top: 72px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.run { margin-top: 48px; padding-top: 8px; border-top: 1px solid var(--rule); }
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; margin: 0; }
h1 { font-size: clamp(32px, 5vw, 48px); font-weight: 700; letter-spacing: -0.02em; }
h2 { font-size: 28px; letter-spacing: -0.01em; margin-bottom: 16px; }
h3 { font-size: 21px; margin: 32px 0 8px; }
h4 { font: 600 15px/1.3 var(--sans); margin: 24px 0 8px; }
p { margin: 0 0 16px; max-width: 68ch; }
a { color: var(--link); text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.run:first-of-type { margin-top: 0; padding-top: 0; border-top: 0; }
.run:first-of-type h3 { margin-top: 8px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 16px; background: var(--paper); padding: 8px 16px; z-index: 1; }
.kicker { font: 600 13px/1 var(--sans); letter-spacing: 0.08em; text-transform: uppercase;
  color: var(--soft); margin-bottom: 16px; }
.lede { font-size: 20px; line-height: 1.5; color: var(--soft); margin-top: 16px; }
.medical { max-width: none; font: 15px/1.5 var(--sans); padding-left: 14px; border-left: 3px solid var(--strong-rule); }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 24px 0 0; padding: 12px 0;
  border-block: 1px solid var(--rule); font: 14px/1.7 var(--sans); }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
.notices { margin-top: 24px; }
.notices ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
.notice { font: 15px/1.5 var(--sans); padding: 10px 16px; border-left: 3px solid var(--strong-rule);
  background: var(--raised); max-width: none; }
.notice.note { color: var(--ink); }
.notice.warning { border-color: var(--warn-rule); background: var(--warn-paper); color: var(--warn-ink); }
.note, .n, .interval, .caution { color: var(--soft); }
.note { font: 14px/1.5 var(--sans); }
pre + p { margin-top: 16px; }
figure + .note, details + .note, .scroll + .note { margin-top: 12px; }
.n, .interval { white-space: nowrap; }
.none { color: var(--soft); font-style: italic; }
.quick { display: inline-block; font: 600 11px/1 var(--sans); letter-spacing: 0.02em; white-space: nowrap;
  padding: 3px 6px; border-radius: 3px; vertical-align: middle; color: var(--warn-ink);
  background: var(--warn-paper); border: 1px solid var(--warn-rule); }
.why { margin: 24px 0 32px; padding: 16px 20px; background: var(--raised); border-radius: 4px; }
.why p { margin: 0; max-width: 84ch; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font: 14px/1.45 var(--sans); font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: 8px; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-bottom: 1px solid var(--rule); }
thead th { font-weight: 600; color: var(--soft); vertical-align: bottom; }
tbody th { font-weight: 600; }
.results { width: 100%; }
.results thead tr:first-child th[colspan] { border-bottom-color: var(--strong-rule); }
.results thead tr:last-child th, .results thead th[rowspan] { border-bottom-color: var(--ink); }
.results td, .results thead tr:last-child th { width: 15%; }
.results tbody th { font-size: 17px; }
.results .cell { display: flex; flex-direction: column; align-items: flex-start; gap: 1px; font-size: 13px; }
.results .value { font-size: 19px; font-weight: 600; line-height: 1.3; }
.results .none { padding-top: 4px; }
.settings { width: 100%; }
.settings .cell { overflow-wrap: anywhere; }
.metrics { width: 100%; }
.metrics th, .metrics td { white-space: nowrap; padding-right: 12px; }
.metrics tbody th { font-weight: 400; white-space: normal; }
.metrics .value { font-weight: 600; }
.charts, .columns { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 40px 48px;
  align-items: start; margin-top: 24px; }
.stack { display: grid; gap: 40px; }
figure { margin: 0; min-width: 0; }
.chart-title { display: block; font: 600 16px/1.35 var(--sans); }
.chart-subtitle { display: block; font: 13px/1.4 var(--sans); color: var(--soft); }
.plot { width: 100%; }
.audit { font: 600 15px/1.5 var(--sans); }
.audits { list-style: none; margin: 16px 0 0; padding: 0; font: 14px/1.5 var(--sans); }
.audits li { padding: 2px 0; }
.data, .run > details { font: 13px/1.5 var(--sans); }
.run > .more { margin: 16px 0; padding: 4px 0; border-top: 1px solid var(--rule); }
.more > summary { font: 600 15px/1.5 var(--sans); color: var(--ink); }
.more p { font: 15px/1.55 var(--sans); margin-top: 12px; }
.more .note { font-size: 14px; }
.subgroups { margin-top: 16px; }
.subgroups th, .subgroups td { white-space: nowrap; padding: 5px 14px 5px 0; }
.subgroups tr th:first-child { white-space: normal; min-width: 120px; max-width: 200px; }
.subgroups .kind th { color: var(--soft); font-weight: 600; padding-top: 20px; border-bottom-color: var(--ink); }
.subgroups tr:not(.kind) th { font-weight: 400; }
.subgroups .too-small th, .subgroups .too-small td { color: var(--soft); font-style: italic; }
ul.note { margin: 12px 0; padding-left: 18px; }
summary { cursor: pointer; color: var(--soft); width: fit-content; padding: 4px 0; }
.data table { font-size: 13px; }
.data th, .data td { padding: 4px 14px 4px 0; }
.data td { text-align: right; }
pre { font: 13px/1.5 var(--mono); margin: 0; padding: 14px 16px; background: var(--raised); border-radius: 4px;
  width: max-content; min-width: 100%; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr)); gap: 12px 32px;
  margin: 24px 0 16px; font: 14px/1.45 var(--sans); }
.facts dt { color: var(--soft); font-size: 13px; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 28px 32px; }
.class-samples figcaption { font: 14px/1.4 var(--sans); margin-bottom: 6px; }
.thumbnails { display: grid; grid-template-columns: repeat(3, 1fr); gap: 4px; }
.thumbnails img { display: block; width: 100%; height: auto; border-radius: 2px; background: var(--raised); }
@media (max-width: 860px) {
  .charts, .columns { grid-template-columns: minmax(0, 1fr); }
}
@media (max-width: 640px) {
  .metrics .quick { display: block; width: fit-content; margin-top: 2px; }
  .metrics th, .metrics td { padding-right: 8px; }
  body { font-size: 16px; }
  header, main, footer { padding-inline: 18px; }
  header { padding-top: 36px; }
  .lede { font-size: 18px; }
  h2 { font-size: 24px; }
  .cards, .cards caption, .cards tbody, .cards tr, .cards th, .cards td { display: block; width: auto; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tbody tr { border-top: 2px solid var(--ink); margin-bottom: 28px; }
  .results td, .settings td { display: grid; grid-template-columns: 40% minmax(0, 1fr); gap: 12px; padding-right: 0; width: auto; }
  .cards td::before { content: attr(data-label); color: var(--soft); font-weight: 600; padding-top: 3px; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --raised: #f6f4ef; --rule: #ddd; --strong-rule: #999;
    --ink: #000; --soft: #444; --link: #000; }
  body { font-size: 11pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip, .data { display: none; }
  figure, .class-samples, tr { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  pre { white-space: pre-wrap; width: auto; }
}
`;
