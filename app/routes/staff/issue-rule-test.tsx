import { Link } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { RuleTest } from '#app/modules/billing-runs/queries/issue-rules.server.ts';
import { findingDetail } from '#app/modules/billing-runs/ui/finding-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** What the rule as typed would have stopped, before it is switched on. */
export function TestResult({ code, test, zone }: { code: string; test: RuleTest; zone: string }) {
  const locale = useLocale();
  const more = test.stoppedCount - test.stopped.length;
  return (
    <Panel
      title={`It would have stopped ${test.stoppedCount} of ${test.lookedAtCount} past invoices`}
      aside={
        <>
          <DateText date={test.lookedFromOn as PlainDate} /> to <DateText date={test.lookedToOn as PlainDate} />, tested
          by {test.testedByName}, <InstantText at={test.testedAt} zone={zone} />
        </>
      }
      foot={more > 0 ? `The newest ${test.stopped.length} are named; ${more} more would have been stopped.` : undefined}
    >
      {test.stopped.length === 0 ? (
        <EmptyState>No invoice of these months would have been stopped.</EmptyState>
      ) : (
        <DataTable
          caption="Invoices it would have stopped"
          rows={test.stopped}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'number',
              head: 'Invoice',
              rowHeader: true,
              nowrap: true,
              cell: ({ id, number }) => (
                <Link className="quiet-link reference" to={`/staff/invoices/${id}`}>
                  {number}
                </Link>
              ),
            },
            { key: 'customer', head: 'Customer', cell: ({ customerName }) => <NameText text={customerName} /> },
            { key: 'date', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.documentOn as PlainDate} /> },
            {
              key: 'why',
              head: 'Why',
              cell: (row) => findingDetail(code, row.facts, { locale }),
            },
            {
              key: 'total',
              head: 'Total',
              numeric: true,
              cell: (row) => <MoneyText money={money(BigInt(row.grossMinor), currency(row.currency))} style="code" />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
