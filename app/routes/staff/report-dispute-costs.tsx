import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Decision } from '#app/modules/disputes/types.ts';
import type { DisputeCost, ResolvedDispute } from '#app/modules/reports/types.ts';
import { percentShares } from '#app/ui/cut-shares.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';
import { oneDecimal } from './one-decimal.ts';

const DECIDED: Readonly<Record<Decision, string>> = {
  agreed: 'Agreed',
  part: 'Agreed in part',
  refused: 'Refused',
  rebilled: 'Billed again',
};

type HrefOf = (more: Record<string, string>) => string;
const causeText = ({ cause, causeLabel }: { cause: string; causeLabel: string | null }): string =>
  cause === '' ? 'No cause named yet' : (causeLabel ?? cause);

/** One table a currency, the dearest cause first; disputes that contest no amount have one of their own. */
export function CostsByCause({ costs, hrefOf }: { costs: readonly DisputeCost[]; hrefOf: HrefOf }) {
  if (costs.length === 0)
    return (
      <Panel title="What disputes came from">
        <EmptyState>No dispute was resolved on these days.</EmptyState>
      </Panel>
    );
  return [...Map.groupBy(costs, ({ currency }) => currency)].map(([currency, rows]) => {
    const shares = percentShares(rows.map((row) => (currency ? row.heldMinorDays : BigInt(row.disputes))));
    const count = rows.reduce((sum, row) => sum + row.disputes, 0);
    return (
      <Panel
        key={currency ?? 'none'}
        title={currency ? `What disputes in ${currency} came from` : 'Complaints'}
        aside={`${count} resolved`}
        foot={currency && 'Share is of the amounts held times their days.'}
      >
        <DataTable
          caption={currency ? `Causes of disputes in ${currency}` : 'Causes of complaints'}
          rows={rows.map((row, at) => ({ ...row, share: shares[at] ?? 0 }))}
          rowKey={(row) => `${row.cause} ${row.department}`}
          columns={[
            {
              key: 'cause',
              head: 'Cause',
              rowHeader: true,
              cell: (row) => (
                <Link className="quiet-link" to={hrefOf({ cause: row.cause, department: row.department })}>
                  {causeText(row)}
                  <span className="sr-only">
                    , {row.departmentName}
                    {currency ? ` in ${currency}` : ', complaints'}
                  </span>
                </Link>
              ),
            },
            { key: 'department', head: 'Department', cell: (row) => row.departmentName },
            { key: 'disputes', head: 'Resolved', numeric: true, cell: (row) => row.disputes },
            {
              key: 'days',
              head: 'Days each',
              numeric: true,
              cell: (row) => oneDecimal(row.days, row.disputes),
            },
            {
              key: 'back',
              head: 'Given back',
              numeric: true,
              cell: (row) => <Amount minor={row.givenBackMinor} currency={row.currency} />,
            },
            {
              key: 'held',
              head: 'Held × days',
              numeric: true,
              cell: (row) => <Amount minor={row.heldMinorDays} currency={row.currency} />,
            },
            { key: 'share', head: 'Share', numeric: true, cell: (row) => `${row.share} %` },
          ]}
        />
      </Panel>
    );
  });
}

function Amount({ minor, currency }: { minor: bigint; currency: DisputeCost['currency'] }) {
  return currency ? <MoneyText money={money(minor, currency)} style="bare" /> : <NotApplicable words="no amount" />;
}

/** The disputes behind the figures, the dearest first. */
export function ResolvedOf({ disputes, isCut }: { disputes: readonly ResolvedDispute[]; isCut: boolean }) {
  return (
    <Panel title="Resolved disputes" foot={isCut && `The ${disputes.length} dearest. The export has all of them.`}>
      <DataTable
        caption="Disputes resolved on these days"
        rows={disputes}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'number',
            head: 'Number',
            rowHeader: true,
            nowrap: true,
            cell: (row) => (
              <Link className="quiet-link reference" to={`/staff/disputes/${row.id}/lesson`}>
                {row.number}
              </Link>
            ),
          },
          { key: 'customer', head: 'Customer', cell: (row) => <NameText text={row.customerName} /> },
          {
            key: 'cause',
            head: 'Reason and cause',
            cell: (row) => (
              <>
                {row.reasonLabel}
                <span className="under">{causeText(row)}</span>
              </>
            ),
          },
          { key: 'outcome', head: 'Outcome', cell: (row) => DECIDED[row.outcome as Decision] },
          { key: 'closed', head: 'Closed', nowrap: true, cell: (row) => <DateText date={row.closedOn} /> },
          { key: 'days', head: 'Days', numeric: true, cell: (row) => row.days },
          {
            key: 'back',
            head: 'Given back',
            numeric: true,
            cell: (row) =>
              row.currency ? (
                <MoneyText money={money(row.givenBackMinor, row.currency)} style="code" />
              ) : (
                <NotApplicable words="no amount" />
              ),
          },
        ]}
      />
    </Panel>
  );
}
