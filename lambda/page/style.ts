// The stylesheet: light and dark, on a phone and on paper.
import { DARK, LIGHT } from "./palette.ts";
import { PARTS_STYLE } from "./style-parts.ts";

const COLOURS = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
`;

const FRAME = `
* { box-sizing: border-box; }
html { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .4rem .8rem; z-index: 1; }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding: .7rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
.top nav { display: flex; gap: 1.2rem; }
.top nav a { text-decoration: none; }
.top nav a[aria-current] { color: var(--ink); box-shadow: 0 2px 0 var(--link); }
.top .home { font-weight: 650; color: var(--ink); text-decoration: none; }
#live { margin-left: auto; font-size: .85rem; }
main, footer { max-width: 88rem; margin: 0 auto; padding: 0 1.5rem; }
footer { color: var(--quiet); font-size: .85rem; padding-block: 2rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.2rem 0 .6rem; font-weight: 650; }
h2 { font-size: 1.08rem; margin: 0 0 .6rem; font-weight: 650; }
h3 { font-size: .98rem; margin: 1.1rem 0 .35rem; font-weight: 650; }
h4 { font-size: .95rem; margin: .8rem 0 .2rem; font-weight: 600; }
p, ul, ol, dl { margin: .35rem 0 .7rem; }
ul, ol { padding-left: 1.4rem; }
li { margin: .2rem 0; }
.crumbs { margin: 1rem 0 -.6rem; font-size: .9rem; }
`;

const PAPER = `
@media (max-width: 44rem) {
  html { font-size: 16px; }
  .top, main, footer { padding-inline: 1rem; }
  main > section:not(:empty) { padding: .8rem; }
  .two { grid-template-columns: 1fr; }
  .glance { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; }
  #sessions figure svg { min-width: 30rem; }
  .filter { flex-direction: column; align-items: stretch; }
  .filter label { justify-content: space-between; }
  .filter select, .filter input { width: 70%; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { display: block; border-top: 1px solid var(--line); padding: .4rem 0; }
  tbody th, td { display: block; border: 0; padding: .1rem 0; overflow-wrap: anywhere; }
  td:empty { display: none; }
  td::before { content: attr(data-label) ": "; color: var(--quiet); font-size: .84rem; }
  .actions .reports { margin-left: 0; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb; --soft: #f4f4f4; --link: #000;
    --danger: #000; --warning: #000; --busy: #000; --good: #000; --ended: #000;
    --danger-soft: #fff; --warning-soft: #fff; --busy-soft: #fff; --good-soft: #fff; --ended-soft: #fff; }
  html { font-size: 10pt; color-scheme: light; }
  .top nav, #live, .filter, .actions, .contents, .skip, footer { display: none; }
  main > section:not(:empty) { border: 0; padding: 0; margin-top: 1.2rem; }
  .scroll { overflow: visible; }
  pre { max-height: none; }
  table { font-size: 8pt; }
  h2, h3 { break-after: avoid; }
  tr, .item, .step, figure { break-inside: avoid; }
}
`;

export const STYLE = `${COLOURS}${FRAME}${PARTS_STYLE}${PAPER}`;
