import { data, redirect } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { planRefusalWords } from '#app/modules/payment-plans/forms.ts';
import { planAskOutcome } from '#app/modules/payment-plans/queries/plan-ask.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/plan-asked.ts';
import { foundOr404 } from './found-or-404.ts';
import { lookAgainSeconds, waitingWords } from './waiting-words.ts';

/** Waits for what was asked of a plan, and leads on once it is done. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company } = await requirePortal(args, 'view');
  const { key } = args.params;
  const found = await readAsPortal(portalDb(), scope, (db) => planAskOutcome(db, { customerId, key }));
  const outcome = foundOr404(found, 'payment plan');
  if (outcome.state === 'agreed' || outcome.state === 'requested')
    throw redirect(`/plans/${outcome.planId}?just=${outcome.state}`);
  if (outcome.state === 'done') throw redirect(`/plans/${outcome.planId}`);
  const of = { currency: company.baseCurrency, locale: company.locale };
  const why = outcome.state === 'refused' ? planRefusalWords(outcome.refusal, of) : null;
  const isLookedAt = outcome.state === 'waiting' && outcome.isLookedAt;
  const headers: HeadersInit = why === null ? { Refresh: lookAgainSeconds(isLookedAt) } : {};
  return data({ company: company.name, why, isLookedAt }, { headers });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export default function PlanAsked({ loaderData }: Route.ComponentProps) {
  const { company, why, isLookedAt } = loaderData;
  const title =
    why !== null ? 'Nothing was changed' : isLookedAt ? 'We have what you asked' : 'Your plan is being set up';
  return (
    <>
      <PageTitle title={title} site={company} />
      <BackLink to="/plans">Payment plans</BackLink>
      <PortalTitle title={title} />
      <div role="status">
        <Note tone={why === null ? 'info' : 'warn'}>{why ?? waitingWords(isLookedAt)}</Note>
      </div>
      <div className="gap-part">
        <ButtonRow>
          <LinkButton to="/plans/new" variant="second">
            {why === null ? 'Look at the choices' : 'Choose again'}
          </LinkButton>
        </ButtonRow>
      </div>
    </>
  );
}
