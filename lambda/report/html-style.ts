// The style of the HTML report: for a bright screen, a dark one, and paper.

export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --faint: #59636e; --line: #d6dbe1; --tint: #f5f7f9; --good: #1f7a45; --bad: #c2303a; --open: #9a5b00; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #14171b; --faint: #a3adb8; --line: #343b44; --tint: #1d2228; --good: #5bc488; --bad: #ff7b81; --open: #f0b35a; --link: #7db7f5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
header .kind { margin: 0; color: var(--faint); font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; }
h1 { margin: .1rem 0 .3rem; font-size: 1.7rem; line-height: 1.25; }
.made { margin: 0; color: var(--faint); }
h2 { margin: 2.6rem 0 .8rem; padding-top: .8rem; border-top: 2px solid var(--ink); font-size: 1.25rem; }
a { color: var(--link); }
nav ol { margin: 1.4rem 0 0; padding: .8rem 1rem .8rem 2.4rem; columns: 3 14rem; background: var(--tint); border-radius: 8px; font-size: .92rem; }
.standing { margin: 1rem 0; padding: .7rem 1rem; border-left: 6px solid; background: var(--tint); border-radius: 0 8px 8px 0; font-weight: 600; }
.standing.good { border-color: var(--good); } .standing.bad { border-color: var(--bad); color: var(--bad); } .standing.open { border-color: var(--open); }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .35rem 1rem; margin: .8rem 0 1.2rem; }
dt { color: var(--faint); } dd { margin: 0; }
#summary dt { color: var(--ink); font-weight: 600; }
code, pre { font: .86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: .3rem 0 1rem; padding: .7rem .9rem; background: var(--tint); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; max-height: 28rem; overflow: auto; }
.caption { margin: .6rem 0 0; color: var(--faint); font-size: .88rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin: .6rem 0 1.2rem; font-size: .88rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--faint); font-weight: 600; }
td code { font-size: .92em; }
code.whole { white-space: nowrap; }
td { min-width: 5rem; }
figure { margin: 1rem 0; }
figcaption { color: var(--faint); font-size: .88rem; }
svg.drawing { display: block; max-width: none; height: auto; }
svg.timeline { width: 100%; min-width: 44rem; }
.entry { border-bottom: 1px solid var(--line); padding: .35rem 0; font-size: .92rem; }
.entry summary { cursor: pointer; }
.hash { margin: 0 0 .6rem; color: var(--faint); font-size: .85rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
@media print {
  :root { --ink: #000; --paper: #fff; --faint: #333; --line: #999; --tint: #fff; --good: #000; --bad: #000; --open: #000; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav ol { border: 1px solid var(--line); }
  pre { max-height: none; overflow: visible; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; } th, td { padding: .25rem .35rem; } td { min-width: 4.4rem; } code.whole { white-space: normal; }
  svg.drawing { width: 100%; min-width: 0; }
  h2, h3 { break-after: avoid; } tr, figure, dl > *, .standing { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`;
