/** A sample as it reads in Spanish, whatever language the catalogue is in. */
import type { ReactNode } from 'react';
import { LanguageProvider } from '../i18n/LanguageProvider.tsx';

export function InSpanish({ children }: { readonly children: ReactNode }): ReactNode {
  return <LanguageProvider language="es">{children}</LanguageProvider>;
}
