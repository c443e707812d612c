/** The look of the hosted pages: a quiet payment page of its own, plainly marked as a sandbox. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --back: #f5f6f8; --ink: #1a1f36; --quiet: #545b6c; --line: #c9cfd9;
  --act: #4338ca; --on-act: #ffffff; --bad: #b3261e; --bad-back: #fdecea; --good: #12703f; --mark: #fff3c4; --on-mark: #5c4300; }
@media (prefers-color-scheme: dark) { :root { --paper: #1c1f2b; --back: #12141c; --ink: #eef0f6; --quiet: #a9b1c3; --line: #474e61;
  --act: #a5b0ff; --on-act: #12141c; --bad: #ffb4ab; --bad-back: #3b1714; --good: #7ddba3; --mark: #4a3a00; --on-mark: #ffe9a3; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
.mark { background: var(--mark); color: var(--on-mark); padding: .5rem 1rem; text-align: center; font-weight: 600; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
main > h1, main > p, main > div > p { margin: 0; } section > :last-child { margin-bottom: 0; }
main.two { grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); }
@media (max-width: 48rem) { main.two { grid-template-columns: minmax(0, 1fr); } }
section, .card { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; }
main > div { display: grid; gap: 1.25rem; align-content: start; grid-template-columns: minmax(0, 1fr); }
h1 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .75rem; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
.total { font-size: 2rem; font-weight: 650; margin: 0 0 1rem; font-variant-numeric: tabular-nums; }
.quiet { color: var(--quiet); } .good { color: var(--good); font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: .4rem .25rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; white-space: nowrap; } .scroll { overflow-x: auto; } .scroll table { min-width: 34rem; }
label, legend { font-weight: 600; } fieldset { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 1rem; padding: .75rem; min-width: 0; }
.field { display: grid; gap: .25rem; margin: 0 0 .85rem; } .hint { color: var(--quiet); font-size: .9rem; font-weight: 400; }
.pair { align-items: start; display: grid; gap: .85rem; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
input:not([type=radio]):not([type=checkbox]), select { font: inherit; width: 100%; min-height: 2.75rem; padding: .4rem .6rem;
  color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 8px; }
input[aria-invalid=true] { border: 2px solid var(--bad); } .wrong { color: var(--bad); font-weight: 600; }
.choice { display: flex; gap: .6rem; align-items: baseline; padding: .35rem 0; font-weight: 400; } .choice input { flex: none; width: 1.1rem; height: 1.1rem; }
button, .button { font: inherit; font-weight: 650; min-height: 2.75rem; padding: .5rem 1.1rem; border-radius: 8px; cursor: pointer; display: inline-block; text-decoration: none;
  border: 1px solid var(--act); background: var(--act); color: var(--on-act); }
button.second, .button.second { background: transparent; color: var(--act); } .wide { width: 100%; }
.row > span { margin-inline-end: auto; } .row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; } a { color: var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.fault { background: var(--bad-back); color: var(--bad); border: 1px solid var(--bad); border-radius: 8px; padding: .75rem; margin: 0 0 1rem; font-weight: 600; }
.fault a { color: inherit; } code { font-size: .95em; } .number { white-space: nowrap; } ul.plain { list-style: none; margin: 0; padding: 0; }
ul.plain li { border-bottom: 1px solid var(--line); padding: .4rem 0; } dl { margin: 0; display: grid; gap: .25rem .75rem; grid-template-columns: auto 1fr; } dd { margin: 0; }
/* Of the ways to pay, the fields of the one that is chosen; a browser that does not know :has() shows all. */
form:has([name=way]:checked):not(:has([value=card]:checked)) .for-card,
form:has([name=way]:checked):not(:has([value=us_bank_account]:checked)) .for-bank,
form:has(.saved :checked) .for-new { display: none; }
`;
