import { currency, money } from '#app/kernel/money.ts';
import type { RunTotal } from '#app/modules/billing-runs/types.ts';
import { changeTenths, changeText, isNotable, totalsTitle } from '#app/modules/billing-runs/ui/run-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { PairedBar } from '#app/ui/paired-bar.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { RunPage } from './run-page.server.ts';

const bare = (minor: bigint, code: string) => <MoneyText money={money(minor, currency(code))} style="bare" />;

/** What the run comes to per product and currency, beside the last run of the same cycles. */
export function TotalsPanel({ page }: { page: RunPage }) {
  const { totals, last, progress } = page;
  const count = progress.counts.ready + progress.counts.issued;
  if (totals.length === 0)
    return (
      <Panel title="Nothing to issue">
        <EmptyState>No draft of this run will be issued.</EmptyState>
      </Panel>
    );
  return (
    <Panel title={totalsTitle(count, last, totals)} aside="bar this run, notch last run">
      <TotalsTable totals={totals} count={count} lastCount={last?.count ?? null} />
    </Panel>
  );
}

type TotalsTableProps = { totals: readonly RunTotal[]; count: number; lastCount: number | null };

function TotalsTable({ totals, count, lastCount }: TotalsTableProps) {
  const change = (total: RunTotal) => changeTenths(total.netMinor, total.lastNetMinor);
  return (
    <DataTable
      wide
      caption="Totals by product"
      rows={totals}
      rowKey={({ productId, currency: code }) => `${productId} ${code}`}
      foot={<TotalsFoot totals={totals} count={count} lastCount={lastCount} />}
      columns={[
        { key: 'product', head: 'Product', rowHeader: true, cell: ({ productName }) => productName },
        { key: 'currency', head: 'Currency', cell: (total) => total.currency },
        { key: 'now', head: 'Invoices', numeric: true, cell: ({ drafts }) => drafts },
        {
          key: 'last',
          head: 'Last run',
          numeric: true,
          className: 'text-muted',
          cell: ({ lastDrafts }) => lastDrafts ?? <NotApplicable words="none last time" />,
        },
        { key: 'net', head: 'Net', numeric: true, cell: (total) => bare(total.netMinor, total.currency) },
        {
          key: 'lastNet',
          head: 'Net last run',
          numeric: true,
          className: 'text-muted',
          cell: (total) =>
            total.lastNetMinor === null ? (
              <NotApplicable words="none last time" />
            ) : (
              bare(total.lastNetMinor, total.currency)
            ),
        },
        {
          key: 'bars',
          head: 'Compared',
          headHidden: true,
          cell: ({ netMinor, lastNetMinor }) => <PairedBar now={netMinor} before={lastNetMinor ?? 0n} />,
        },
        {
          key: 'change',
          head: 'Change',
          numeric: true,
          nowrap: true,
          cell: (total) => {
            const tenths = change(total);
            return isNotable(tenths) ? <strong className="text-warn">{changeText(tenths)}</strong> : changeText(tenths);
          },
        },
        { key: 'tax', head: 'Tax', numeric: true, cell: (total) => bare(total.taxMinor, total.currency) },
        {
          key: 'gross',
          head: 'Total',
          numeric: true,
          cell: (total) => <strong>{bare(total.grossMinor, total.currency)}</strong>,
        },
      ]}
    />
  );
}

function TotalsFoot({ totals, count, lastCount }: TotalsTableProps) {
  const currencies = new Set(totals.map((total) => total.currency)).size;
  return (
    <tr>
      <th scope="row">All</th>
      <td>{currencies === 1 ? totals[0]!.currency : `${currencies} currencies`}</td>
      <td className="cell-numeric">{count}</td>
      <td className="cell-numeric text-muted">{lastCount ?? ''}</td>
      <td colSpan={6} className="text-muted">
        {currencies === 1
          ? 'An invoice with two products counts for both above, and once here.'
          : 'Currencies are never added together.'}
      </td>
    </tr>
  );
}
