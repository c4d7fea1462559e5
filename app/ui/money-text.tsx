import { formatMoney, type MoneyStyle } from '#app/kernel/format-money.ts';
import type { Money } from '#app/kernel/money.ts';
import { classNames } from './class-names.ts';
import { useLocale } from './locale.tsx';

type MoneyTextProps = {
  money: Money;
  locale?: string;
  /** `symbol` £1,240.00 · `code` 1,240.00 GBP · `bare` 1,240.00, where the column head names the currency. */
  style?: MoneyStyle;
  /** `always` writes a plus before what is not negative: changes and differences. */
  sign?: 'auto' | 'always';
  className?: string;
};

/**
 * The one way an amount reaches a page. The sign stays plain ASCII so that copied figures paste as numbers; readers
 * that skip it hear the hidden word instead.
 */
export function MoneyText({ money, locale, style = 'symbol', sign = 'auto', className }: MoneyTextProps) {
  const language = useLocale(locale);
  return (
    <span className={classNames('figure', className)}>
      {money.minor < 0n && <span className="unspoken-sign sr-only">minus </span>}
      {sign === 'always' && money.minor > 0n && '+'}
      {formatMoney(money, language, { style })}
    </span>
  );
}

/** "Does not apply" in a column of figures. Zero is never written this way. */
export function NotApplicable({ words }: { words: string }) {
  return (
    <span className="text-muted">
      <span aria-hidden="true">–</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}
