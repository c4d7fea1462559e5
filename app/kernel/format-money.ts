import { type Currency, type Money, minorDigits, minorToDecimal } from './money.ts';

/** `symbol` £1,240.00 · `code` 1,240.00 GBP · `bare` 1,240.00 where the column head names the currency. */
export type MoneyStyle = 'symbol' | 'code' | 'bare';

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, code: Currency, style: MoneyStyle): Intl.NumberFormat {
  const key = `${locale} ${code} ${style}`;
  let found = formatters.get(key);
  if (!found) {
    const digits = minorDigits(code);
    const common = { minimumFractionDigits: digits, maximumFractionDigits: digits, numberingSystem: 'latn' } as const;
    found = new Intl.NumberFormat(
      locale,
      style === 'symbol' ? { ...common, style: 'currency', currency: code } : common,
    );
    formatters.set(key, found);
  }
  return found;
}

/**
 * The one way an amount becomes text for people. Exact at any size: the decimal text, not a float, is given to Intl.
 * Digits are Latin in every language because the customer compares them with a bank statement.
 */
export function formatMoney(amount: Money, locale: string, options: { style?: MoneyStyle } = {}): string {
  const style = options.style ?? 'symbol';
  const text = formatter(locale, amount.currency, style).format(
    minorToDecimal(amount.minor, amount.currency) as Intl.StringNumericLiteral,
  );
  return style === 'code' ? `${text} ${amount.currency}` : text;
}
