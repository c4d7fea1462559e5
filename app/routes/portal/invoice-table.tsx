import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import { customerInvoiceBadges } from '#app/modules/invoicing/ui/invoice-status.ts';
import { Badges } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { InvoiceName } from './invoice-name.tsx';

type InvoiceTableProps = { rows: readonly InvoiceListRow[]; today: PlainDate; canTick: boolean };

/** A page of the customer's invoices; those with something to pay can be ticked, inside the form around it. */
export function InvoiceTable({ rows, today, canTick }: InvoiceTableProps) {
  const locale = useLocale();
  const columns: Column<InvoiceListRow>[] = [
    {
      key: 'invoice',
      head: 'Invoice',
      rowHeader: true,
      cell: (row) => (
        <>
          <InvoiceName id={row.id} number={row.number} title={row.title} poNumber={row.poNumber} />
          <Badges badges={badgesOf(row, today, locale)} />
        </>
      ),
    },
    { key: 'on', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.documentOn} /> },
    {
      key: 'due',
      head: 'Due',
      nowrap: true,
      card: 'hidden',
      cell: (row) =>
        row.kind === 'credit_note' ? <NotApplicable words="does not apply" /> : <DateText date={row.dueOn} />,
    },
    {
      key: 'total',
      head: 'Total',
      numeric: true,
      card: 'line',
      cell: (row) => (
        <MoneyText money={money(row.kind === 'credit_note' ? -row.grossMinor : row.grossMinor, row.currency)} />
      ),
    },
    {
      key: 'left',
      head: 'Left to pay',
      numeric: true,
      cell: (row) => <MoneyText money={money(row.leftMinor - row.creditLeftMinor, row.currency)} />,
    },
    {
      key: 'pdf',
      head: 'PDF',
      headHidden: true,
      card: 'action',
      cell: (row) => (
        <a href={`/files/invoices/${row.id}.pdf`} download>
          PDF<span className="sr-only"> of {row.number}</span>
        </a>
      ),
    },
  ];
  if (canTick)
    columns.unshift({
      key: 'tick',
      head: 'Pay',
      headHidden: true,
      className: 'cell-check',
      card: 'line',
      cardLabel: '',
      cell: (row) => <Tick row={row} />,
    });
  return (
    <DataTable caption="Your invoices, newest first" cards rows={rows} rowKey={(row) => row.id} columns={columns} />
  );
}

function Tick({ row }: { row: InvoiceListRow }) {
  if (row.leftMinor <= row.heldMinor) return null;
  return (
    <label className="inline-flex min-h-6 items-center gap-3">
      <input type="checkbox" name="i" value={row.id} />
      <span className="whitespace-nowrap md:sr-only">
        Tick to pay<span className="sr-only"> invoice {row.number}</span>
      </span>
    </label>
  );
}

const badgesOf = (row: InvoiceListRow, today: PlainDate, locale: string) =>
  customerInvoiceBadges(
    {
      kind: row.kind,
      lifecycle: 'issued',
      gross: money(row.grossMinor, row.currency),
      leftMinor: row.leftMinor + row.creditLeftMinor,
      dueOn: row.dueOn,
      processingMinor: row.inFlightMinor,
      disputedMinor: row.disputedMinor,
    },
    { today, locale, leftShown: true },
  );
