import { Link } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { DraftRow } from '#app/modules/invoicing/queries/list-drafts.server.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import { Badges } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { rowBadges } from './invoice-badges.ts';
import { NameText } from './name-text.tsx';

type InvoiceTableProps = { rows: readonly InvoiceListRow[]; today: PlainDate; locale: string };

/** The register: who, when, what, its status, what is left. Mixed currencies carry their code. */
export function InvoiceTable({ rows, today, locale }: InvoiceTableProps) {
  return (
    <DataTable
      caption="Invoices"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'number',
          head: 'Number',
          rowHeader: true,
          nowrap: true,
          cell: (row) => (
            <>
              <Link className="quiet-link reference" to={`/staff/invoices/${row.id}`}>
                {row.number}
              </Link>
              <span className="under">
                <DateText date={row.documentOn} />
              </span>
            </>
          ),
        },
        {
          key: 'customer',
          head: 'Customer',
          cell: (row) => (
            <>
              <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
                <NameText text={row.customerName} />
              </Link>
              <span className="under">
                <NameText text={row.title} />
              </span>
            </>
          ),
        },
        {
          key: 'due',
          head: 'Due',
          nowrap: true,
          cell: (row) =>
            row.kind === 'credit_note' ? <NotApplicable words="does not fall due" /> : <DateText date={row.dueOn} />,
        },
        { key: 'status', head: 'Status', cell: (row) => <Badges badges={rowBadges(row, { today, locale })} /> },
        {
          key: 'left',
          head: 'Left',
          numeric: true,
          cell: (row) => (
            <>
              <strong>
                <MoneyText money={money(row.leftMinor - row.creditLeftMinor, row.currency)} style="code" />
              </strong>
              {row.leftMinor + row.creditLeftMinor !== row.grossMinor && (
                <span className="under">
                  of <MoneyText money={money(row.grossMinor, row.currency)} style="code" />
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** Drafts, last changed first. */
export function DraftTable({ rows }: { rows: readonly DraftRow[] }) {
  return (
    <DataTable
      caption="Drafts, last changed first"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'customer',
          head: 'For',
          rowHeader: true,
          cell: (row) => (
            <>
              <Link className="quiet-link" to={`/staff/invoices/drafts/${row.id}`}>
                <NameText text={row.customerName} />
              </Link>
              <span className="under">
                <NameText text={row.title || 'No title yet'} />
              </span>
            </>
          ),
        },
        { key: 'date', head: 'Invoice date', nowrap: true, cell: (row) => <DateText date={row.documentOn} /> },
        { key: 'lines', head: 'Lines', numeric: true, cell: (row) => row.lines },
        { key: 'currency', head: 'Currency', cell: (row) => currency(row.currency) },
      ]}
    />
  );
}
