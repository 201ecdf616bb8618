// The stylesheet's part for what pages are made of: sections, marks, tables, facts, forms, pictures.

export const PARTS_STYLE = `
a { color: var(--link); text-underline-offset: .15em; }
code, pre { font: .86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; margin: .4rem 0; overflow: auto; max-height: 28rem; white-space: pre-wrap; }
.quiet { color: var(--quiet); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
main > section:not(:empty) { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; margin: 0 0 1rem; }
main > section:empty { display: none; }
main > #glance, main > #actions { background: none; border: 0; padding: 0; }
.standing { font-size: 1.02rem; margin: 0 0 .9rem; }
.mark { display: inline-block; white-space: nowrap; border: 1px solid currentColor; border-radius: 99px; padding: 0 .6em; font-size: .84rem; font-weight: 600; }
.danger.mark { color: var(--danger); background: var(--danger-soft); }
.warning.mark { color: var(--warning); background: var(--warning-soft); }
.busy.mark { color: var(--busy); background: var(--busy-soft); }
.good.mark { color: var(--good); background: var(--good-soft); }
.ended.mark { color: var(--ended); background: var(--ended-soft); }
.notice { border: 1px solid var(--line); border-left: 5px solid var(--good); background: var(--good-soft); border-radius: 6px; padding: .6rem .9rem; margin: 1rem 0; }
.notice.danger { border-left-color: var(--danger); background: var(--danger-soft); }
.notice.warning { border-left-color: var(--warning); background: var(--warning-soft); }
.empty { padding: .6rem 0; }
.glance { list-style: none; padding: 0; margin: 0; display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
.tile { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--ended); border-radius: 8px; padding: .6rem .9rem .7rem; margin: 0; }
.tile strong { display: block; font-size: 1.35rem; line-height: 1.3; font-weight: 600; }
.tile small { color: var(--quiet); font-size: .84rem; }
.tile.danger { border-top-color: var(--danger); } .tile.danger strong { color: var(--danger); }
.tile.warning { border-top-color: var(--warning); } .tile.busy { border-top-color: var(--busy); } .tile.good { border-top-color: var(--good); }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: 0 0 1rem; }
.filter label { display: flex; gap: .4rem; align-items: center; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: left; color: var(--quiet); padding: 0 0 .3rem; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .42rem .9rem .42rem 0; border-top: 1px solid var(--line); font-weight: 400; }
thead th { border-top: 0; color: var(--quiet); font-size: .84rem; white-space: nowrap; }
tbody th { font-weight: 600; }
td time { white-space: nowrap; }
td > code, td > span > code { white-space: nowrap; }
.facts, .off { display: grid; gap: .5rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); margin: .2rem 0; }
.facts dt, .off dt { color: var(--quiet); font-size: .84rem; }
.facts dd, .off dd { margin: 0; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.actions form { margin: 0; }
.actions .reports { margin-left: auto; display: flex; gap: .7rem; }
.contents ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; font-size: .92rem; }
button, .button { font: inherit; font-weight: 600; color: var(--ink); background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: .32rem .9rem; cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, .button:hover { background: var(--soft); }
button.danger, .button.danger { background: var(--danger); border-color: var(--danger); color: var(--card); }
input, select, textarea { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--quiet); border-radius: 6px; padding: .3rem .5rem; max-width: 100%; }
textarea#finding { font: .86em/1.5 ui-monospace, Menlo, Consolas, "Liberation Mono", monospace; }
.clock { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; max-width: 80rem; margin: 0 auto; padding: .2rem 1.2rem; color: var(--quiet); font-size: .92rem; }
.two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; align-items: start; }
.ask { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; margin: 1rem 0; max-width: 52rem; }
.two .ask { margin: 0; }
.ask label { display: block; font-weight: 600; margin-top: .6rem; }
.ask input:not([type]), .ask textarea, .ask select { display: block; width: 100%; }
.ask p.quiet { margin: .1rem 0 0; font-size: .88rem; }
.ask .check { font-weight: 400; display: flex; gap: .6rem; align-items: baseline; }
.plan .ask { border-width: 2px; }
.steps li { margin: .35rem 0; }
.step, .item { border-top: 1px solid var(--line); padding: .2rem 0 .7rem; }
.step:first-of-type, h2 + .item { border-top: 0; }
.step h3, .item h3 { margin-top: .6rem; }
details { margin: .3rem 0; }
summary { cursor: pointer; color: var(--link); width: fit-content; }
.diff span.in { color: var(--good); } .diff span.out { color: var(--danger); text-decoration: line-through; }
.command { max-height: 12rem; }
figure { margin: 0 0 .8rem; overflow-x: auto; }
figure svg { max-width: 100%; height: auto; }
#timeline figure svg { width: 100%; min-width: 44rem; max-width: none; }
`;
