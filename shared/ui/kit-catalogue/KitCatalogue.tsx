/**
 * The kit's parts to look at and to try, one state an address (`/app/kit/<part>/<state>`), in both languages and themes.
 * For those who build screens, for `npm run pictures` and for the benches: needs no session and no server.
 */
import { Suspense, type ReactNode } from 'react';
import { useMantineColorScheme } from '@mantine/core';
import { Navigate, NavLink, Route, Routes, useParams } from 'react-router';
import { usePreferences } from '../app/context.ts';
import { MoreWords, useMoreMessages } from '../i18n/LanguageProvider.tsx';
import { Button } from '../kit/Button.tsx';
import { Skeleton } from '../kit/Loading.tsx';
import { KIT_MESSAGES } from '../kit/messages.ts';
import { Page } from '../kit/Page.tsx';
import type { CataloguePage } from './catalogue-page.ts';
import { PAGES } from './pages.ts';
import { SAMPLE } from './sample-words.ts';
import './catalogue.css';

export function KitCatalogue(): ReactNode {
  const first = PAGES[0];
  const words = useMoreMessages(KIT_MESSAGES);
  if (words === undefined) return null;
  return (
    <MoreWords messages={words.messages}>
      <div className="kc">
        <CatalogueNav />
        <main className="kc-main">
          <Routes>
            <Route path=":part/:state" element={<CatalogueScreen />} />
            <Route path=":part" element={<CatalogueScreen />} />
            {first === undefined ? null : <Route path="*" element={<Navigate to={first.id} replace />} />}
          </Routes>
        </main>
      </div>
    </MoreWords>
  );
}

function CatalogueNav(): ReactNode {
  const preferences = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  return (
    <nav className="kc-nav ct-no-print" aria-label={SAMPLE.parts}>
      {PAGES.map((page) => (
        <NavLink key={page.id} to={`/kit/${page.id}`}>
          {page.title}
        </NavLink>
      ))}
      <div className="ct-actions">
        <Button kind="quiet" onClick={() => preferences.set({ language: 'en' })}>
          {SAMPLE.english}
        </Button>
        <Button kind="quiet" onClick={() => preferences.set({ language: 'es' })}>
          {SAMPLE.spanish}
        </Button>
        <Button kind="quiet" onClick={() => setColorScheme('light')}>
          {SAMPLE.light}
        </Button>
        <Button kind="quiet" onClick={() => setColorScheme('dark')}>
          {SAMPLE.dark}
        </Button>
      </div>
    </nav>
  );
}

function CatalogueScreen(): ReactNode {
  const { part, state } = useParams();
  const page = PAGES.find((one) => one.id === part);
  if (page === undefined) return <Navigate to="/kit" replace />;
  const shown = page.states.find((one) => one.id === state) ?? page.states[0];
  return (
    <Page title={page.title} subtitle={page.about} width="table" key={page.id}>
      <StateNav page={page} shown={shown.id} />
      <div className="kc-sample" key={shown.id}>
        <Suspense fallback={<Skeleton rows={4} />}>
          <shown.Draw />
        </Suspense>
      </div>
    </Page>
  );
}

function StateNav({ page, shown }: { readonly page: CataloguePage; readonly shown: string }): ReactNode {
  return (
    <nav className="kc-states ct-no-print" aria-label={SAMPLE.states}>
      {page.states.map((state) => (
        <NavLink
          key={state.id}
          to={`/kit/${page.id}/${state.id}`}
          aria-current={state.id === shown ? 'page' : undefined}
        >
          {state.title}
        </NavLink>
      ))}
    </nav>
  );
}
