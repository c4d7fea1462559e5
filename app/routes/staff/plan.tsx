import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { AgreedSchedule } from '#app/modules/payment-plans/ui/plan-schedule.tsx';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import type { Route } from './+types/plan.ts';
import { foundOr404 } from './not-found.ts';
import { decidePlan } from './plan-act.server.ts';
import { AnotherShape, CancelPlan } from './plan-answer.tsx';
import { AskedPanel, PlanFacts } from './plan-facts.tsx';
import { staffPlan } from './plan-page.server.ts';
import { eventWords, STAFF_STATES } from './plan-state.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment } = await requireStaff(args, 'desk.read');
  const planId = parseId<never>(args.params.id) as string | null;
  const page = planId ? await staffPlan(planId, args.url, moment.today) : null;
  return {
    ...foundOr404(page, 'payment plan'),
    ...{ mayDecide: mayStaff(user.role, 'holds.write') },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'holds.write');
  const planId = foundOr404(parseId<never>(args.params.id) as string | null, 'payment plan');
  const done = await decidePlan({ actor, moment, locale: company.locale }, planId, await postedFields(args.request));
  return done.ok ? redirectWithFlash(`/staff/plans/${planId}`, done.value) : data(done.refusal, 422);
}

export default function StaffPlan({ loaderData, actionData }: Route.ComponentProps) {
  const { plan, mayDecide } = loaderData;
  return (
    <>
      <PageTitle title={`${plan.number}, ${plan.customerName}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/plans">Payment plans</BackLink>
      <ErrorSummary
        fieldErrors={{ ...loaderData.errors, ...actionData?.fieldErrors }}
        formErrors={actionData?.formErrors}
      />
      <PageHead
        title={
          <>
            Payment plan <span className="reference">{plan.number}</span>
          </>
        }
        facts={
          <>
            <span>
              <Link to={`/staff/customers/${plan.customerId}`}>{plan.customerName}</Link>
            </span>
            <Badges badges={[STAFF_STATES[plan.isLate ? 'late' : plan.state]]} />
          </>
        }
      />
      <div className="staff-stack">
        <PlanFacts page={loaderData} />
        {loaderData.asked && <AskedPanel page={loaderData} refusal={actionData} mayDecide={mayDecide} />}
        {plan.schedule.length > 0 && (
          <Panel title={plan.isLate ? 'A payment is missed' : 'Payments by the money that came'}>
            <AgreedSchedule
              {...{ currency: plan.currency, schedule: plan.schedule, nextNo: plan.next?.no ?? null }}
              caption="Payments of the plan"
              forStaff
            />
          </Panel>
        )}
        {mayDecide && ['requested', 'countered', 'active'].includes(plan.state) && (
          <AnotherShape page={loaderData} refusal={actionData} />
        )}
        {mayDecide && plan.state === 'active' && <CancelPlan refusal={actionData} />}
        <Panel title="What happened" pad>
          <Story
            entries={plan.events.toReversed().map((event) => ({
              key: event.id,
              when: <DateText date={event.on} />,
              what: `${eventWords(event.kind, event.instalmentNo)}, ${event.byName}`,
              detail: event.note ? <bdi>{event.note}</bdi> : undefined,
            }))}
          />
        </Panel>
      </div>
    </>
  );
}
