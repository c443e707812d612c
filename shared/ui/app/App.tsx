/** The whole app, the same in both shells: each supplies a Platform and a mount point. */
import { useEffect, useState, type ReactNode } from 'react';
import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { BrowserRouter } from 'react-router';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { OpenReplicaOptions } from '@communitrak/replica/replica.ts';
import { LanguageProvider } from '../i18n/LanguageProvider.tsx';
import { KitProviders } from '../kit/KitProviders.tsx';
import { cssVariables, theme } from '../theme.ts';
import '../styles.ts';
import { AppErrors } from './Broken.tsx';
import { PlatformContext, PreferenceContext } from './context.ts';
import { BASE } from './paths.ts';
import {
  createPreferences,
  languageInForce,
  usePreferenceValues,
  type PreferenceStore,
} from './preferences.ts';
import { HostContext } from './host-context.ts';
import { createReplicaHost } from './replica-host.ts';
import { AppRoutes } from './routes.tsx';
import { ScrollToTop } from './ScrollToTop.tsx';
import { SessionProvider } from './SessionProvider.tsx';

export function App({ platform }: { readonly platform: Platform }): ReactNode {
  const [preferences] = useState(() => createPreferences(() => localStorage));
  const values = usePreferenceValues(preferences);
  const [host] = useState(() =>
    createReplicaHost(async (options: OpenReplicaOptions) => {
      // The local database is a part of its own: sign-in does not wait for it.
      const { openReplica } = await import(/* webpackPrefetch: true */ '@communitrak/replica/replica.ts');
      return openReplica(options);
    }, reportError),
  );
  const [schemes] = useState(() => schemeManager(preferences));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      deduplicateCssVariables={false}
    >
      <LanguageProvider language={languageInForce(values, navigator.languages)}>
        <PlatformContext value={platform}>
          <PreferenceContext value={preferences}>
            <AppErrors>
              <BrowserRouter basename={BASE}>
                <ScrollToTop />
                <KitProviders>
                  <SessionProvider>
                    <HostContext value={host}>
                      <AppRoutes />
                    </HostContext>
                  </SessionProvider>
                </KitProviders>
              </BrowserRouter>
            </AppErrors>
            <ThemeColour />
          </PreferenceContext>
        </PlatformContext>
      </LanguageProvider>
    </MantineProvider>
  );
}

/** The browser's own bar takes the page's colour. */
function ThemeColour(): ReactNode {
  useEffect(() => {
    const paint = (): void => {
      const colour = getComputedStyle(document.body).backgroundColor;
      document.querySelector('meta[name="theme-color"]')?.setAttribute('content', colour);
    };
    paint();
    const watch = new MutationObserver(paint);
    watch.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    return () => watch.disconnect();
  }, []);
  return null;
}

/** Mantine reads and writes the theme through the member's preferences. */
function schemeManager(preferences: PreferenceStore): MantineColorSchemeManager {
  let stop: (() => void) | undefined;
  return {
    get: () => preferences.get().theme,
    set: (theme) => {
      if (preferences.get().theme !== theme) preferences.set({ theme });
    },
    subscribe: (onUpdate) => {
      let seen = preferences.get().theme;
      stop = preferences.subscribe(() => {
        const now = preferences.get().theme;
        if (now === seen) return;
        seen = now;
        onUpdate(now);
      });
    },
    unsubscribe: () => stop?.(),
    clear: () => preferences.set({ theme: 'auto' }),
  };
}
