import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { WaitingCreditRequest } from '#app/modules/cash-application/queries/credit-requests.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { AskingCustomer } from './asking-customer.tsx';
import { NameText } from './name-text.tsx';
import { sourcePath } from './source-path.ts';

type Props = {
  requests: readonly WaitingCreditRequest[];
  zone: string;
  mayAnswer: boolean;
  result: { requestId: string; error: string | undefined; typed: string } | null;
};

/** What customers ask to be done with their credit: each leads to where it is done, and is then answered. */
export function CreditRequests({ requests, zone, mayAnswer, result }: Props) {
  if (requests.length === 0) return null;
  return (
    <Panel title="Customers ask about their credit">
      <DataTable
        caption="Requests about unused credit, oldest first"
        rows={requests}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'customer',
            head: 'Customer',
            rowHeader: true,
            cell: (row) => <AskingCustomer {...row} by={row.askedByName} at={row.askedAt} zone={zone} />,
          },
          {
            key: 'wish',
            head: 'Asks',
            cell: (row) => (
              <>
                {row.wish === 'apply' ? 'to set it against an invoice' : 'to have it paid back'}
                {row.note && (
                  <span className="under">
                    “<NameText text={row.note} />”
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'left',
            head: 'Left of the credit',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.residualMinor, row.currency)} style="code" />,
          },
          { key: 'do', head: 'Do', cell: (row) => <Act row={row} mayAnswer={mayAnswer} result={result} /> },
        ]}
      />
    </Panel>
  );
}

const doPath = (row: WaitingCreditRequest): string =>
  row.wish === 'refund'
    ? `/staff/refunds/new?item=${row.openItemId}`
    : row.kind === 'payment'
      ? `${sourcePath(row)}/apply`
      : `/staff/credits/${row.openItemId}/apply`;

function Act({ row, mayAnswer, result }: { row: WaitingCreditRequest; mayAnswer: boolean; result: Props['result'] }) {
  const mine = result?.requestId === row.id ? result : null;
  return (
    <>
      {row.residualMinor > 0n && (
        <Link to={doPath(row)}>
          {row.wish === 'refund' ? 'Refund it' : 'Apply it'}
          <span className="sr-only"> for {row.customerName}</span>
        </Link>
      )}
      {mayAnswer && (
        <Disclosure shut="Answer" startOpen={mine !== null}>
          <Form method="post" noValidate>
            <input type="hidden" name="requestId" value={row.id} />
            <FormStack>
              <TextInput
                name={`answer-${row.id}`}
                label={`Answer to ${row.customerName}`}
                hint="The customer reads it. The request is done with that."
                error={mine?.error ? [mine.error] : undefined}
                defaultValue={mine?.typed}
                maxLength={1_000}
              />
              <Button name="intent" value="answer" variant="second" busy="Answering…">
                Send answer
              </Button>
            </FormStack>
          </Form>
        </Disclosure>
      )}
    </>
  );
}
