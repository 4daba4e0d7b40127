import { looks } from "../analysis/palette.ts";

/** The report's style sheet: light and dark by the reader's preference, one column on a phone, plain on paper. */
export const style = `
:root { color-scheme: light dark; --paper: light-dark(#fdfdfb, #16181c); --ink: light-dark(#1d1f23, #e6e7e4); --quiet: light-dark(#5b616b, #a2a8b1);
  --rule: light-dark(#d9dbd6, #363b43); --panel: light-dark(#f3f4f0, #1f2228); --best: light-dark(#e3efe0, #23392d);
  --good: light-dark(#1c6b33, #7fd39a); --bad: light-dark(#a5252c, #ff9a9a); --open: light-dark(#5b616b, #a2a8b1); --heat: light-dark(#173f8a, #8ab4ff); }
${looks}
.look-ink { --c: var(--ink); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .5rem 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.02rem; margin: 1.5rem 0 .4rem; }
p, ul { max-width: 48rem; }
li { margin: .3rem 0; }
a { color: inherit; text-underline-offset: .2em; }
.quiet, caption, figcaption { color: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; padding: 0; margin: 1rem 0 0; max-width: none; font-size: .92rem; }
.scroll { overflow-x: auto; margin: 1rem 0; position: relative; }
figure .scroll { margin: 0; }
table { border-collapse: collapse; font-size: .9rem; }
caption { text-align: left; padding: 0 0 .5rem; max-width: min(48rem, 100vw - 2rem); font-size: .88rem; position: sticky; left: 0; }
th, td { padding: .32rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
thead th { border-bottom: 1.5px solid var(--quiet); font-weight: 600; vertical-align: bottom; line-height: 1.25; }
tbody th { font-weight: 500; white-space: nowrap; }
.group th { color: var(--quiet); font-weight: 600; font-size: .82rem; padding-top: .9rem; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .n { white-space: normal; min-width: 3.4rem; overflow-wrap: normal; }
thead button { all: unset; cursor: pointer; }
thead button:hover { text-decoration: underline; text-underline-offset: .2em; }
thead button:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
th[aria-sort=descending] button::after { content: " ↓"; }
th[aria-sort=ascending] button::after { content: " ↑"; }
.best { font-weight: 700; background: var(--best); }
.note { display: block; font-size: .78rem; font-weight: 400; color: var(--quiet); }
.best .note { color: inherit; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; } .open { color: var(--open); }
#findings table { font-size: .83rem; }
#findings tbody th { white-space: normal; min-width: 13rem; max-width: 20rem; }
#findings tr:not(.group) > :nth-child(2) { min-width: 8rem; }
#findings tbody tr:not(.group) > :nth-child(3) { white-space: nowrap; }
#run table:not(:has(thead .n)) td { min-width: 12rem; }
#run table:not(:has(thead .n)) th { white-space: normal; min-width: 8.5rem; }
code { font-size: .9em; background: var(--panel); padding: .1em .3em; border-radius: .2em; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem 1.5rem; }
figure { margin: .5rem 0; max-width: 46rem; min-width: 0; }
figcaption { font-size: .88rem; margin-bottom: .3rem; }
svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
svg.sample { display: inline-block; width: auto; vertical-align: -.15em; margin-right: .4em; }
svg .grid { stroke: var(--rule); stroke-width: 1; }
svg .zero { stroke: var(--ink); stroke-width: 1.2; }
svg .ideal { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 3 3; }
svg .lead { stroke: var(--quiet); stroke-width: .8; }
svg text { fill: var(--ink); font-variant-numeric: tabular-nums; }
svg .tick, svg .value { fill: var(--quiet); font-size: 11px; }
svg .value { fill: var(--ink); font-size: 10.5px; }
svg .stroke { fill: none; stroke: var(--c); stroke-width: 1.9; stroke-linejoin: round; stroke-dasharray: var(--dash); }
svg .faint { stroke-width: 1; opacity: .55; }
svg .fill { fill: var(--c); stroke: var(--paper); stroke-width: .8; }
svg .heat { fill: color-mix(in oklab, var(--heat) var(--s), var(--panel)); }
svg .on-heat { fill: var(--paper); font-size: 11px; } svg .off-heat { font-size: 11px; }
svg .range { stroke-width: 2; } svg .range.good { stroke: var(--good); } svg .range.bad { stroke: var(--bad); } svg .range.open { stroke: var(--open); }
svg .spot.good { fill: var(--good); } svg .spot.bad { fill: var(--bad); } svg .spot.open { fill: var(--paper); stroke: var(--open); stroke-width: 1.8; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; padding: 0; margin: .6rem 0; max-width: none; font-size: .88rem; }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border: 1px solid var(--rule); border-radius: .15em; vertical-align: -.05em; }
.strip { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.6rem, 8.5rem)); gap: .5rem; list-style: none; padding: 0; margin: .75rem 0 1.25rem; max-width: none; }
.strip li { margin: 0; text-align: center; line-height: 1.25; overflow-wrap: anywhere; }
.strip img { display: block; width: 100%; height: auto; background: var(--panel); border-radius: .2rem; margin-bottom: .2rem; }
.strip small { color: var(--quiet); font-size: .75rem; font-variant-numeric: tabular-nums; }
.cases { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 0 1.5rem; }
.cases .strip { grid-template-columns: repeat(3, 1fr); margin: .4rem 0; }
.mask { image-rendering: pixelated; }
.viewer { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; padding: 1rem; background: var(--panel); border-radius: .4rem; margin: 1rem 0; max-width: 48rem; }
.stage { position: relative; flex: 0 1 20rem; aspect-ratio: 1; }
.stage img { position: absolute; inset: 0; width: 100%; height: 100%; }
.stage .over { opacity: .8; }
.controls { flex: 1 1 12rem; display: flex; flex-direction: column; gap: .7rem; }
.controls label { display: grid; gap: .2rem; font-size: .9rem; }
.controls select, .controls input { width: 100%; font: inherit; accent-color: var(--ink); }
.controls output { font-weight: 600; }
summary { cursor: pointer; color: var(--quiet); }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--rule); font-size: .88rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 34rem) { th, td { padding: .3rem .4rem; } }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; font-size: 12.5px; } main { max-width: none; padding: 0; }
  .scroll { overflow: visible; } .viewer, details { display: none; } thead button { display: contents; }
  table { font-size: .86rem; } th, td { padding: .2rem .3rem; }
  figure svg { max-height: 150mm; } tr, figure, .strip { break-inside: avoid; } h2, h3, caption, .group, .legend { break-after: avoid; } tbody:first-of-type tr:nth-child(-n + 2) { break-before: avoid; }
}
`;
