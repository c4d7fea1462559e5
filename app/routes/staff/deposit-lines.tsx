import { type Currency, money } from '#app/kernel/money.ts';
import type { DepositLine } from '#app/modules/instruments/types.ts';
import { ChequeBadge } from '#app/modules/instruments/ui/cheque-badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { WhatItIs } from './deposit-parts.tsx';
import { NameText } from './name-text.tsx';

type LinesProps = { lines: readonly DepositLine[]; currency: Currency; mayClear: boolean };

/** The money of a deposit; those the bank has not spoken about can be ticked. */
export function DepositLines({ lines, currency, mayClear }: LinesProps) {
  const waits = (line: DepositLine) => line.state === 'banked';
  return (
    <DataTable
      caption="What is in this deposit"
      rows={lines}
      rowKey={(line) => line.paymentId}
      columns={[
        ...(mayClear && lines.some(waits)
          ? [
              {
                key: 'tick',
                head: 'Cleared',
                cell: (line: DepositLine) =>
                  waits(line) && (
                    <input
                      type="checkbox"
                      name="cleared"
                      value={line.instrumentId ?? ''}
                      aria-label={`${line.instrumentNumber} cleared`}
                      defaultChecked
                    />
                  ),
              },
            ]
          : []),
        { key: 'what', head: 'Receipt', rowHeader: true, cell: (line) => <WhatItIs row={line} /> },
        { key: 'from', head: 'From', cell: (line) => <NameText text={line.drawerName || line.customerName} /> },
        {
          key: 'state',
          head: 'State',
          nowrap: true,
          cell: (line) =>
            line.state ? (
              <>
                <ChequeBadge state={line.state} />
                {line.endedOn && (
                  <span className="under">
                    <DateText date={line.endedOn} />
                  </span>
                )}
              </>
            ) : (
              <NotApplicable words="cash" />
            ),
        },
        {
          key: 'amount',
          head: `Amount, ${currency}`,
          numeric: true,
          cell: (line) => <MoneyText money={money(line.amountMinor, currency)} style="bare" />,
        },
      ]}
    />
  );
}
