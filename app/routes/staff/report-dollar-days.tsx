import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { valueOn } from '#app/modules/company/queries/setting-value.server.ts';
import { PLAIN_DAYS_ALLOWED } from '#app/modules/company/types.ts';
import { debtDays, debtHistory, dollarDays } from '#app/modules/reports/queries/dollar-days.server.ts';
import type { DayWindow } from '#app/modules/reports/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/report-dollar-days.ts';
import { type AskedDays, askedDays, filtersOf } from './dollar-day-asked.ts';
import { CausesOf, HowCharged } from './dollar-day-causes.tsx';
import { DebtParts, DebtsOf } from './dollar-day-debts.tsx';
import { causeName } from './dollar-day-words.ts';
import { addressWith } from './list-address.ts';

const ADDRESS = '/staff/reports/dollar-days';
const DEBTS_SHOWN = 100;

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const asked = askedDays(args.url, moment.today);
  const { window, fieldErrors } = asked;
  const allowed = (await valueOn(staffDb(), { what: 'days_allowed', on: moment.today })) ?? PLAIN_DAYS_ALLOWED;
  const page = { asked, fieldErrors, allowed, report: window && (await readReport(args.url, asked, window)) };
  return window ? data(page) : data(page, 422);
}

async function readReport(url: URL, asked: AskedDays, window: DayWindow) {
  const isNarrow = [asked.cause, asked.currency, asked.itemId, asked.customerId].some((filter) => filter !== null);
  const [sums, debts] = await Promise.all([
    dollarDays(staffDb(), { ...window, ...(asked.customerId && { customerId: asked.customerId }) }),
    isNarrow ? debtDays(staffDb(), { ...window, ...filtersOf(asked), limit: DEBTS_SHOWN }) : [],
  ]);
  const one = asked.itemId ? debts.find(({ itemId }) => itemId === asked.itemId) : undefined;
  const fixed = { from: window.fromOn, to: window.toOn };
  const csv = addressWith(url, fixed).slice(url.pathname.length);
  return {
    ...{ sums, debts, isNarrow, window },
    debt: one
      ? { ...one, history: await debtHistory(staffDb(), one.itemId, { ...window, customerId: one.customerId }) }
      : null,
    csvHref: `${ADDRESS}.csv${csv}`,
    allHref: `${ADDRESS}?${new URLSearchParams(fixed)}`,
  };
}

export default function DollarDaysReport({ loaderData }: Route.ComponentProps) {
  const { asked, fieldErrors, report } = loaderData;
  const days = { from: asked.asked.from, to: asked.asked.to, ...(asked.customerId && { customer: asked.customerId }) };
  const hrefOf = (more: Record<string, string>) => `${ADDRESS}?${new URLSearchParams({ ...days, ...more })}`;
  return (
    <>
      <PageTitle title="Why money is late" site="Tallystick" hasErrors={!report} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <BackLink to="/staff/reports">Reports</BackLink>
      <PageHead
        title="Why money is late"
        facts={<span>Every overdue amount times its days, each charged to one cause</span>}
        actions={
          report && (
            <LinkButton download to={report.csvHref} variant="second">
              Export CSV
            </LinkButton>
          )
        }
      />
      <FilterBar action={ADDRESS} label="Which days" {...(report?.isNarrow && { clearHref: report.allHref })}>
        <DateInput name="from" label="From" defaultValue={asked.asked.from} error={fieldErrors.from} />
        <DateInput name="to" label="To" defaultValue={asked.asked.to} error={fieldErrors.to} />
        {asked.customerId && <input type="hidden" name="customer" value={asked.customerId} />}
      </FilterBar>
      {report && report.sums.length === 0 && (
        <Panel title="Nothing was overdue">
          <EmptyState>On these days no debt was past its due day. Choose other days above.</EmptyState>
        </Panel>
      )}
      {report && report.sums.length > 0 && (
        <div className="staff-stack">
          <CausesOf sums={report.sums} window={report.window} hrefOf={hrefOf} />
          {report.debt?.history && (
            <DebtParts debt={report.debt} history={report.debt.history} window={report.window} />
          )}
          {report.isNarrow && (
            <DebtsOf
              title={asked.cause ? causeName({ cause: asked.cause, department: asked.department ?? '' }) : 'All causes'}
              debts={report.debts}
              hrefOf={hrefOf}
              isCut={report.debts.length === DEBTS_SHOWN}
            />
          )}
          {report.isNarrow && (
            <p>
              <Link to={report.allHref}>All causes and debts of these days</Link>
            </p>
          )}
          <HowCharged allowed={loaderData.allowed} />
        </div>
      )}
    </>
  );
}
