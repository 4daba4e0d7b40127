/** The report's style sheet: light and dark by the reader's preference, one column on a phone, plain on paper. */
export const style = `
:root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1d1f23; --quiet: #5b616b; --rule: #d9dbd6; --panel: #f3f4f0; --best: #e3efe0;
  --unet: #1f5fbf; --pspnet: #b4530a; --segnet: #14775a; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181c; --ink: #e6e7e4; --quiet: #a2a8b1; --rule: #363b43; --panel: #1f2228; --best: #23392d;
    --unet: #7fb0ff; --pspnet: #f0a25e; --segnet: #57c9a0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .5rem 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.02rem; margin: 1.5rem 0 .4rem; }
p, ul { max-width: 44rem; }
li { margin: .3rem 0; }
a { color: inherit; text-underline-offset: .2em; }
.quiet, caption, figcaption { color: var(--quiet); }
nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; padding: 0; margin: 1rem 0 0; max-width: none; font-size: .92rem; }
.scroll { overflow-x: auto; margin: 1rem 0; position: relative; }
table { border-collapse: collapse; font-size: .92rem; }
caption { text-align: left; padding: 0 0 .5rem; max-width: min(44rem, 100vw - 2rem); font-size: .88rem; position: sticky; left: 0; }
th, td { padding: .32rem .6rem; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--rule); }
thead th { border-bottom: 1.5px solid var(--quiet); font-weight: 600; vertical-align: bottom; line-height: 1.25; }
tbody th { font-weight: 500; white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.group, td.group { border-left: 1px solid var(--rule); }
th[scope=colgroup] { text-align: center; border-bottom-width: 1px; }
.best { font-weight: 700; background: var(--best); }
.interval { display: block; font-size: .8rem; font-weight: 400; color: var(--quiet); }
.facts td { min-width: 12rem; }
.facts th { padding-right: 1.2rem; white-space: normal; min-width: 8.5rem; }
code { font-size: .9em; background: var(--panel); padding: .1em .3em; border-radius: .2em; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1rem 1.5rem; }
figure { margin: .5rem 0; }
figcaption { font-size: .88rem; margin-bottom: .3rem; }
svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
svg .grid { stroke: var(--rule); stroke-width: 1; }
svg text { fill: var(--ink); font-variant-numeric: tabular-nums; }
svg .tick, svg .value { fill: var(--quiet); font-size: 11px; }
svg .value { font-size: 10px; }
svg .stroke { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
svg .dashed { stroke-dasharray: 4 3; stroke-width: 1.3; }
.fill.unet { fill: var(--unet); } .fill.pspnet { fill: var(--pspnet); } .fill.segnet { fill: var(--segnet); }
.stroke.unet { stroke: var(--unet); } .stroke.pspnet { stroke: var(--pspnet); } .stroke.segnet { stroke: var(--segnet); }
.back.unet { background: var(--unet); } .back.pspnet { background: var(--pspnet); } .back.segnet { background: var(--segnet); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; padding: 0; margin: .6rem 0; max-width: none; font-size: .88rem; }
.swatch { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border: 1px solid var(--rule); border-radius: .15em; vertical-align: -.05em; }
.stroke-sample { display: inline-block; width: 1.8em; border-top: 2px solid var(--ink); margin-right: .4em; vertical-align: .3em; }
.stroke-sample.dashes { border-top-style: dashed; }
.faces { width: 100%; table-layout: fixed; max-width: 60rem; margin: .75rem 0 1.25rem; }
.faces th, .faces td { padding: .2rem; border: 0; text-align: center; vertical-align: top; font-size: .82rem; overflow-wrap: anywhere; white-space: normal; }
.faces thead th { vertical-align: bottom; }
#cases .faces { max-width: 44rem; }
.faces img { display: block; width: 100%; height: auto; background: var(--panel); border-radius: .2rem; }
.faces .mask { image-rendering: pixelated; }
.faces small { color: var(--quiet); font-variant-numeric: tabular-nums; }
.faces small.own { color: var(--ink); font-weight: 700; }
summary { cursor: pointer; color: var(--quiet); }
footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--rule); font-size: .88rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 34rem) { th, td { padding: .3rem .4rem; } .faces th, .faces td { font-size: .7rem; padding: .12rem; } }
@media print { main { max-width: none; } section { break-inside: auto; } tr, figure { break-inside: avoid; } }
`;
