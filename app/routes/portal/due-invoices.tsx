import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { customerInvoiceBadges } from '#app/modules/invoicing/ui/invoice-status.ts';
import { Badges } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { countOf } from './count-words.ts';
import { InvoiceName } from './invoice-name.tsx';
import type { OwedRow, OwedShown } from './overview-view.ts';

type DueProps = { owed: OwedShown; mayPay: boolean; today: PlainDate };

/** What is due, oldest first, at most five; each can be paid on its own. */
export function DueInvoices({ owed, mayPay, today }: DueProps) {
  const locale = useLocale();
  const { currency, due, dueCount, dueMinor } = owed;
  if (due.length === 0) return null;
  const whole = formatMoney(money(dueMinor, currency), locale);
  const title =
    dueCount > due.length
      ? `The oldest ${due.length} of ${dueCount} due`
      : `${countOf(dueCount, 'invoice makes', 'invoices make')} ${whole}`;
  const columns: Column<OwedRow>[] = [
    {
      key: 'invoice',
      head: 'Invoice',
      rowHeader: true,
      cell: (row) => <InvoiceCell row={row} today={today} locale={locale} />,
    },
    { key: 'due', head: 'Due', nowrap: true, card: 'hidden', cell: (row) => <DateText date={row.dueOn} /> },
    {
      key: 'left',
      head: 'Left to pay',
      numeric: true,
      cell: (row) => <MoneyText money={money(row.residualMinor, currency)} />,
    },
  ];
  if (mayPay)
    columns.push({ key: 'pay', head: 'Pay', headHidden: true, card: 'action', cell: (row) => <PayCell row={row} /> });
  return (
    <Section title={title} aside={<Link to="/invoices?view=to_pay">All invoices to pay</Link>}>
      <DataTable
        caption={`Invoices due now in ${currency}, oldest first`}
        cards
        rows={due}
        rowKey={(row) => row.id}
        columns={columns}
      />
    </Section>
  );
}

function InvoiceCell({ row, today, locale }: { row: OwedRow; today: PlainDate; locale: string }) {
  const badges = customerInvoiceBadges(
    {
      kind: 'invoice',
      lifecycle: 'issued',
      gross: money(row.amountMinor, row.currency),
      leftMinor: row.residualMinor,
      dueOn: row.dueOn,
      processingMinor: row.inFlightMinor,
      disputedMinor: row.disputedMinor,
    },
    { today, locale, leftShown: true },
  );
  return (
    <>
      <InvoiceName id={row.sourceId} number={row.number} title={row.title} poNumber={row.poNumber} />
      <Badges badges={badges} />
    </>
  );
}

function PayCell({ row }: { row: OwedRow }) {
  if (row.payableMinor <= 0n) return null;
  return (
    <Link to={`/pay?i=${row.sourceId}`}>
      Pay<span className="sr-only"> invoice {row.number}</span>
    </Link>
  );
}
