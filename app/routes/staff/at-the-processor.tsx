import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Chargeback } from '#app/modules/payments/queries/chargebacks.server.ts';
import type { Movement } from '#app/modules/payments/queries/get-payout.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ChargebackTable } from './chargeback-parts.tsx';
import { MOVEMENT_WORDS } from './payout-words.ts';

type AtProcessorProps = { movements: readonly Movement[]; chargebacks: readonly Chargeback[] };

/** What a payment meant at the processor. Staff only: a fee is never the customer's to see. */
export function AtTheProcessor({ movements, chargebacks }: AtProcessorProps) {
  if (movements.length === 0 && chargebacks.length === 0) return null;
  return (
    <>
      {movements.length > 0 && (
        <Panel title="At the processor">
          <DataTable
            caption="Movements of this payment at the processor"
            rows={movements}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'what',
                head: 'What',
                rowHeader: true,
                cell: (row) => (
                  <>
                    {MOVEMENT_WORDS[row.kind]}
                    <span className="under">
                      <DateText date={row.happenedOn} />
                    </span>
                  </>
                ),
              },
              {
                key: 'payout',
                head: 'Paid out',
                nowrap: true,
                cell: (row) =>
                  row.payout ? (
                    <Link className="quiet-link reference" to={`/staff/payouts/${row.payout.id}`}>
                      {row.payout.ref}
                    </Link>
                  ) : (
                    <NotApplicable words="not in a payout yet" />
                  ),
              },
              {
                key: 'amount',
                head: 'Amount',
                numeric: true,
                cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
              },
              {
                key: 'fee',
                head: 'Fee',
                numeric: true,
                card: 'line',
                cell: (row) =>
                  row.feeMinor === 0n ? (
                    <NotApplicable words="no fee" />
                  ) : (
                    <MoneyText money={money(-row.feeMinor, row.currency)} style="code" />
                  ),
              },
            ]}
          />
        </Panel>
      )}
      {chargebacks.length > 0 && (
        <Panel title="Chargebacks">
          <ChargebackTable caption="Chargebacks of this payment" rows={chargebacks} />
        </Panel>
      )}
    </>
  );
}
