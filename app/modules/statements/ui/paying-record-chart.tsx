import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Bar, BarChart } from '#app/ui/bar-chart.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { shortMoney } from '#app/ui/short-money.ts';
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
  const bars: Bar[] = months.map((one) => ({
    label: monthName(one.month, locale, false),
    longLabel: monthName(one.month, locale, true),
    settled: Number(one.settledMinor),
    open: Number(one.billedMinor - one.settledMinor),
    text: one.billedMinor === 0n ? '' : shortMoney(money(one.billedMinor, currency)),
    strong: one.billedMinor !== one.settledMinor,
  }));
  const title = bills === 0 ? 'What we billed in twelve months' : `You have paid ${onTime} of ${bills} bills on time`;
  return (
    <section className="gap-part">
      <BarChart
        title={several ? `${title}, ${currency}` : title}
        summary={`Billed each month in ${currency}, and how much of it is settled.`}
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

const rowOf = (one: MonthPaid, locale: string, exact: (minor: bigint) => string): string[] => [
  monthName(one.month, locale, true),
  exact(one.billedMinor),
  exact(one.settledMinor),
];
