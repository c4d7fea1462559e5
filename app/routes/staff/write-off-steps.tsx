import { money } from '#app/kernel/money.ts';
import type { WriteOff } from '#app/modules/adjustments/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Step = { key: string; what: string; on: WriteOff['effectiveOn']; minor: bigint; by: string };

/** Written off, relieved, recovered: in the order it was posted. */
export function StepsPanel({ written }: { written: WriteOff }) {
  const rows: Step[] = [
    {
      key: written.id,
      what: 'Written off',
      on: written.effectiveOn,
      minor: written.amountMinor,
      by: written.madeByName,
    },
    ...written.reliefs.map((one) => ({
      key: one.id,
      what: 'Tax relief taken',
      on: one.effectiveOn,
      minor: one.amountMinor,
      by: one.madeByName,
    })),
    ...written.recoveries.map((one) => ({
      key: one.id,
      what: 'Recovered and paid',
      on: one.effectiveOn,
      minor: one.amountMinor,
      by: one.madeByName,
    })),
  ];
  return (
    <Panel title="What happened">
      <DataTable
        caption="Steps of this write-off"
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'what', head: 'Step', rowHeader: true, cell: (row) => row.what },
          { key: 'on', head: 'Day', nowrap: true, cell: (row) => <DateText date={row.on} /> },
          { key: 'by', head: 'By', cell: (row) => <NameText text={row.by} /> },
          {
            key: 'amount',
            head: `Amount, ${written.currency}`,
            numeric: true,
            cell: (row) => <MoneyText money={money(row.minor, written.currency)} style="bare" />,
          },
        ]}
      />
    </Panel>
  );
}
