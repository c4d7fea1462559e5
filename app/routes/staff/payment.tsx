import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type ApplicationId, type PaymentId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff, type Permission } from '#app/modules/auth/types.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { ChequeBadge } from '#app/modules/instruments/ui/cheque-badge.tsx';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { takeBackPayment } from '#app/workflows/take-back-payment.server.ts';
import type { Route } from './+types/payment.ts';
import { AtTheProcessor } from './at-the-processor.tsx';
import { AuditStory } from './audit-story.tsx';
import { countsOnText } from './counts-on.ts';
import { DocumentFaultNote } from './document-fault-note.tsx';
import { METHOD_WORDS } from './list-views.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { besidePayment } from './payment-beside.server.ts';
import { PaymentFacts, ReversePanel } from './payment-facts.tsx';
import { ApplicationsPanel } from './payment-parts.tsx';
import { PaymentBadge } from './payment-table.tsx';
import { postedFields } from './posted.server.ts';
import { RefundsPanel } from './refund-parts.tsx';
import { takeBackWords } from './take-back-words.ts';
import { UNAPPLY_WORDS } from './unapply-words.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, user, db } = await requireStaff(args, 'accounts.read');
  const id = parseId<PaymentId>(args.params.id);
  const payment = foundOr404(id && (await getPayment(db, { paymentId: id })), 'payment');
  const mayDo = (permission: Permission) => mayStaff(user.role, permission);
  return {
    ...{ payment, zone: company.timeZone },
    ...(await besidePayment(db, payment, mayDo('desk.read'))),
    may: { refund: mayDo('refunds.request'), apply: mayDo('cash.apply'), reverse: mayDo('payments.reverse') },
  };
}

export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const paymentId = foundOr404(parseId<PaymentId>(args.params.id), 'payment');
  const sent = await postedFields(args.request);
  const reverses = sent.intent === 'reverse';
  const { actor, moment, company } = await requireStaff(args, reverses ? 'payments.reverse' : 'cash.apply');
  const applicationId = parseId<ApplicationId>(sent.of('applicationId'));
  const field = reverses ? 'reversalReason' : `reason-${applicationId}`;
  const reason = sent.of(field).trim().slice(0, 300);
  if (!reason)
    return data(formRefusal({ fieldErrors: { [field]: ['Say why, for whoever looks at this later.'] } }), 422);
  const back = `/staff/payments/${paymentId}`;
  if (reverses) {
    const input = { paymentId, reason, effectiveOn: moment.today };
    const reversed = await inTransaction(staffDb(), (tx) => takeBackPayment(tx, actor, input, moment));
    if (!reversed.ok) return data(formRefusal({ formErrors: [takeBackWords(reversed.refusal)] }), 422);
    const day = countsOnText(reversed.value.effectiveOn, moment, company.locale);
    return redirectWithFlash(back, `The payment is marked as come back. What it paid is open again.${day}`);
  }
  if (!applicationId) return data(formRefusal({ formErrors: ['Choose the application to undo.'] }), 422);
  const undone = await inTransaction(staffDb(), (tx) =>
    unapply(tx, actor, { applicationIds: [applicationId], reason }, moment),
  );
  if (!undone.ok) return data(formRefusal({ formErrors: [UNAPPLY_WORDS[undone.refusal.code]] }), 422);
  const day = countsOnText(undone.value.effectiveOn, moment, company.locale);
  return redirectWithFlash(back, `Undone. The money is unapplied and the invoice is open again.${day}`);
}

export default function PaymentPage({ loaderData, actionData }: Route.ComponentProps) {
  const { payment, cheque, entries, zone, may, refunds } = loaderData;
  const left = payment.reversal ? 0n : payment.unappliedMinor;
  return (
    <>
      <PageTitle title={payment.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/payments">Payments</BackLink>
      <PageHead
        title={<span className="reference">{payment.number}</span>}
        facts={
          <>
            <Link to={`/staff/customers/${payment.customerId}`}>
              <NameText text={payment.customerName} />
            </Link>
            <span>{METHOD_WORDS[payment.method]}</span>
            <PaymentBadge row={{ ...payment, reversed: payment.reversal !== null }} />
            {cheque && <ChequeBadge state={cheque.state} />}
          </>
        }
        actions={
          <>
            {may.apply && left > 0n && (
              <LinkButton to={`/staff/payments/${payment.id}/apply`}>Apply the rest</LinkButton>
            )}
            {may.refund && left > 0n && (
              <LinkButton variant="second" to={`/staff/refunds/new?item=${payment.openItemId}`}>
                Refund
              </LinkButton>
            )}
          </>
        }
      />
      <div className="staff-stack">
        <DocumentFaultNote fault={loaderData.fault} zone={zone} />
        <Figures
          figures={[
            {
              label: `Received, ${payment.currency}`,
              value: <MoneyText money={money(payment.amountMinor, payment.currency)} style="bare" />,
              large: true,
            },
            { label: 'Not applied', value: <MoneyText money={money(left, payment.currency)} style="bare" /> },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <ApplicationsPanel
              payment={payment}
              errors={actionData?.fieldErrors ?? {}}
              mayUndo={may.apply && !payment.reversal}
            />
            <RefundsPanel refunds={refunds} />
            <AtTheProcessor movements={loaderData.movements} chargebacks={loaderData.chargebacks} />
          </div>
          <div className="staff-stack">
            <PaymentFacts payment={payment} zone={zone} cheque={cheque} returned={loaderData.returned} />
            {may.reverse && !payment.reversal && (
              <ReversePanel cheque={cheque} error={actionData?.fieldErrors.reversalReason} />
            )}
            {entries && <AuditStory entries={entries} zone={zone} title="Who did what" />}
          </div>
        </div>
      </div>
    </>
  );
}
