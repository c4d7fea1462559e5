import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listPacks } from '#app/modules/statements/queries/portfolio.server.ts';
import { getSchedule } from '#app/modules/statements/queries/schedules.server.ts';
import type { PortfolioPack } from '#app/modules/statements/types.ts';
import { scheduleWords } from '#app/modules/statements/ui/schedule-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/portfolio.ts';

/** The packs of who looks; who manages people sees everybody's. */
export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const seesAll = mayStaff(user.role, 'people.write');
  const [packs, schedule] = await Promise.all([
    listPacks(staffDb(), seesAll ? {} : { userId: user.id }),
    getSchedule(staffDb(), { kind: 'portfolio' }),
  ]);
  return { packs, schedule, seesAll, mayAssign: mayStaff(user.role, 'customers.write') };
}

export default function Portfolio({ loaderData }: Route.ComponentProps) {
  const { packs, schedule, seesAll, mayAssign } = loaderData;
  return (
    <>
      <PageTitle title="Portfolio" site="Tallystick" />
      <PageHead
        title="Portfolio"
        facts={
          <span>
            Made {scheduleWords(schedule)}, next <DateText date={schedule.nextOn} weekday />
            {schedule.paused && ', paused'}
          </span>
        }
        actions={mayAssign && <LinkButton to="/staff/portfolio/assign">Assign customers</LinkButton>}
      />
      <div className="staff-stack">
        <Panel
          title={seesAll ? 'Packs of all collectors' : 'Your packs'}
          foot="What is open of the collector’s own customers, as it was known when the pack was made."
        >
          {packs.length === 0 ? (
            <EmptyState>
              No pack yet. One is made by schedule for everybody who collects a customer with something open.
            </EmptyState>
          ) : (
            <PackTable packs={packs} />
          )}
        </Panel>
      </div>
    </>
  );
}

function PackTable({ packs }: { packs: readonly PortfolioPack[] }) {
  const named = ({ userName, dueOn }: PortfolioPack) => (
    <span className="sr-only">
      {' '}
      of {userName}, <DateText date={dueOn} />
    </span>
  );
  return (
    <DataTable
      caption="Packs, newest first"
      rows={packs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'day',
          head: 'Day',
          rowHeader: true,
          nowrap: true,
          cell: ({ dueOn }) => <DateText date={dueOn} weekday />,
        },
        { key: 'who', head: 'Collector', cell: ({ userName }) => <bdi>{userName}</bdi> },
        { key: 'count', head: 'Customers', numeric: true, cell: ({ customers }) => customers },
        {
          key: 'pdf',
          head: 'Paper',
          cell: (pack) => <a href={`/staff/portfolio/${pack.id}/pdf`}>PDF{named(pack)}</a>,
        },
        {
          key: 'csv',
          head: 'Table',
          cell: (pack) => <a href={`/staff/portfolio/${pack.id}/csv`}>CSV{named(pack)}</a>,
        },
      ]}
    />
  );
}
