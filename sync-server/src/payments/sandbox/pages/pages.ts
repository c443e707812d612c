/** The hosted pages by their address. */
import type { IncomingMessage } from 'node:http';
import type { Engine, World } from '../core/world.ts';
import type { Answer } from '../server.ts';
import { authorizePage } from './authorize.ts';
import { checkoutPage } from './checkout.ts';
import { invoicePage } from './invoice.ts';
import { onboardingPage } from './onboarding.ts';
import { notFound, STYLE, tongueOf } from './page.ts';
import type { Shown, Visit } from './page.ts';
import { portalPage } from './portal.ts';

type Page = (platform: World, place: string, visit: Visit) => Shown;

const PAGES: Readonly<Record<string, Page>> = {
  authorize: authorizePage,
  checkout: checkoutPage,
  invoice: invoicePage,
  onboarding: onboardingPage,
  portal: portalPage,
};

function visitOf(req: IncomingMessage, body: string): Visit {
  const [path = '/', query = ''] = (req.url ?? '/').split('?');
  return {
    method: req.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    form: new URLSearchParams(req.method === 'POST' ? body : ''),
    languages: req.headers['accept-language'],
  };
}

function toAnswer(shown: Shown): Answer {
  if ('redirect' in shown) return { status: 303, type: 'text/plain', body: '', location: shown.redirect };
  return { status: shown.status, type: 'text/html; charset=utf-8', body: shown.page.text };
}

export function createPages(
  engine: Engine,
  flush: () => void,
): (req: IncomingMessage, body: string) => Answer {
  return (req, body) => {
    const visit = visitOf(req, body);
    if (visit.path === '/pages/style.css')
      return { status: 200, type: 'text/css; charset=utf-8', body: STYLE };
    const [, name = '', ...place] = visit.path.split('/');
    const page = PAGES[name];
    const shown =
      page === undefined
        ? notFound(tongueOf(null, visit.languages))
        : page(engine.platform, place.join('/'), visit);
    flush();
    return toAnswer(shown);
  };
}
