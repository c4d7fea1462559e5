import { money } from '#app/kernel/money.ts';
import type { ChaseableItem } from '#app/modules/collections/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

export type NamedDebt = ChaseableItem & { readonly number: string };

/** What of each debt may be asked for today, and why the rest may not. */
export function Askable({ debts }: { debts: readonly NamedDebt[] }) {
  if (debts.length === 0) return null;
  const amount = (debt: NamedDebt, minor: bigint) => <MoneyText money={money(minor, debt.currency)} style="code" />;
  return (
    <Panel title="What may be asked for today">
      <DataTable
        caption="Open debts, oldest due first, with what of each may be asked for"
        rows={debts}
        rowKey={({ itemId }) => itemId}
        columns={[
          {
            key: 'number',
            head: 'Document',
            rowHeader: true,
            cell: (debt) => <span className="reference">{debt.number}</span>,
          },
          { key: 'due', head: 'Due', cell: (debt) => <DateText date={debt.dueOn} /> },
          { key: 'left', head: 'Left', numeric: true, cell: (debt) => amount(debt, debt.residualMinor) },
          { key: 'held', head: 'On hold', numeric: true, cell: (debt) => amount(debt, debt.heldMinor) },
          { key: 'promised', head: 'Promised', numeric: true, cell: (debt) => amount(debt, debt.promisedMinor) },
          {
            key: 'ask',
            head: 'May be asked for',
            numeric: true,
            cell: (debt) => (
              <>
                {amount(debt, debt.chaseableMinor)}
                {debt.inFlight && <span className="under">a payment is on its way</span>}
                {debt.saidPaid && <span className="under">they say it is paid</span>}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
