import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, minorDigits, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Bar, BarChart } from '#app/ui/bar-chart.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { MonthPaid, PayingRecord } from '../types.ts';

const monthName = (month: PlainDate, locale: string, withYear: boolean): string => {
  const [year, number] = month.split('-').map(Number);
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
  });
  return format.format(Date.UTC(year!, number! - 1, 1)).replace('Sept', 'Sep');
};

/** Twelve months of billed against paid. The title says what they show; the exact figures are one click away. */
export function PayingRecordChart({ record, several }: { record: PayingRecord; several: boolean }) {
  const locale = useLocale();
  const { currency, months, bills, onTime } = record;
  const exact = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const { words: unitWords, inUnit } = unitOf(months, currency);
  const bars: Bar[] = months.map((one) => ({
    label: monthName(one.month, locale, false),
    longLabel: monthName(one.month, locale, true),
    settled: Number(one.settledMinor),
    open: Number(one.billedMinor - one.settledMinor),
    text: one.billedMinor === 0n ? '' : inUnit(one.billedMinor),
    strong: one.billedMinor !== one.settledMinor,
  }));
  const title = bills === 0 ? 'What we billed in twelve months' : `You have paid ${onTime} of ${bills} bills on time`;
  return (
    <section className="gap-part">
      <BarChart
        title={several ? `${title}, ${currency}` : title}
        summary={`Billed each month in ${unitWords}${currency}, and how much of it is settled.`}
        legend={[
          { text: 'Settled', kind: 'settled' },
          { text: 'Left to pay', kind: 'open' },
        ]}
        bars={bars}
        table={{ heads: ['Month', 'Billed', 'Settled'], rows: months.map((one) => rowOf(one, locale, exact)) }}
      />
    </section>
  );
}

/**
 * The figure above a bar is short (twelve stand side by side on a phone): in thousands once the largest month has five
 * digits. The exact amounts stand in the table.
 */
function unitOf(months: readonly MonthPaid[], currency: Currency) {
  const major = 10 ** minorDigits(currency);
  const largest = Math.max(...months.map((one) => Number(one.billedMinor))) / major;
  const unit = largest >= 10_000_000 ? 1_000_000 : largest >= 10_000 ? 1_000 : 1;
  const words = unit === 1_000_000 ? 'million ' : unit === 1_000 ? 'thousand ' : '';
  const inUnit = (minor: bigint): string => {
    const value = Number(minor) / major / unit;
    return value < 10 && unit > 1 ? value.toFixed(1) : value.toFixed(0);
  };
  return { words, inUnit };
}

const rowOf = (one: MonthPaid, locale: string, exact: (minor: bigint) => string): string[] => [
  monthName(one.month, locale, true),
  exact(one.billedMinor),
  exact(one.settledMinor),
];
