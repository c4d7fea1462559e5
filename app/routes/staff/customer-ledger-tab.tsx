import { Link } from 'react-router';
import { currency as knownCurrency } from '#app/kernel/money.ts';
import type { StoredDocument } from '#app/modules/reports/queries/customer-documents.server.ts';
import type { LedgerRow } from '#app/modules/reports/queries/customer-ledger.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { TabClockForm } from './clock-fields.tsx';
import type { TabClocks } from './customer-tab-list.ts';
import { FigureLink } from './figure-link.tsx';
import { kindWords, sourcePath } from './source-path.ts';

type Paged = { nextHref: string | null; firstHref: string | null };

function Pages({ label, nextHref, firstHref }: Paged & { label: string }) {
  return <Pager label={label} summary={firstHref && <Link to={firstHref}>Newest</Link>} nextHref={nextHref} />;
}

type LedgerProps = Paged & {
  rows: readonly LedgerRow[];
  currency: string;
  currencies: readonly string[];
  customerId: string;
  clocks: TabClocks;
  zone: string;
};

/** Every posting with the balance after it: why the balance is what it is. */
export function Ledger({ rows, currency: code, currencies, customerId, clocks, zone, ...pages }: LedgerProps) {
  const currency = knownCurrency(code);
  const at = { customerId, currency, sealNo: clocks.at?.knownAt.sealNo };
  const others = currencies.filter((code) => code !== currency);
  return (
    <>
      <TabClockForm tab="ledger" customerId={customerId} clocks={clocks} currency={currency} zone={zone} />
      <Panel
        title={`Ledger, ${currency}, newest first`}
        aside={others.map((code) => (
          <Link key={code} to={`/staff/customers/${customerId}?tab=ledger&currency=${code}`}>
            {code}{' '}
          </Link>
        ))}
      >
        {rows.length === 0 ? (
          <EmptyState>Nothing was posted in {currency} yet.</EmptyState>
        ) : (
          <DataTable
            caption={`Postings in ${currency} with the balance after each`}
            rows={rows}
            rowKey={(row) => row.itemId}
            columns={[
              {
                key: 'number',
                head: 'Number',
                rowHeader: true,
                nowrap: true,
                cell: (row) => (
                  <Link className="quiet-link reference" to={sourcePath(row)}>
                    {row.number}
                  </Link>
                ),
              },
              { key: 'date', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.effectiveOn} /> },
              {
                key: 'what',
                head: 'What',
                cell: (row) => (
                  <>
                    {kindWords(row.kind)}
                    {row.title && <span className="under">{row.title}</span>}
                  </>
                ),
              },
              {
                key: 'amount',
                head: `Amount, ${currency}`,
                numeric: true,
                cell: (row) => (
                  <FigureLink figure={{ ...at, part: 'all', itemId: row.itemId }} minor={row.amount.minor} />
                ),
              },
              {
                key: 'balance',
                head: 'Balance after',
                numeric: true,
                cell: (row) => (
                  <FigureLink figure={{ ...at, part: 'all', untilId: row.itemId }} minor={row.balanceAfter.minor} />
                ),
              },
            ]}
          />
        )}
      </Panel>
      <Pages label="Ledger" {...pages} />
    </>
  );
}

const DOCUMENT_WORDS: Record<string, string> = { invoice: 'Invoice', receipt: 'Receipt', statement: 'Statement' };
const kilobytes = (bytes: bigint): string => `${(bytes + 1023n) / 1024n} kB`;

/** Stored files; each is checked against its digest when it is read. */
export function Documents({ rows, zone, ...pages }: Paged & { rows: readonly StoredDocument[]; zone: string }) {
  return (
    <>
      <Panel title="Stored documents">
        {rows.length === 0 ? (
          <EmptyState>Documents appear here when an invoice is issued or a payment is received.</EmptyState>
        ) : (
          <DataTable
            caption="Stored documents, newest first"
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                head: 'File',
                rowHeader: true,
                cell: (row) => <a href={`/staff/documents/${row.id}`}>{row.fileName}</a>,
              },
              { key: 'kind', head: 'Kind', cell: (row) => DOCUMENT_WORDS[row.kind] ?? row.kind },
              {
                key: 'made',
                head: 'Made',
                nowrap: true,
                cell: (row) => <InstantText at={row.producedAt} zone={zone} />,
              },
              { key: 'size', head: 'Size', numeric: true, cell: (row) => kilobytes(row.sizeBytes) },
            ]}
          />
        )}
      </Panel>
      <Pages label="Documents" {...pages} />
    </>
  );
}
