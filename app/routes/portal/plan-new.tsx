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
import { Message } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Card, Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/plan-new.ts';
import { ASK_AGAIN_SECONDS, askAboutVisit } from './method-visit.server.ts';
import { NoPlans } from './no-plans.tsx';
import { actOnNewPlan } from './plan-act.server.ts';
import { addressAfterVisit } from './plan-address.ts';
import { PlanMaker } from './plan-maker.tsx';
import { planPage } from './plan-page.server.ts';
import { StartPlan } from './plan-start.tsx';

export async function loader(args: Route.LoaderArgs) {
  const asker = await requirePortal(args, 'pay');
  const page = await planPage(asker, args.url);
  const { visit } = page;
  if (visit?.state === 'saved') throw redirect(addressAfterVisit(args.url, visit.methodId));
  if (visit?.state !== 'waiting') return data(page);
  await askAboutVisit(asker, args.url);
  return data(page, { headers: { Refresh: String(ASK_AGAIN_SECONDS) } });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export async function action(args: Route.ActionArgs) {
  const done = await actOnNewPlan(await requirePortal(args, 'pay'), args.request);
  return done.ok ? redirect(done.value) : data(done.refusal, 422);
}

export default function NewPlan({ loaderData, actionData }: Route.ComponentProps) {
  const { choices, sketch, company, today, errors } = loaderData;
  const locale = useLocale();
  const hasErrors = Boolean(actionData) || Object.keys(errors).length > 0;
  if (!choices || !sketch || !choices.policy) return <NoPlans page={loaderData} />;
  const { currency } = choices;
  const title =
    sketch.principalMinor > 0n
      ? `Spread ${formatMoney(money(sketch.principalMinor, currency), locale)}`
      : 'Spread the cost';
  return (
    <>
      <PageTitle title={title} site={company} hasErrors={hasErrors} />
      <BackLink to="/">What you owe</BackLink>
      <ErrorSummary fieldErrors={{ ...errors, ...actionData?.fieldErrors }} formErrors={actionData?.formErrors} />
      <PortalTitle
        title={title}
        under={`Choose how many payments, and see every date and amount before anything starts.${costNote(choices.policy)}`}
      />
      <VisitNote visit={loaderData.visit} />
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

function VisitNote({ visit }: Pick<Route.ComponentProps['loaderData'], 'visit'>) {
  if (visit?.state === 'ended')
    return <Message tone="info">No card was saved. You can add one, or pay each payment yourself.</Message>;
  if (visit?.state !== 'waiting') return null;
  return (
    <Message tone="info">
      We are waiting for the payment service to tell us about your card. This page looks again by itself.
    </Message>
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
