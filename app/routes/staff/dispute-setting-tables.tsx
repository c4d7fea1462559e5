import { Link } from 'react-router';
import { STAFF_ROLE_NAMES, type StaffRole } from '#app/modules/auth/types.ts';
import type {
  QueueSetting,
  ReasonSetting,
  RungSetting,
} from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { businessTime, clockOf, KIND_WORDS } from './dispute-words.ts';
import { NameText } from './name-text.tsx';

/** The last column, for who may change it. */
const changing = <Row,>(mayChange: boolean, of: (row: Row) => { to: string; name: string }): Column<Row>[] =>
  mayChange
    ? [
        {
          ...{ key: 'change', head: 'Change', headHidden: true },
          cell: (row) => (
            <Link to={`?${of(row).to}`}>
              Change<span className="sr-only"> {of(row).name}</span>
            </Link>
          ),
        },
      ]
    : [];

type ReasonsProps = { reasons: readonly ReasonSetting[]; queues: readonly QueueSetting[]; mayChange: boolean };

export function ReasonTable({ reasons, queues, mayChange }: ReasonsProps) {
  const named = (code: string | null) => queues.find((one) => one.code === code)?.name ?? '';
  return (
    <Panel title="Reasons" aside={mayChange && <Link to="?reason=new">Add a reason</Link>}>
      <DataTable
        caption="Reasons customers can give"
        rows={reasons}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'words',
            head: 'What customers choose',
            rowHeader: true,
            cell: (row) => (
              <>
                <NameText text={row.customerWords.en ?? row.label} />
                <span className="under">
                  <NameText text={row.label} />
                  {row.isRetired && ', not offered any more'}
                </span>
              </>
            ),
          },
          { key: 'kinds', head: 'For', cell: (row) => row.kinds.map((kind) => KIND_WORDS[kind]).join(', ') },
          { key: 'queue', head: 'Goes to', cell: (row) => named(row.queue) },
          { key: 'department', head: 'Who knows', cell: (row) => named(row.department) },
          ...changing<ReasonSetting>(mayChange, ({ code, label }) => ({ to: `reason=${code}`, name: label })),
        ]}
      />
    </Panel>
  );
}

export function QueueTable({ queues, mayChange }: { queues: readonly QueueSetting[]; mayChange: boolean }) {
  return (
    <Panel
      title="Queues and targets"
      foot="Business hours on working days. A new target holds for what is raised, or comes back to us, from then on."
    >
      <DataTable
        caption="Who answers, and how soon"
        rows={queues}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'name',
            head: 'Queue',
            rowHeader: true,
            cell: (row) => (
              <>
                <NameText text={row.name} />
                <span className="under">
                  {row.isDepartment ? row.email || 'Department, no address yet' : 'Our desk'}
                </span>
              </>
            ),
          },
          {
            key: 'hours',
            head: 'Hours',
            nowrap: true,
            cell: (row) => `${clockOf(row.opensMinute)} to ${clockOf(row.closesMinute)}`,
          },
          {
            key: 'targets',
            head: 'Answers within',
            cell: (row) => (
              <ul>
                {row.targets.map((target) => (
                  <li key={target.kind}>
                    {KIND_WORDS[target.kind]}: {businessTime(target.answerMinutes, dayOf(row))}, resolved within{' '}
                    {businessTime(target.resolveMinutes, dayOf(row))}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: 'warn',
            head: 'Warned before',
            nowrap: true,
            cell: (row) => businessTime(row.warnMinutes, dayOf(row)),
          },
          ...changing<QueueSetting>(mayChange, ({ code, name }) => ({ to: `queue=${code}`, name })),
        ]}
      />
    </Panel>
  );
}

const dayOf = ({ opensMinute, closesMinute }: QueueSetting): number => closesMinute - opensMinute;

export function RungTable({ rungs, mayChange }: { rungs: readonly RungSetting[]; mayChange: boolean }) {
  return (
    <Panel title="Complaints that wait" foot="A complaint that is not answered goes up a rung; each step is kept.">
      <DataTable
        caption="The ladder of complaints"
        rows={rungs}
        rowKey={({ position }) => String(position)}
        columns={[
          { key: 'name', head: 'Goes to', rowHeader: true, cell: (row) => <NameText text={row.name} /> },
          { key: 'role', head: 'In the role of', cell: (row) => STAFF_ROLE_NAMES[row.role as StaffRole] ?? row.role },
          {
            key: 'days',
            head: 'After',
            cell: (row) => (row.afterDays === 1 ? '1 working day' : `${row.afterDays} working days`),
          },
          ...changing<RungSetting>(mayChange, ({ position, name }) => ({ to: `rung=${position}`, name })),
        ]}
      />
    </Panel>
  );
}
