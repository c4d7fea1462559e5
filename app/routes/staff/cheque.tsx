import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { chequePhotos } from '#app/modules/documents/queries/cheque-photos.server.ts';
import { documentFaultOf } from '#app/modules/documents/queries/document-faults.server.ts';
import { getInstrument } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { ChequeBadge } from '#app/modules/instruments/ui/cheque-badge.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/cheque.ts';
import { actOnCheque, CHEQUE_INTENTS, chequeIntent } from './cheque-act.server.ts';
import { ChequeActions } from './cheque-actions.tsx';
import { ChequeFacts, MeantFor } from './cheque-parts.tsx';
import { PhotosPanel } from './cheque-photo-parts.tsx';
import { ChequeStory } from './cheque-story.tsx';
import { custodians } from './custodians.server.ts';
import { DocumentFaultNote } from './document-fault-note.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const instrumentId = parseId(args.params.id);
  const asked = instrumentId && (await getInstrument(staffDb(), { instrumentId, today: moment.today }));
  const may = (intent: keyof typeof CHEQUE_INTENTS) => mayStaff(user.role, CHEQUE_INTENTS[intent]);
  return {
    cheque: foundOr404(asked, 'cheque'),
    ...{ zone: company.timeZone, today: moment.today },
    may: { keep: may('hand-over'), return: may('return'), followUp: may('follow-up') },
    colleagues: may('hand-over') ? await custodians() : [],
    photos: instrumentId ? await chequePhotos(staffDb(), instrumentId) : [],
    fault: instrumentId && (await documentFaultOf(staffDb(), { kind: 'provisional_receipt', subjectId: instrumentId })),
  };
}

export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const { fields, intent: asked } = await postedFields(args.request);
  const intent = chequeIntent(asked);
  const { actor, moment, company } = await requireStaff(args, intent ? CHEQUE_INTENTS[intent] : 'payments.record');
  const instrumentId = parseId(args.params.id);
  const found = instrumentId && (await getInstrument(staffDb(), { instrumentId, today: moment.today }));
  const cheque = foundOr404(found, 'cheque');
  if (!intent) return data(formRefusal({ formErrors: ['Choose what to do with this cheque.'] }), 422);
  const around = { actor, moment, locale: company.locale, colleagues: await custodians() };
  const done = await actOnCheque(intent, { cheque, fields, ...around });
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(`/staff/cheques/${cheque.id}`, done.value);
}

export default function ChequePage({ loaderData, actionData }: Route.ComponentProps) {
  const { cheque, zone, today, may, colleagues, photos } = loaderData;
  const isOpen = cheque.state === 'in_hand' || cheque.state === 'post_dated';
  return (
    <>
      <PageTitle title={cheque.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <PageHead
        title={<span className="reference">{cheque.number}</span>}
        facts={
          <>
            <Link to={`/staff/customers/${cheque.customerId}`}>
              <NameText text={cheque.customerName} />
            </Link>
            <ChequeBadge state={cheque.state} />
          </>
        }
        actions={
          cheque.state !== 'cancelled' && (
            <LinkButton variant="second" download to={`/staff/cheques/${cheque.id}/receipt.pdf`}>
              {cheque.state === 'cleared' ? 'Receipt' : 'Provisional receipt'}
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        <DocumentFaultNote fault={loaderData.fault} zone={zone} />
        <Figures
          figures={[
            {
              label: `Cheque, ${cheque.currency}`,
              value: <MoneyText money={money(cheque.amountMinor, cheque.currency)} style="bare" />,
              large: true,
            },
            ...(isOpen ? [{ label: 'Due at the bank', value: <DateText date={cheque.dueOn} today={today} /> }] : []),
            ...(cheque.daysLate > 0 ? [{ label: 'Late', value: `${cheque.daysLate} d` }] : []),
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <ChequeActions
              {...{ cheque, today, may, colleagues }}
              errors={actionData?.fieldErrors ?? {}}
              values={actionData?.values ?? {}}
            />
            <MeantFor cheque={cheque} />
            <ChequeStory cheque={cheque} zone={zone} />
          </div>
          <div className="staff-stack">
            <ChequeFacts cheque={cheque} zone={zone} />
            <PhotosPanel photos={photos} chequeId={cheque.id} mayAdd={may.keep} />
          </div>
        </div>
      </div>
    </>
  );
}
