/** Look of the public page: one deep green, warm neutrals, the system's own type, light and dark. */
export const FRONT_STYLE = `
:root{color-scheme:light dark;--paper:#faf8f4;--card:#fffefb;--ink:#24211c;--soft:#5b5449;--line:#e3ddd1;--green:#1f5a41;--green-ink:#fff;--warn:#8a3b12;--warn-paper:#fdf0e6}
@media(prefers-color-scheme:dark){:root{--paper:#161512;--card:#1e1c19;--ink:#ede8df;--soft:#b0a798;--line:#37332c;--green:#86cda9;--green-ink:#10241b;--warn:#f2b48c;--warn-paper:#33231a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;text-wrap:pretty}
a{color:inherit}
.bar,main,footer{max-width:64rem;margin:0 auto;padding:0 1.5rem}
.bar{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding-block:1.25rem}
.brand{display:flex;align-items:center;gap:.6rem;font-weight:600;font-size:1.15rem;text-decoration:none}
.brand svg{width:1.9rem;height:1.9rem;color:var(--green)}
.quiet{display:inline-flex;align-items:center;min-height:44px;padding:0 .5rem;font-weight:600;color:var(--green);text-decoration:none;white-space:nowrap}
.quiet:hover{text-decoration:underline}
.hero{display:grid;gap:3rem;align-items:center;padding:clamp(2rem,8vw,5.5rem) 0 clamp(2.5rem,7vw,5rem)}
.hero>div{max-width:40rem}
h1{margin:0 0 1rem;font-size:clamp(2.2rem,6.5vw,3.4rem);line-height:1.08;letter-spacing:-.025em;font-weight:600;text-wrap:balance}
.hero p{margin:0 0 2rem;font-size:1.2rem;color:var(--soft)}
.act{display:inline-flex;align-items:center;justify-content:center;min-height:52px;padding:0 1.75rem;border-radius:.75rem;background:var(--green);color:var(--green-ink);font-weight:600;text-decoration:none}
.act:hover{filter:brightness(1.08)}
a:focus-visible{outline:3px solid var(--green);outline-offset:3px;border-radius:.4rem}
.note{margin:1rem 0 0!important;font-size:.95rem!important}
.points{display:grid;gap:2rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));margin:0;padding:2.5rem 0 3.5rem;border-top:1px solid var(--line);list-style:none}
.points h2{margin:0 0 .4rem;font-size:1.1rem;line-height:1.35}
.points p{margin:0;color:var(--soft);font-size:1rem}
.warn{display:none;margin:0 0 1.5rem!important;padding:1rem 1.25rem;border-radius:.75rem;background:var(--warn-paper);color:var(--warn)!important;font-size:1rem!important}
.no-cookies .warn{display:block}
figure{margin:0;padding:1.5rem;border:1px solid var(--line);border-radius:.75rem;background:var(--card);font-size:1rem}
figcaption{margin:0 0 1rem;padding:0 0 1rem;border-bottom:1px solid var(--line);font-weight:600}
figcaption span{display:block;color:var(--soft);font-size:.875rem;font-weight:400;font-variant-numeric:tabular-nums}
figure ol{margin:0;padding:0;list-style:none}
figure li{position:relative;padding:0 0 1rem 1.75rem;color:var(--soft)}
figure li:last-child{padding-bottom:0;color:var(--ink)}
figure li::before{content:"";position:absolute;left:.2rem;top:.5rem;width:.6rem;height:.6rem;border:2px solid var(--green);border-radius:50%}
figure li:last-child::before{background:var(--green)}
figure li:not(:last-child)::after{content:"";position:absolute;left:calc(.5rem - 1px);top:1.3rem;bottom:-.3rem;border-left:2px solid var(--line)}
@media(min-width:56rem){.hero{grid-template-columns:minmax(0,1fr) 21rem;gap:4rem}}
footer{padding-block:0 2.5rem;color:var(--soft);font-size:.95rem}
footer p{margin:.25rem 0}
footer p:first-child{margin-top:0;padding-top:1.5rem;border-top:1px solid var(--line)}
@media(max-width:30rem){.act{width:100%}}
`.trim();

export const FRONT_MARK =
  '<svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4 15 16 5l12 10"/><path d="M7 13v13h18V13"/><path d="m11.5 19.5 3.2 3.2 6-6.4"/></svg>';
