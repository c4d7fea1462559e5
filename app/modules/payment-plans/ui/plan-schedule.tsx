import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { Badge, type BadgeContent } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import type { Instalment, InstalmentState, PlanInstalment } from '../types.ts';

type ScheduleProps = { schedule: readonly Instalment[]; currency: Currency; caption: string };

/** Every payment of a plan that is not agreed yet: date, amount, what is left after it. */
export function PlanSchedule({ schedule, currency, caption }: ScheduleProps) {
  const total = schedule.reduce((sum, one) => sum + one.amountMinor, 0n);
  let left = total;
  const rows = schedule.map((one) => {
    left -= one.amountMinor;
    return { ...one, thenLeft: left };
  });
  return (
    <DataTable
      cards
      caption={caption}
      rows={rows}
      rowKey={(row) => String(row.no)}
      columns={[
        { key: 'no', head: 'Payment', headHidden: true, cell: (row) => row.no, card: 'hidden' },
        { key: 'on', head: 'Date', rowHeader: true, cell: (row) => <DateText date={row.dueOn} weekday /> },
        {
          key: 'pay',
          head: 'You pay',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, currency)} />,
        },
        {
          key: 'left',
          head: 'Then left',
          numeric: true,
          card: 'line',
          cell: (row) => <MoneyText money={money(row.thenLeft, currency)} />,
        },
      ]}
      foot={
        <tr>
          <td />
          <th scope="row">Total</th>
          <td className="cell-numeric">
            <MoneyText money={money(total, currency)} />
          </td>
          <td />
        </tr>
      }
    />
  );
}

const STANDING: Readonly<Record<InstalmentState, Omit<BadgeContent, 'text'> & { text: string; staff: string }>> = {
  paid: { tone: 'positive', icon: 'check', text: 'Paid, thank you', staff: 'Paid' },
  later: { tone: 'neutral', icon: 'clock', text: 'Later', staff: 'Later' },
  due: { tone: 'warn', icon: 'clock', text: 'Due now', staff: 'Due' },
  'part-paid': { tone: 'warn', icon: 'half', text: 'Partly paid', staff: 'Part-paid' },
  missed: { tone: 'warn', icon: 'clock', text: 'Not received yet', staff: 'Missed' },
};

type AgreedProps = {
  schedule: readonly PlanInstalment[];
  currency: Currency;
  caption: string;
  /** The payment people look for first. */
  nextNo: number | null;
  forStaff?: boolean;
};

/** The payments of an agreed plan as they stand by the money that is there. */
export function AgreedSchedule({ schedule, currency, caption, nextNo, forStaff = false }: AgreedProps) {
  return (
    <DataTable
      cards
      caption={caption}
      rows={schedule}
      rowKey={(row) => String(row.no)}
      columns={[
        { key: 'no', head: 'Payment', headHidden: true, cell: (row) => row.no, card: 'hidden' },
        {
          key: 'on',
          head: 'Date',
          rowHeader: true,
          cell: (row) => (
            <>
              <DateText date={row.dueOn} weekday />
              {row.movedFromOn && <Moved from={row.movedFromOn} />}
            </>
          ),
        },
        { key: 'state', head: 'How it stands', cell: (row) => <Standing row={row} {...{ nextNo, forStaff }} /> },
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, currency)} />,
        },
        {
          key: 'left',
          head: 'Left',
          numeric: true,
          card: 'line',
          cell: (row) => <MoneyText money={money(row.leftMinor, currency)} />,
        },
      ]}
    />
  );
}

const Moved = ({ from }: { from: PlainDate }) => (
  <span className="block text-13 font-normal text-muted">
    moved from <DateText date={from} />
  </span>
);

function Standing({ row, nextNo, forStaff }: { row: PlanInstalment; nextNo: number | null; forStaff: boolean }) {
  const { text, staff, ...look } = STANDING[row.state];
  const isNext = row.no === nextNo && row.state === 'later';
  return (
    <Badge {...look} tone={isNext ? 'info' : look.tone}>
      {isNext ? 'Next' : forStaff ? staff : text}
    </Badge>
  );
}
