import { data, redirect } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import type { PlanEnvelope } from '#app/modules/payment-plans/types.ts';
import { PlanPicture } from '#app/modules/payment-plans/ui/plan-picture.tsx';
import { PlanSchedule } from '#app/modules/payment-plans/ui/plan-schedule.tsx';
import { PlanTerms } from '#app/modules/payment-plans/ui/plan-terms.tsx';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Card, Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/plan-new.ts';
import { NoPlans } from './no-plans.tsx';
import { startShownPlan } from './plan-act.server.ts';
import { PlanMaker } from './plan-maker.tsx';
import { planPage } from './plan-page.server.ts';
import { StartPlan } from './plan-start.tsx';

export async function loader(args: Route.LoaderArgs) {
  return planPage(await requirePortal(args, 'agree'), args.url);
}

export async function action(args: Route.ActionArgs) {
  const done = await startShownPlan(await requirePortal(args, 'agree'), args.request);
  return done.ok ? redirect(done.value) : data(done.refusal, 422);
}

export default function NewPlan({ loaderData, actionData }: Route.ComponentProps) {
  const { choices, sketch, company, today, errors } = loaderData;
  const locale = useLocale();
  const hasErrors = Boolean(actionData) || Object.keys(errors).length > 0;
  if (!choices || !sketch || !choices.policy) return <NoPlans page={loaderData} />;
  const { currency } = choices;
  const title = `Spread ${formatMoney(money(sketch.principalMinor, currency), locale)}`;
  return (
    <>
      <PageTitle title={title} site={company} hasErrors={hasErrors} />
      <BackLink to="/">What you owe</BackLink>
      <ErrorSummary fieldErrors={{ ...errors, ...actionData?.fieldErrors }} formErrors={actionData?.formErrors} />
      <PortalTitle
        title={title}
        under={`Choose how many payments, and see every date and amount before anything starts.${costNote(choices.policy)}`}
      />
      <PlanMaker page={{ ...loaderData, choices, sketch }} policy={choices.policy} />
      {sketch.schedule.length > 0 && (
        <>
          <Card className="mt-10">
            <PlanPicture schedule={sketch.schedule} currency={currency} today={today} />
          </Card>
          <Section title="Every payment">
            <PlanSchedule schedule={sketch.schedule} currency={currency} caption="Dates and amounts of the plan" />
          </Section>
          <Section title="What this means">
            <PlanTerms
              {...{ currency, policy: choices.policy, charge: sketch.charge, method: loaderData.method?.name ?? null }}
              covers={coversOf(loaderData)}
            />
          </Section>
        </>
      )}
      <StartPlan page={{ ...loaderData, choices, sketch }} refusal={actionData} />
      <HelpLink page="payment-plans" />
    </>
  );
}

const costNote = ({ interestBp, feeMinor }: PlanEnvelope): string =>
  interestBp === 0 && feeMinor === 0n ? ' There is no fee and no interest.' : '';

function coversOf({ choices, sketch }: Route.ComponentProps['loaderData']): string[] {
  const chosen = new Set(sketch?.wish.items.map(({ itemId }) => itemId));
  return [...(choices?.items ?? []), ...(choices?.notEligible ?? [])]
    .filter(({ itemId }) => chosen.has(itemId))
    .map(({ number }) => number);
}
