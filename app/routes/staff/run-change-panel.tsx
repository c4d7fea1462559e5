import { Link } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import { changeWhy } from '#app/modules/billing-runs/ui/run-words.ts';
import { BarChart } from '#app/ui/bar-chart.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';
import type { RunPage } from './run-page.server.ts';

const bare = (minor: bigint, code: string) => <MoneyText money={money(minor, currency(code))} style="bare" />;
const OUTLIER = 100;

/** How far customers moved against the last run, and the ones who moved most. */
export function ChangePanel({ page }: { page: RunPage }) {
  const { histogram, biggest, run } = page;
  if (histogram.length === 0)
    return (
      <Panel title="Change per customer" pad>
        <p>There is no earlier run of these cycles to compare with.</p>
      </Panel>
    );
  const outliers = histogram
    .filter(({ step }) => Math.abs(step) === OUTLIER)
    .reduce((sum, { customers }) => sum + customers, 0);
  const title =
    outliers === 0
      ? 'No customer doubled or stopped'
      : `${outliers} ${outliers === 1 ? 'customer' : 'customers'} doubled or stopped; the rest is closer to last time`;
  const stepText = (step: number) => (step > 0 ? `+${step}` : String(step));
  return (
    <Panel title={title}>
      <div className="panel-pad">
        <BarChart
          titleHidden
          headingLevel={3}
          title="Change per customer"
          summary="Number of customers by change against their last run, in per cent. New customers count as +100, those billed nothing as -100."
          height={170}
          bars={histogram.map(({ step, customers }) => ({
            ...{ label: stepText(step), settled: customers, text: customers === 0 ? '' : String(customers) },
            ...(Math.abs(step) === OUTLIER && customers > 0 && { tone: 'danger' as const, strong: true }),
          }))}
          table={{
            heads: ['Change, per cent', 'Customers'],
            rows: histogram.map(({ step, customers }) => [stepText(step), String(customers)]),
          }}
        />
      </div>
      {biggest.length > 0 && <BiggestChanges biggest={biggest} runId={run.id} />}
    </Panel>
  );
}

function BiggestChanges({ biggest, runId }: { biggest: RunPage['biggest']; runId: string }) {
  return (
    <DataTable
      caption="Biggest changes"
      rows={biggest}
      rowKey={(row) => `${row.customerId} ${row.currency}`}
      columns={[
        {
          key: 'customer',
          head: 'Customer',
          rowHeader: true,
          cell: (row) => (
            <Link className="quiet-link" to={`/staff/runs/${runId}/drafts?customer=${row.customerId}`}>
              <NameText text={row.customerName} />
            </Link>
          ),
        },
        { key: 'why', head: 'Why', cell: changeWhy },
        {
          key: 'last',
          head: 'Last',
          numeric: true,
          className: 'text-muted',
          cell: (row) => bare(row.lastMinor ?? 0n, row.currency),
        },
        {
          key: 'now',
          head: 'This',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.nowMinor ?? 0n, currency(row.currency))} style="code" />,
        },
        {
          key: 'sample',
          head: 'Sample',
          cell: (row) =>
            row.draftId && (
              <a href={`/staff/runs/${runId}/drafts/${row.draftId}/sample.pdf`} download>
                PDF<span className="sr-only"> of the largest draft for {row.customerName}</span>
              </a>
            ),
        },
      ]}
    />
  );
}
