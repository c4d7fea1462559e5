import type { Currency } from '#app/kernel/money.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { schemeWords } from './scheme-words.ts';

/** A price in a cell: its core, and under it what else is agreed. */
export function SchemeText({ scheme, currency, unit }: { scheme: PriceScheme; currency: Currency; unit: string }) {
  const [core, ...more] = schemeWords(scheme, { currency, unit, locale: useLocale() });
  return (
    <>
      {core}
      {more.map((words) => (
        <span key={words} className="under">
          {words}
        </span>
      ))}
    </>
  );
}
