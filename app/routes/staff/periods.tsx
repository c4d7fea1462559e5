import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatMonth } from '#app/kernel/format-date.ts';
import { startOfMonth } from '#app/kernel/plain-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { firstMonth, listPeriods } from '#app/modules/ledger/queries/periods.server.ts';
import { latePostings } from '#app/modules/reports/queries/late-postings.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/periods.ts';
import { LateTable } from './late-table.tsx';
import { monthFrom, monthIn, monthsOf, shownMonths } from './period-month.ts';
import { PeriodTable } from './period-table.tsx';

const LATE_SHOWN = 5;

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const newest = startOfMonth(moment.today);
  const last = monthFrom(args.url.searchParams.get('to')) ?? newest;
  const range = shownMonths({ last, newest, first: await firstMonth(staffDb(), newest) });
  const [periods, late] = await Promise.all([
    listPeriods(staffDb(), range),
    latePostings(staffDb(), { limit: LATE_SHOWN }),
  ]);
  const months = monthsOf(periods);
  // The oldest month that ended and stands open: what a person most likely came for.
  const next = months.findLast(({ monthOn, posting, tax }) => monthOn < newest && !(posting.isClosed && tax.isClosed));
  return {
    months,
    late,
    next: next
      ? { path: `/staff/periods/${monthIn(next.monthOn)}/close`, name: formatMonth(next.monthOn, company.locale) }
      : null,
    zone: company.timeZone,
    may: { lock: mayStaff(user.role, 'periods.lock'), reopen: mayStaff(user.role, 'periods.reopen') },
    olderHref: range.older && `/staff/periods?to=${monthIn(range.older)}`,
    newerHref: range.newer && `/staff/periods?to=${monthIn(range.newer)}`,
  };
}

export default function Periods({ loaderData }: Route.ComponentProps) {
  const { months, late, next, zone, may, olderHref, newerHref } = loaderData;
  return (
    <>
      <PageTitle title="Periods" site="Tallystick" />
      <PageHead
        title="Periods"
        facts={<span>Nothing is dated into a closed month. What arrives late counts on the first open day.</span>}
        actions={may.lock && next && <LinkButton to={next.path}>Close {next.name}</LinkButton>}
      />
      <div className="staff-stack">
        <Panel title="Months">
          <PeriodTable months={months} zone={zone} may={may} />
          <Pager label="Months" previousHref={newerHref} nextHref={olderHref} />
        </Panel>
        <Panel
          title={late.length > 0 ? 'Late postings' : 'No late postings'}
          aside={late.length > 0 && <a href="/staff/periods/late">All of them</a>}
        >
          <LateTable rows={late} />
        </Panel>
      </div>
    </>
  );
}
