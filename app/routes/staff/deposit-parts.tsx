import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { DepositRow, InHand } from '#app/modules/instruments/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** Whether the bank has spoken about everything in a deposit. */
export function DepositBadge({ row }: { row: Pick<DepositRow, 'cancelled' | 'waiting'> }) {
  if (row.cancelled)
    return (
      <Badge tone="neutral" icon="cross">
        Cancelled
      </Badge>
    );
  return row.waiting > 0 ? (
    <Badge tone="info" icon="bank">
      {row.waiting} not cleared yet
    </Badge>
  ) : (
    <Badge tone="positive" icon="check">
      Done
    </Badge>
  );
}

type What = Pick<
  InHand,
  'instrumentId' | 'instrumentNumber' | 'chequeNo' | 'bankName' | 'paymentId' | 'paymentNumber' | 'method'
>;

/** A cheque by its receipt and number, cash by its payment. */
export function WhatItIs({ row }: { row: What }) {
  return (
    <>
      {row.instrumentId ? (
        <Link className="quiet-link reference" to={`/staff/cheques/${row.instrumentId}`}>
          {row.instrumentNumber}
        </Link>
      ) : (
        <Link className="quiet-link reference" to={`/staff/payments/${row.paymentId}`}>
          {row.paymentNumber}
        </Link>
      )}
      <span className="under">
        {row.chequeNo ? (
          <>
            cheque <span className="reference">{row.chequeNo}</span>
            {row.bankName && (
              <>
                , <NameText text={row.bankName} />
              </>
            )}
          </>
        ) : row.method === 'cash' ? (
          'cash'
        ) : (
          'cheque'
        )}
      </span>
    </>
  );
}

type ChoiceProps = { rows: readonly InHand[]; currency: Currency; chosen: ReadonlySet<string> };

/** Cheques and cash in hand, each with a box to tick; what is due first comes first. */
export function MoneyToChoose({ rows, currency, chosen }: ChoiceProps) {
  return (
    <DataTable
      caption={`Cheques and cash in hand, ${currency}`}
      rows={rows}
      rowKey={(row) => row.paymentId}
      selection={{
        name: 'money',
        value: (row) => row.paymentId,
        label: (row) => `Take ${row.instrumentNumber ?? row.paymentNumber} to the bank`,
        isChosen: (row) => chosen.has(row.paymentId),
      }}
      columns={[
        { key: 'what', head: 'Receipt', rowHeader: true, cell: (row) => <WhatItIs row={row} /> },
        { key: 'from', head: 'From', cell: (row) => <NameText text={row.customerName} /> },
        { key: 'received', head: 'Received', nowrap: true, cell: (row) => <DateText date={row.receivedOn} /> },
        {
          key: 'due',
          head: 'Due at the bank',
          nowrap: true,
          cell: (row) => (row.dueOn ? <DateText date={row.dueOn} /> : <NotApplicable words="no clock for cash" />),
        },
        {
          key: 'amount',
          head: `Amount, ${currency}`,
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, currency)} style="bare" />,
        },
      ]}
    />
  );
}

type WhenProps = { values: Record<string, string>; errors: FieldErrors; today: PlainDate };

/** The day of a deposit, and what the bank's own slip says. */
export function WhenAndSlip({ values, errors, today }: WhenProps) {
  return (
    <Panel title="The deposit" pad>
      <FormStack>
        <DateInput
          name="depositedOn"
          label="Goes to the bank on"
          defaultValue={values.depositedOn ?? today}
          error={errors.depositedOn}
          max={today}
        />
        <TextInput
          {...{ name: 'slipRef', label: 'Number of the bank’s own slip', optional: true, size: 'medium' }}
          defaultValue={values.slipRef}
          error={errors.slipRef}
          autoComplete="off"
        />
      </FormStack>
    </Panel>
  );
}
