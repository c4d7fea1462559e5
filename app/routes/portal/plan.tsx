import { data, redirect } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { AgreedSchedule } from '#app/modules/payment-plans/ui/plan-schedule.tsx';
import { PlanTerms } from '#app/modules/payment-plans/ui/plan-terms.tsx';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/plan.ts';
import { changeShownPlan } from './plan-change.server.ts';
import { PlanForms } from './plan-forms.tsx';
import { OpenWish } from './plan-offered.tsx';
import { PayPlan, PlanFiles, StartedCard } from './plan-pay.tsx';
import { PLAN_STATES, planSentence } from './plan-state.ts';
import { planIn, planShown } from './plan-view.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const asker = await requirePortal(args, 'view');
  return { ...(await planShown(asker, args.params.id)), just: args.url.searchParams.get('just') };
}

export async function action(args: Route.ActionArgs) {
  const asker = await requirePortal(args, 'pay');
  const plan = await planIn(asker, args.params.id);
  const done = await changeShownPlan(asker, plan, args.request);
  if (!done.ok) return data(done.refusal, 422);
  const { goTo, said } = done.value;
  return said ? redirectWithFlash(goTo, said) : redirect(goTo);
}

export default function Plan({ loaderData, actionData }: Route.ComponentProps) {
  const { plan, company, just, method, numbers, mayPay } = loaderData;
  const { currency, policy } = plan;
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const isAgreed = plan.schedule.length > 0;
  const title = isAgreed ? `Your plan over ${words(plan.totalMinor)}` : 'Your request for a plan';
  return (
    <>
      <PageTitle title={`${title}, ${plan.number}`} site={company} hasErrors={Boolean(actionData)} />
      <BackLink to="/plans">Payment plans</BackLink>
      <ErrorSummary fieldErrors={actionData?.fieldErrors} formErrors={actionData?.formErrors} />
      <PortalTitle
        title={title}
        under={
          <>
            <span className="reference">{plan.number}</span>. {planSentence(plan, locale)}
          </>
        }
        status={<Badges badges={[PLAN_STATES[plan.isLate ? 'late' : plan.state]]} />}
        figure={plan.state === 'active' ? { label: 'Left to pay', value: words(plan.leftMinor) } : undefined}
      />
      {just && <StartedCard just={just} plan={plan} />}
      {isAgreed ? (
        <>
          {plan.state === 'active' && mayPay && <PayPlan page={loaderData} />}
          <Section title="Every payment">
            <AgreedSchedule
              {...{ currency, schedule: plan.schedule, nextNo: plan.next?.no ?? null }}
              caption="Payments of the plan as they stand"
            />
          </Section>
          {policy && (
            <Section title="What you agreed to">
              <PlanTerms {...{ policy, currency, method, covers: numbers, charge: null }} />
            </Section>
          )}
          <PlanFiles plan={plan} />
        </>
      ) : (
        <OpenWish page={loaderData} refusal={actionData} />
      )}
      {plan.state === 'active' && mayPay && <PlanForms page={loaderData} refusal={actionData} />}
    </>
  );
}
