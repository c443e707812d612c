/** For tests of screens and parts: draws an element with words, theme, keys and an address around it. */
import type { ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { render, type RenderResult } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import type { Platform } from '@communitrak/platform/platform.ts';
import type { Language } from './i18n/messages.ts';
import { features } from './features/index.ts';
import { KIT_MESSAGES } from './kit/messages.ts';
import { KitProviders } from './kit/KitProviders.tsx';
import { LanguageProvider, MoreWords, useMoreMessages } from './i18n/LanguageProvider.tsx';
import { cssVariables, theme } from './theme.ts';

interface DrawOptions {
  readonly language?: Language;
  readonly path?: string;
}

export function draw(element: ReactNode, { language = 'en', path = '/' }: DrawOptions = {}): RenderResult {
  return render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <LanguageProvider language={language} timeZone="America/New_York">
        <MemoryRouter initialEntries={[path]}>
          <KitProviders>
            <FeatureWords>{element}</FeatureWords>
          </KitProviders>
        </MemoryRouter>
      </LanguageProvider>
    </MantineProvider>,
  );
}

const WORDS = [...KIT_MESSAGES, ...features.map(({ messages }) => messages)];

/** The words of the kit and of all features. */
export function FeatureWords({ children }: { readonly children: ReactNode }): ReactNode {
  const words = useMoreMessages(WORDS);
  return words === undefined ? null : <MoreWords messages={words.messages}>{children}</MoreWords>;
}

const never = { subscribe: () => () => undefined };

/** A shell that offers nothing of its own. */
export const quietPlatform: Platform = {
  kind: 'browser',
  baseUrl: 'http://server.test',
  pickImages: () => Promise.resolve([]),
  saveFile: () => Promise.resolve(true),
  print: () => undefined,
  leaveFor: () => undefined,
  notify: () => undefined,
  setBadge: () => undefined,
  updates: { ...never, isReady: () => false, apply: () => undefined },
  install: { ...never, isAvailable: () => false, show: () => Promise.resolve() },
};
