import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { RefundBatch, RefundRow } from '#app/modules/adjustments/types.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type WaitingProps = {
  readonly currency: Currency;
  readonly rows: readonly RefundRow[];
  readonly today: string;
  readonly once: string;
  readonly errors: FieldErrors;
};

/** Approved refunds of one currency, to be put into one file. */
export function WaitingForFile({ currency, rows, today, once, errors }: WaitingProps) {
  const sum = rows.reduce((total, row) => total + row.amountMinor, 0n);
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="once" value={once} />
      <input type="hidden" name="currency" value={currency} />
      <Panel title={`Waiting for a file, ${currency}`} aside={<MoneyText money={money(sum, currency)} style="code" />}>
        <DataTable
          caption={`Refunds waiting for a file in ${currency}`}
          rows={rows}
          rowKey={(row) => row.id}
          selection={{
            name: 'refunds',
            value: (row) => row.id,
            label: (row) => `${row.number} to ${row.customerName}`,
            isChosen: () => true,
          }}
          columns={[
            {
              key: 'number',
              head: 'Refund',
              rowHeader: true,
              nowrap: true,
              cell: (row) => (
                <Link className="quiet-link reference" to={`/staff/refunds/${row.id}`}>
                  {row.number}
                </Link>
              ),
            },
            { key: 'customer', head: 'Customer', cell: (row) => <NameText text={row.customerName} /> },
            { key: 'day', head: 'Approved', nowrap: true, cell: (row) => <DateText date={row.effectiveOn} /> },
            {
              key: 'amount',
              head: `Amount, ${currency}`,
              numeric: true,
              cell: (row) => <MoneyText money={money(row.amountMinor, currency)} style="bare" />,
            },
          ]}
        />
        <div className="panel-pad">
          <FormStack>
            <DateInput
              name="executeOn"
              label="The bank pays on"
              min={today}
              defaultValue={today}
              error={errors.executeOn}
            />
            <ButtonRow>
              <Button busy="Asking…">Ask for a file of the ticked ones</Button>
            </ButtonRow>
          </FormStack>
        </div>
      </Panel>
    </Form>
  );
}

/** A file that was approved: to be downloaded, handed to the bank, and marked when the bank has paid it. */
export function MadeFile({ file, children }: { file: RefundBatch; children: ReactNode }) {
  const isUnderWay = file.refunds.some((row) => row.step === 'sent');
  return (
    <Panel title={file.number} aside={<MoneyText money={money(file.amountMinor, file.currency)} style="code" />}>
      <div className="panel-pad">
        <p className="mb-4">
          The bank pays it on <DateText date={file.executeOn} />. SHA-256{' '}
          <span className="reference break-all">{file.sha256}</span>
        </p>
        <Form method="post">
          <input type="hidden" name="batchId" value={file.id} />
          <ButtonRow>
            <LinkButton small variant="second" to={`/staff/refunds/batches/${file.id}/file`} download>
              Download the file<span className="sr-only"> {file.number}</span>
            </LinkButton>
            {isUnderWay && (
              <Button small variant="second" name="intent" value="paid" busy="Saving…">
                The bank paid it<span className="sr-only">: {file.number}</span>
              </Button>
            )}
          </ButtonRow>
        </Form>
      </div>
      {children}
    </Panel>
  );
}
