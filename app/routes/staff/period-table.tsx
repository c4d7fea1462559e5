import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatMonth } from '#app/kernel/format-date.ts';
import type { Period } from '#app/modules/ledger/queries/periods.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { NameText } from './name-text.tsx';
import { KIND_WORDS, type Month, monthIn } from './period-month.ts';

type May = { lock: boolean; reopen: boolean };
type TableProps = { months: readonly Month[]; zone: string; may: May };

/** Months with what is closed in each, by whom and when, and the way to close one or to ask for it back. */
export function PeriodTable({ months, zone, may }: TableProps) {
  const locale = useLocale();
  const name = (month: Month) => formatMonth(month.monthOn, locale);
  return (
    <DataTable
      caption="Months and whether they are closed"
      rows={months}
      rowKey={(month) => month.monthOn}
      columns={[
        { key: 'month', head: 'Month', rowHeader: true, nowrap: true, cell: name },
        {
          key: 'posting',
          head: KIND_WORDS.posting.name,
          cell: (month) => <State period={month.posting} zone={zone} />,
        },
        { key: 'tax', head: KIND_WORDS.tax.name, cell: (month) => <State period={month.tax} zone={zone} /> },
        {
          key: 'do',
          head: 'What to do',
          headHidden: true,
          cell: (month) => <Doing month={month} name={name(month)} may={may} />,
        },
      ]}
    />
  );
}

function State({ period, zone }: { period: Period; zone: string }) {
  const { event, isClosed, asked } = period;
  return (
    <>
      {isClosed ? (
        <Badge tone="neutral" icon="lock">
          Closed
        </Badge>
      ) : (
        <Badge tone={event ? 'warn' : 'info'} icon={event ? 'key' : 'ring'}>
          {event ? 'Open again' : 'Open'}
        </Badge>
      )}
      {event && (
        <span className="under">
          <InstantText at={event.at} zone={zone} />, <NameText text={event.byName} />
        </span>
      )}
      {event?.reason && (
        <span className="under">
          <NameText text={event.reason} />
        </span>
      )}
      {asked && (
        <span className="under">
          <NameText text={asked.byName} /> asks to{' '}
          <Link to={`/staff/approvals?id=${asked.approvalId}`}>open it again</Link>
        </span>
      )}
    </>
  );
}

function Doing({ month, name, may }: { month: Month; name: string; may: May }): ReactNode {
  const both = [month.posting, month.tax];
  const path = `/staff/periods/${monthIn(month.monthOn)}`;
  return (
    <span className="flex flex-wrap gap-3">
      {may.lock && both.some((period) => !period.isClosed) && (
        <Link to={`${path}/close`}>
          Close<span className="sr-only"> {name}</span>
        </Link>
      )}
      {may.reopen && both.some((period) => period.isClosed && !period.asked) && (
        <Link to={`${path}/reopen`}>
          Ask to reopen<span className="sr-only"> {name}</span>
        </Link>
      )}
    </span>
  );
}
