import { Link } from 'react-router';
import type { ReasonAge } from '#app/modules/disputes/queries/list-disputes.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ShareBar } from '#app/ui/share-bar.tsx';

const AGES = ['0 to 2 days', '3 to 7 days', '8 to 30 days', 'Over 30 days'] as const;

/** What is open, by reason and age: each figure opens its rows. */
export function ReasonMatrix({ rows }: { rows: readonly ReasonAge[] }) {
  const most = rows.reduce((top, { counts }) => Math.max(top, ...counts), 0);
  return (
    <Panel title="What is open, by reason and age">
      <DataTable
        caption="Open disputes by reason and age"
        rows={rows}
        rowKey={({ reasonCode }) => reasonCode}
        columns={[
          {
            key: 'reason',
            head: 'Reason',
            rowHeader: true,
            cell: (row) => (
              <Link to={`/staff/disputes?view=all&reason=${encodeURIComponent(row.reasonCode)}`}>
                {row.reasonLabel}
              </Link>
            ),
          },
          ...AGES.map((age, index) => ({
            key: age,
            head: age,
            numeric: true,
            cell: (row: ReasonAge) =>
              row.counts[index] ? (
                <>
                  {row.counts[index]}
                  <ShareBar part={BigInt(row.counts[index] ?? 0)} whole={BigInt(most)} />
                </>
              ) : (
                <span className="text-muted">0</span>
              ),
          })),
        ]}
      />
    </Panel>
  );
}
