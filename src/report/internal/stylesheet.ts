import { customProperties } from '../theme.js';

/** How a report looks: system fonts, one column, tones that follow light and dark mode; on paper always light. */
export const stylesheet = `
:root{color-scheme:light dark;${customProperties('light')}}
@media screen and (prefers-color-scheme:dark){:root{${customProperties('dark')}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--page);color:var(--ink);font:400 16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.column{max-width:1152px;margin:0 auto;padding:0 28px}
a{color:var(--expected);text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--expected);outline-offset:2px}
h1,h2,h3{line-height:1.2;font-weight:650;text-wrap:balance}
h1{font-size:clamp(1.9rem,1.3rem + 2.4vw,2.8rem);letter-spacing:-.022em;margin:.1em 0 .35em}
h2{font-size:1.4rem;letter-spacing:-.012em;margin:0 0 .5em}
h3{font-size:1.02rem;margin:0 0 .5em}
p{margin:0 0 1em;max-width:72ch}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
.head{background:var(--surface);border-bottom:1px solid var(--rule);padding:44px 0 0}
.kicker{margin:0;font-size:.8rem;font-weight:600;letter-spacing:.075em;text-transform:uppercase;color:var(--expected)}
.lead{font-size:1.1rem;line-height:1.5;color:var(--ink);max-width:68ch}
.facts{color:var(--muted);font-size:.92rem}
nav ul{display:flex;flex-wrap:wrap;gap:2px 22px;list-style:none;margin:0;padding:16px 0 18px}
nav a{color:var(--muted);text-decoration:none;font-size:.92rem}
nav a:hover{color:var(--ink);text-decoration:underline}
section{padding:44px 0 0}
section+section{margin-top:44px;border-top:1px solid var(--rule)}
.muted{color:var(--muted)}
.tiles{display:flex;flex-wrap:wrap;gap:1px;margin:26px 0 8px;background:var(--rule);border:1px solid var(--rule);border-radius:10px;overflow:hidden}
.tile{flex:1 1 200px;background:var(--surface);padding:15px 18px 14px;min-width:0}
.tile.pair{flex:2 1 400px}
.tile dt{font-size:.86rem;color:var(--muted);line-height:1.35}
.tile dd{margin:5px 0 0}
.values{display:flex;flex-wrap:wrap;gap:4px 30px}
.value strong{display:block;font-size:1.72rem;line-height:1.15;font-weight:620;letter-spacing:-.02em}
.value .unit{font-size:.58em;font-weight:500;letter-spacing:0;color:var(--muted)}
.interval{display:block;font-size:.82rem;color:var(--muted)}
.which{display:block;font-size:.82rem;font-weight:600}
.which.expected,th.expected{color:var(--expected)}
.which.realised,th.realised{color:var(--realised)}
.tile p{font-size:.82rem;line-height:1.4;color:var(--muted);margin:5px 0 0}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:24px;margin:20px 0}
.figure{margin:0;background:var(--surface);border:1px solid var(--rule);border-radius:10px;padding:18px 20px 16px;min-width:0;break-inside:avoid}
.figure.wide{margin:20px 0}
.drawing svg{display:block;width:100%;height:auto;margin:4px auto 0}
.drawing svg text{font-family:inherit}
.figure:not(.wide) .drawing svg{max-width:500px}
figcaption{font-size:.9rem;line-height:1.5;color:var(--muted);margin-top:10px;max-width:76ch}
.legend{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;margin:0 0 6px;padding:0;font-size:.86rem}
.legend li{display:flex;align-items:center;gap:7px}
.legend svg{flex:none}
.table{margin:22px 0;min-width:0}
.table .caption{font-size:.94rem;margin:0 0 8px;max-width:84ch}
.scroll{overflow:auto;max-height:40rem;background:var(--surface);border:1px solid var(--rule);border-radius:10px}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.88rem;line-height:1.4}
th,td{padding:7px 13px;border-bottom:1px solid var(--rule);vertical-align:top;white-space:nowrap}
td.long{white-space:normal;min-width:15em}
.whole .scroll{max-height:none}
.whole td:nth-child(4).long{min-width:26em}
tbody tr:last-child td{border-bottom:0}
thead{position:sticky;top:0;z-index:1}
th{background:var(--sunken);color:var(--muted);font-weight:600;vertical-align:bottom;white-space:normal}
tr.groups th{border-bottom:0;padding-bottom:0;text-align:center;color:var(--ink)}
.edge{border-left:1px solid var(--rule)}
tbody tr:hover td{background:var(--sunken)}
.number{text-align:right}.word{text-align:left}
th .unit{font-weight:400}
td .yes,.yes{color:var(--in-time);font-weight:600}
td .no,.no{color:var(--late);font-weight:600}
.definitions{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,230px),1fr));gap:14px 28px;margin:16px 0}
.definitions .full{grid-column:1/-1}
.definitions dt{font-size:.84rem;color:var(--muted)}
.definitions dd{margin:0;overflow-wrap:anywhere}
.notes{padding-left:1.15em;max-width:76ch}
.notes li{margin:.35em 0}
details{border:1px solid var(--rule);border-radius:10px;background:var(--surface);margin:16px 0}
summary{cursor:pointer;padding:12px 18px;font-weight:600}
details .inside{padding:0 18px 14px}
details pre{margin:0;padding:4px 18px 18px;overflow:auto;line-height:1.5}
footer{margin-top:56px;padding:26px 0 40px;border-top:1px solid var(--rule);color:var(--muted);font-size:.88rem}
@media (max-width:640px){
.column{padding:0 16px}
.head{padding-top:28px}
section{padding-top:32px}section+section{margin-top:32px}
.tile{flex-basis:calc(50% - 1px);padding:12px 14px}
.tile.pair{flex-basis:100%}
.value strong{font-size:1.45rem}
.figure{padding:14px 12px 13px}
.definitions{grid-template-columns:repeat(auto-fill,minmax(min(100%,150px),1fr));gap:12px 18px}
th,td{padding:6px 10px}
.map text{font-size:26px}
.map .marker>g{transform:scale(1.6)}
.map .scale-bar path{stroke-width:4px}
}
@media print{
@page{margin:15mm}
:root{color-scheme:light;font-size:13px}
body{font-size:10.5pt;background:none;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.column{max-width:none;padding:0}
.head{padding:0;background:none}
nav{display:none}
section{padding-top:16pt}section+section{margin-top:16pt}
h2,h3,.caption{break-after:avoid}
.scroll{max-height:none;overflow:visible;border-radius:0}
thead{position:static}
table{font-size:7pt}
th,td{padding:2.5pt 4pt}
td.long,.whole td:nth-child(4).long{min-width:0}
tr,.tile{break-inside:avoid}
.figures{grid-template-columns:1fr 1fr;gap:12pt}
.figure.wide svg{max-height:190mm}
details{border:0}
summary{list-style:none;padding:0}
details::details-content{content-visibility:visible;block-size:auto}
details pre{white-space:pre-wrap;padding:0;font-size:6.5pt;columns:2;column-gap:12pt}
}
`;
