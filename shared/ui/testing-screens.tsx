/** For tests of screens over a replica: draws routes below a community, with words, theme and keys around them. */
import { useLayoutEffect, type ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router';
import type { Replica } from '@communitrak/replica/replica.ts';
import { PlatformContext, ReplicaContext } from './app/context.ts';
import { Features } from './app/Features.tsx';
import { features } from './features/index.ts';
import { replicaDrafts } from './app/replica-drafts.ts';
import { LanguageProvider } from './i18n/LanguageProvider.tsx';
import { DraftsContext } from './kit/form/draft-store.ts';
import { KitProviders } from './kit/KitProviders.tsx';
import { FeatureWords } from './testing.tsx';
import { cssVariables, theme } from './theme.ts';

export interface Drawn {
  /** Path and query below the community, as they are now. */
  readonly where: () => string;
}

function Where({ tell }: { readonly tell: (where: string) => void }): ReactNode {
  const { pathname, search } = useLocation();
  // Once it is on the screen: what is drawn in a transition may not be yet, and keys go by what is.
  useLayoutEffect(() => tell(pathname + search));
  return null;
}

/**
 * Drawing again forgets the screen before and keeps the replica, as a reload does.
 * @param path below the community, e.g. `/requests?show=closed`
 */
export function drawScreens(
  replica: Replica,
  path: string,
  routes: Readonly<Record<string, ReactNode>>,
): Drawn {
  cleanup();
  const root = `/${replica.session.id}`;
  const at = { where: '' };
  render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <LanguageProvider language="en" timeZone="America/New_York">
        <PlatformContext value={replica.platform}>
          <MemoryRouter initialEntries={[`${root}${path}`]}>
            <KitProviders>
              <FeatureWords>
                <ReplicaContext value={replica}>
                  <Features all={features}>
                    <DraftsContext value={replicaDrafts(replica)}>
                      <Where tell={(where) => void (at.where = where)} />
                      <Routes>
                        {Object.entries(routes).map(([route, screen]) => (
                          <Route key={route} path={`/:association${route}`} element={screen} />
                        ))}
                      </Routes>
                    </DraftsContext>
                  </Features>
                </ReplicaContext>
              </FeatureWords>
            </KitProviders>
          </MemoryRouter>
        </PlatformContext>
      </LanguageProvider>
    </MantineProvider>,
  );
  return { where: () => at.where.slice(root.length) };
}
