import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { askHrefOf } from './dispute-address.ts';
import { OutsideText } from './outside-text.tsx';

type Row = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly currency: Currency;
  readonly leftMinor: bigint;
  readonly documentOn: PlainDate;
};

const COLUMNS: Column<Row>[] = [
  {
    key: 'invoice',
    head: 'Invoice',
    rowHeader: true,
    cell: (row) => (
      <>
        <Link to={askHrefOf('', row.id)}>{row.number}</Link>
        {row.title && (
          <span className="under">
            <OutsideText text={row.title} />
          </span>
        )}
      </>
    ),
  },
  { key: 'on', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.documentOn} /> },
  {
    key: 'left',
    head: 'Left to pay',
    numeric: true,
    cell: (row) => <MoneyText money={money(row.leftMinor, row.currency)} />,
  },
];

/** Which invoice is it about? The newest first. */
export function ChooseInvoice({ company, invoices }: { company: string; invoices: readonly Row[] }) {
  return (
    <>
      <PageTitle title="Which invoice is it about?" site={company} />
      <BackLink to="/disputes">Your questions</BackLink>
      <PortalTitle title="Which invoice is it about?" under="Choose it, and tell us what is wrong or ask." />
      {invoices.length === 0 ? (
        <EmptyState>There is no invoice to ask about yet.</EmptyState>
      ) : (
        <DataTable caption="Your newest invoices" cards rows={invoices} rowKey={(row) => row.id} columns={COLUMNS} />
      )}
      <p className="gap-part text-15">
        Is it an older one? <Link to="/invoices">Find it among all invoices</Link>.
      </p>
    </>
  );
}
