import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { WorkKeys } from '#app/ui/work-keys.tsx';
import type { Route } from './+types/dispute.ts';
import { actOnDispute } from './dispute-act.server.ts';
import { DisputeDesk, DisputeMatter } from './dispute-columns.tsx';
import { DisputeFigures, OutcomePanel } from './dispute-outcome.tsx';
import { readDisputePage } from './dispute-page.server.ts';
import { RelatedDisputes } from './dispute-side.tsx';
import { KIND_WORDS, OUTCOME_WORDS, STATE_BADGES } from './dispute-words.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const id = parseId<never>(args.params.id) as string | null;
  const page = foundOr404(id && (await readDisputePage(id, { moment, zone: company.timeZone })), 'dispute');
  return {
    ...page,
    ...{ zone: company.timeZone, today: moment.today, baseCurrency: company.baseCurrency, me: user.id as string },
    ...{ once: newId<never>() as string, answer: parseId(args.url.searchParams.get('answer')) },
    may: { work: mayStaff(user.role, 'disputes.work'), decide: mayStaff(user.role, 'disputes.decide') },
  };
}

export async function action(args: Route.ActionArgs) {
  const who = await requireStaff(args, 'disputes.work');
  const id = foundOr404(parseId<never>(args.params.id) as string | null, 'dispute');
  const done = await actOnDispute(args.request, id, who);
  if (!done.ok) return data({ ...done.refusal, effect: done.refusal.effect ?? null }, done.refusal.effect ? 200 : 422);
  return redirectWithFlash(done.value.to ?? `/staff/disputes/${id}`, done.value.told);
}

export default function DisputePage({ loaderData, actionData }: Route.ComponentProps) {
  const { dispute, zone, may } = loaderData;
  const form = {
    values: (actionData?.values ?? {}) as Record<string, string | undefined>,
    errors: actionData?.fieldErrors ?? {},
  };
  const hasErrors = Boolean(actionData && !actionData.effect);
  const state = STATE_BADGES[dispute.state];
  return (
    <>
      <PageTitle title={`${dispute.number}, ${dispute.customerName}`} site="Tallystick" hasErrors={hasErrors} />
      {hasErrors && <ErrorSummary {...actionData} />}
      <BackLink to="/staff/disputes">Disputes</BackLink>
      <PageHead
        title={
          <>
            {KIND_WORDS[dispute.kind]} <span className="reference">{dispute.number}</span>
          </>
        }
        facts={
          <>
            <Link to={`/staff/customers/${dispute.customerId}`}>
              <NameText text={dispute.customerName} />
            </Link>
            <NameText text={dispute.reasonLabel} />
            <Badges badges={[dispute.outcome ? { ...state, text: OUTCOME_WORDS[dispute.outcome] } : state]} />
          </>
        }
      />
      <WorkKeys label="The dispute" begins>
        <div className="staff-stack">
          <OutcomePanel dispute={dispute} zone={zone} />
          <RelatedDisputes joined={loaderData.joined} parted={loaderData.parted} />
          <DisputeFigures dispute={dispute} ageDays={loaderData.ageDays} mayWork={may.work && !dispute.closedAt} />
          <div className="record-columns">
            <DisputeMatter page={loaderData} form={form} effect={actionData?.effect ?? null} />
            <DisputeDesk page={loaderData} form={form} />
          </div>
        </div>
      </WorkKeys>
    </>
  );
}
