/**
 * `/`: what anybody may see without an account, without scripts and without cookies. The one script only says, where
 * cookies are refused, that signing in will not work.
 */
import { Router } from 'express';
import type { Request } from 'express';
import { FRONT_MARK, FRONT_STYLE } from './front-style.ts';
import { DEFAULT_WORDS, FRONT_WORDS } from './front-words.ts';
import type { FrontWords } from './front-words.ts';

const PRIVACY_CONTACT = 'hello@communitrak.com';
const DAY_SECONDS = 86_400;

const FRONT_SCRIPT = "if (!navigator.cookieEnabled) document.body.classList.add('no-cookies');\n";

const ICON = FRONT_MARK.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ').replace(
  'currentColor',
  '#1d5c43',
);

function wordsFor(req: Request): FrontWords {
  const wanted = req.acceptsLanguages(FRONT_WORDS.map(({ lang }) => lang));
  return FRONT_WORDS.find(({ lang }) => lang === wanted) ?? DEFAULT_WORDS;
}

const head = (words: FrontWords): string => `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<meta name="description" content="${words.description}">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf8f4">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171613">
<link rel="icon" href="/front/icon.svg" type="image/svg+xml">
<link rel="manifest" href="/app/manifest.webmanifest">
<link rel="stylesheet" href="/front/style.css">
<script src="/front/cookies.js" defer></script>
</head>`;

const sample = ({ sample: { number, title, steps } }: FrontWords): string => `<figure>
<figcaption><span>${number}</span>${title}</figcaption>
<ol>
${steps.map((step) => `<li>${step}</li>`).join('\n')}
</ol>
</figure>`;

const body = (words: FrontWords): string => `<body>
<header class="bar">
<a class="brand" href="/">${FRONT_MARK}<span>Communitrak</span></a>
<a class="quiet" href="/app/sign-in">${words.signIn}</a>
</header>
<main>
<section class="hero">
<div>
<p class="warn" role="alert">${words.cookiesOff}</p>
<h1>${words.headline}</h1>
<p>${words.lead}</p>
<a class="act" href="/app/sign-in">${words.open}</a>
<p class="note">${words.invited}</p>
</div>
${sample(words)}
</section>
<ul class="points">
${words.points.map(({ title, text }) => `<li><h2>${title}</h2><p>${text}</p></li>`).join('\n')}
</ul>
</main>
<footer>
<p>${words.cookiesNote}</p>
<p>${words.privacy} <a href="mailto:${PRIVACY_CONTACT}">${PRIVACY_CONTACT}</a></p>
</footer>
</body>
</html>
`;

export function frontPage(): Router {
  const router = Router();
  router.get('/', (req, res) => {
    const words = wordsFor(req);
    res.set({ 'Content-Language': words.lang, Vary: 'Accept-Language', 'Cache-Control': 'no-cache' });
    res.type('html').send(`${head(words)}\n${body(words)}`);
  });
  const asset = (path: string, type: string, content: string): void => {
    router.get(path, (_req, res) => {
      res
        .set('Cache-Control', `public, max-age=${String(DAY_SECONDS)}`)
        .type(type)
        .send(content);
    });
  };
  asset('/front/style.css', 'css', FRONT_STYLE);
  asset('/front/cookies.js', 'js', FRONT_SCRIPT);
  asset('/front/icon.svg', 'image/svg+xml', ICON);
  return router;
}
