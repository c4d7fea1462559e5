import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addMonthsClamped, startOfMonth } from '#app/kernel/plain-date.ts';
import { disputeCosts, resolvedDisputes } from '#app/modules/reports/queries/dispute-costs.server.ts';
import { firstTimeRight } from '#app/modules/reports/queries/first-time-right.server.ts';
import { topQuestions } from '#app/modules/reports/queries/top-questions.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/report-disputes.ts';
import { CostsByCause, ResolvedOf } from './report-dispute-costs.tsx';
import { QuestionsAsked, RightByMonth } from './report-dispute-parts.tsx';
import { askedRange } from './tax-asked.ts';

const ADDRESS = '/staff/reports/disputes';
const MONTHS_BACK = 11;
const SHOWN_MAX = 100;
const QUESTIONS_MAX = 12;

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const url = new URL(args.url);
  if (!url.searchParams.get('from'))
    url.searchParams.set('from', addMonthsClamped(startOfMonth(moment.today), -MONTHS_BACK));
  const { range, asked, fieldErrors } = askedRange(url, moment.today);
  const cause = url.searchParams.get('cause');
  const department = url.searchParams.get('department');
  const filters = { ...(cause !== null && { cause }), ...(department !== null && { department }) };
  const read = async (window: NonNullable<typeof range>) => {
    const [months, costs, questions, resolved] = await Promise.all([
      firstTimeRight(staffDb(), window),
      disputeCosts(staffDb(), window),
      topQuestions(staffDb(), { ...window, limit: QUESTIONS_MAX }),
      resolvedDisputes(staffDb(), { ...window, ...filters, limit: SHOWN_MAX }),
    ]);
    return { months, costs, questions, resolved, isCut: resolved.length === SHOWN_MAX };
  };
  const page = { asked, fieldErrors, filters, report: range && (await read(range)) };
  return range ? data(page) : data(page, 422);
}

export default function DisputesReport({ loaderData }: Route.ComponentProps) {
  const { asked, fieldErrors, filters, report } = loaderData;
  const hrefOf = (more: Record<string, string>) => `${ADDRESS}?${new URLSearchParams({ ...asked, ...more })}`;
  return (
    <>
      <PageTitle title="What disputes teach" site="Tallystick" hasErrors={!report} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <BackLink to="/staff/reports">Reports</BackLink>
      <PageHead
        title="What disputes teach"
        facts={<span>Invoices right the first time, what disputes came from and cost, and what customers ask</span>}
        actions={
          report && (
            <LinkButton
              download
              to={`${ADDRESS}.csv?${new URLSearchParams({ ...asked, ...filters })}`}
              variant="second"
            >
              Export CSV
            </LinkButton>
          )
        }
      />
      <FilterBar
        action={ADDRESS}
        label="Which days"
        {...(Object.keys(filters).length > 0 && { clearHref: hrefOf({}) })}
      >
        <DateInput name="from" label="From" defaultValue={asked.from} error={fieldErrors.from} />
        <DateInput name="to" label="To" defaultValue={asked.to} error={fieldErrors.to} />
      </FilterBar>
      {report && (
        <div className="staff-stack">
          <RightByMonth months={report.months} />
          <CostsByCause costs={report.costs} hrefOf={hrefOf} />
          {report.resolved.length > 0 && <ResolvedOf disputes={report.resolved} isCut={report.isCut} />}
          <QuestionsAsked questions={report.questions} />
        </div>
      )}
    </>
  );
}
