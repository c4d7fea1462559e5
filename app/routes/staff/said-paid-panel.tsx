import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { WaitingSaidPaid } from '#app/modules/collections/queries/collection-tasks.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { AskingCustomer } from './asking-customer.tsx';
import { NameText } from './name-text.tsx';

type SaidProps = { said: readonly WaitingSaidPaid[]; zone: string; mayDo: boolean };

/** What customers say they have paid: the money is looked for; reminders wait meanwhile. */
export function SaidPaidPanel({ said, zone, mayDo }: SaidProps) {
  if (said.length === 0) return null;
  return (
    <Panel title="Customers say they have paid" aside="reminders of these invoices wait">
      <DataTable
        caption="Invoices that customers say are paid, oldest first"
        rows={said}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'customer',
            head: 'Customer',
            rowHeader: true,
            cell: (row) => <AskingCustomer {...row} by={row.saidByName} at={row.saidAt} zone={zone} />,
          },
          {
            key: 'invoice',
            head: 'Invoice',
            cell: (row) => (
              <>
                <Link className="reference" to={`/staff/invoices/${row.invoiceId}`}>
                  {row.number}
                </Link>
                <span className="under">
                  <MoneyText money={money(row.leftMinor, row.currency)} style="code" /> left
                </span>
              </>
            ),
          },
          {
            key: 'says',
            head: 'Says',
            cell: (row) => (
              <>
                <MoneyText money={money(row.amountMinor, row.currency)} style="code" /> on{' '}
                <DateText date={row.paidOn} weekday />
                {row.reference && (
                  <span className="under">
                    reference “<NameText text={row.reference} />”
                  </span>
                )}
              </>
            ),
          },
          { key: 'waits', head: 'Reminders wait until', cell: (row) => <DateText date={row.pausedToOn} weekday /> },
          ...(mayDo ? [{ key: 'do', head: 'Do', cell: (row: WaitingSaidPaid) => <Answer row={row} /> }] : []),
        ]}
      />
    </Panel>
  );
}

function Answer({ row }: { row: WaitingSaidPaid }) {
  return (
    <Form method="post">
      <input type="hidden" name="id" value={row.id} />
      <ButtonRow>
        <Button small variant="second" name="intent" value="found" busy="Saving…">
          Found<span className="sr-only"> the money for {row.number}</span>
        </Button>
        <Button small variant="quiet" name="intent" value="not_found" busy="Saving…">
          Not here<span className="sr-only">, {row.number}</span>
        </Button>
      </ButtonRow>
    </Form>
  );
}
