import { Form } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { DeductionCode } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import type { PlannedRow } from '#app/modules/remittances/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Left, NumberCell, TakenOff } from './remittance-cells.tsx';

type Props = {
  rows: readonly PlannedRow[];
  currency: Currency;
  codes: readonly DeductionCode[];
  /** A person may still say what rows are. */
  mayChoose: boolean;
};

/** What the customer says beside what is open, and what becomes of each difference. */
export function AdviceRows({ rows, currency, codes, mayChoose }: Props) {
  const table = (
    <DataTable
      caption="Rows of the advice beside what is open"
      rows={rows}
      rowKey={({ rowNo }) => String(rowNo)}
      columns={[
        {
          key: 'number',
          head: 'They wrote',
          rowHeader: true,
          className: 'align-top',
          cell: (row) => <NumberCell row={row} mayChoose={mayChoose} />,
        },
        {
          ...{ key: 'open', head: `Open, ${currency}`, numeric: true, className: 'align-top' },
          cell: (row) => (row.item ? <MoneyText money={money(row.openMinor, currency)} style="bare" /> : '–'),
        },
        {
          ...{ key: 'paid', head: `Paid, ${currency}`, numeric: true, className: 'align-top' },
          cell: ({ row }) => <MoneyText money={money(row.paidMinor, currency)} style="bare" />,
        },
        {
          key: 'off',
          head: 'Taken off',
          className: 'align-top',
          cell: (row) => <TakenOff row={row} currency={currency} codes={codes} mayChoose={mayChoose} />,
        },
        {
          key: 'left',
          head: 'What is left',
          className: 'align-top',
          cell: (row) => <Left row={row} currency={currency} codes={codes} mayChoose={mayChoose} />,
        },
      ]}
    />
  );
  if (!mayChoose) return table;
  return (
    <Form method="post" noValidate>
      {table}
      <div className="panel-pad">
        <ButtonRow>
          <Button variant="second" name="intent" value="choose" busy="Saving…">
            Save what the rows are
          </Button>
        </ButtonRow>
      </div>
    </Form>
  );
}
