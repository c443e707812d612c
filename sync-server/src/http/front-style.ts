/** Look of the public page: one deep green, warm neutrals, the system's own type, light and dark. */
export const FRONT_STYLE = `
:root{color-scheme:light dark;--paper:#faf8f4;--card:#fff;--ink:#22201c;--soft:#5d574d;--line:#e5dfd3;--green:#1d5c43;--green-ink:#fff;--warn:#8a3b12;--warn-paper:#fdf0e6}
@media(prefers-color-scheme:dark){:root{--paper:#171613;--card:#211f1b;--ink:#f1ede4;--soft:#b3ab9c;--line:#38342c;--green:#7cc4a1;--green-ink:#10241b;--warn:#f2b48c;--warn-paper:#33231a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;text-wrap:pretty}
a{color:inherit}
.bar,main,footer{max-width:64rem;margin:0 auto;padding:0 1.5rem}
.bar{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding-block:1.25rem}
.brand{display:flex;align-items:center;gap:.6rem;font-weight:650;font-size:1.15rem;text-decoration:none}
.brand svg{width:1.9rem;height:1.9rem;color:var(--green)}
.quiet{display:inline-flex;align-items:center;min-height:44px;padding:0 .5rem;font-weight:600;color:var(--green);text-decoration:none}
.quiet:hover{text-decoration:underline}
.hero{padding:clamp(2.5rem,9vw,6.5rem) 0 clamp(2.5rem,7vw,5rem);max-width:40rem}
h1{margin:0 0 1rem;font-size:clamp(2.2rem,7vw,3.7rem);line-height:1.08;letter-spacing:-.025em;font-weight:680}
.hero p{margin:0 0 2rem;font-size:1.2rem;color:var(--soft)}
.act{display:inline-flex;align-items:center;justify-content:center;min-height:52px;padding:0 1.75rem;border-radius:.75rem;background:var(--green);color:var(--green-ink);font-weight:650;text-decoration:none}
.act:hover{filter:brightness(1.08)}
a:focus-visible{outline:3px solid var(--green);outline-offset:3px;border-radius:.4rem}
.note{margin:1rem 0 0!important;font-size:.95rem!important}
.points{display:grid;gap:2rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));margin:0;padding:2.5rem 0 3.5rem;border-top:1px solid var(--line);list-style:none}
.points h2{margin:0 0 .4rem;font-size:1.1rem;line-height:1.35}
.points p{margin:0;color:var(--soft);font-size:1rem}
.warn{display:none;margin:0 0 1.5rem!important;padding:1rem 1.25rem;border-radius:.75rem;background:var(--warn-paper);color:var(--warn)!important;font-size:1rem!important}
.no-cookies .warn{display:block}
footer{padding-block:1.5rem 2.5rem;border-top:1px solid var(--line);color:var(--soft);font-size:.95rem}
footer p{margin:.25rem 0}
@media(max-width:30rem){.act{width:100%}}
`.trim();

export const FRONT_MARK =
  '<svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4 15 16 5l12 10"/><path d="M7 13v13h18V13"/><path d="m11.5 19.5 3.2 3.2 6-6.4"/></svg>';
