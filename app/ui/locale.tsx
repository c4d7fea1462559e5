import { createContext, type ReactNode, useContext } from 'react';

const LocaleContext = createContext('en-GB');

/** Sets the locale for every amount and date below it. The server decides it; nothing reads the browser's. */
export function LocaleProvider({ locale, children }: { locale: string; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

/** The locale of the page, or the one given. */
export function useLocale(given?: string): string {
  const around = useContext(LocaleContext);
  return given ?? around;
}
