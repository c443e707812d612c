/** What the kit's parts need around them: layers, messages, keys. Within a router and a language. */
import type { ReactNode } from 'react';
import { Announcer } from './Announcer.tsx';
import { KeysProvider } from './Keys.tsx';
import { LayersProvider } from './layers/LayersProvider.tsx';

export function KitProviders({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <LayersProvider>
      <Announcer>
        <KeysProvider>{children}</KeysProvider>
      </Announcer>
    </LayersProvider>
  );
}
