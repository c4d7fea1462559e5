import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { WorkKeys } from '#app/ui/work-keys.tsx';
import type { Route } from './+types/dispute.ts';
import { actOnDispute } from './dispute-act.server.ts';
import { ClaimPanel, ProofPanel } from './dispute-claim.tsx';
import { DecidePanel } from './dispute-decide.tsx';
import { HandOverPanel } from './dispute-handover.tsx';
import { JoinPanel } from './dispute-join.tsx';
import { readDisputePage } from './dispute-page.server.ts';
import { BreachPanel, OwnerPanel, RelatedDisputes, StagesPanel } from './dispute-side.tsx';
import { CustomerThread, InternalNotes } from './dispute-thread.tsx';
import { KIND_WORDS, OUTCOME_WORDS, STATE_BADGES } from './dispute-words.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { ageText } from './reduction-words.ts';

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
  const { dispute, invoice, zone, today, may, me, once, baseCurrency, ageDays } = loaderData;
  const form = {
    values: (actionData?.values ?? {}) as Record<string, string | undefined>,
    errors: actionData?.fieldErrors ?? {},
  };
  const isOpen = dispute.closedAt === null;
  const [mayWork, intent] = [may.work && isOpen, form.values.intent ?? null];
  const hasErrors = Boolean(actionData && !actionData.effect);
  const state = STATE_BADGES[dispute.state];
  const ours = dispute.messages.filter(({ visibility }) => visibility === 'internal');
  const theirs = dispute.messages.filter(({ visibility }) => visibility === 'customer');
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
          <RelatedDisputes joined={loaderData.joined} parted={loaderData.parted} />
          <Figures
            figures={[
              ...(dispute.amountMinor !== null && dispute.currency
                ? [
                    {
                      label: `In dispute, ${dispute.currency}`,
                      value: <MoneyText money={money(dispute.amountMinor, dispute.currency)} style="bare" />,
                      large: true,
                    },
                  ]
                : []),
              { label: 'Age', value: ageText(Math.floor(ageDays)) },
              { label: 'Written by', value: <NameText text={dispute.raisedByName} /> },
            ]}
          />
          <div className="record-columns">
            <div className="staff-stack">
              <ClaimPanel dispute={dispute} invoice={invoice} explained={loaderData.explained} />
              {may.decide && isOpen && (
                <DecidePanel {...{ ...form, dispute, baseCurrency, once }} effect={actionData?.effect ?? null} />
              )}
              <CustomerThread
                {...{ ...form, zone }}
                mayWrite={mayWork}
                messages={theirs}
                customerName={dispute.customerName}
                answers={loaderData.answers}
                chosenAnswer={loaderData.answer}
                disputeId={dispute.id}
              />
              <ProofPanel
                {...{ dispute, invoice, zone }}
                explained={loaderData.explained}
                delivered={loaderData.delivered}
              />
            </div>
            <div className="staff-stack">
              <OwnerPanel
                {...{ ...form, dispute, zone, today, me, mayWork }}
                timeLeft={loaderData.timeLeft}
                colleagues={loaderData.colleagues}
              />
              <BreachPanel {...{ ...form, zone }} breaches={loaderData.breaches} mayWork={may.work} />
              <InternalNotes
                {...{ ...form, zone }}
                mayWrite={may.work}
                messages={ours}
                colleagues={loaderData.colleagues}
                disputeId={dispute.id}
              />
              <HandOverPanel
                {...{ ...form, dispute, zone, mayWork }}
                departments={loaderData.departments}
                knows={loaderData.knows}
                open={intent === 'hand-over'}
              />
              {may.work && <JoinPanel {...{ ...form, dispute, intent }} others={loaderData.others} />}
              <StagesPanel dispute={dispute} zone={zone} lesson={loaderData.lesson} />
            </div>
          </div>
        </div>
      </WorkKeys>
    </>
  );
}
