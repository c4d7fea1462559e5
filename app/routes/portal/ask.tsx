import { data, Link } from 'react-router';
import { z } from 'zod';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { peopleOfScope } from '#app/modules/auth/queries/people-of-customer.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { answerPaymentAsk } from '#app/modules/payments/commands/ask-to-pay.server.ts';
import { getPaymentAsk } from '#app/modules/payments/queries/payment-asks.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/ask.ts';
import { AnswerAsk, WithdrawAsk } from './ask-answer.tsx';
import { AskState } from './ask-state.tsx';
import { foundOr404 } from './found-or-404.ts';

const form = z.object({
  intent: z.enum(['send-back', 'withdraw']),
  reason: z.string().trim().max(500, 'Use 500 characters or fewer.').default(''),
});

async function askIn(args: Route.LoaderArgs | Route.ActionArgs) {
  const asked = await requirePortal(args, 'pay');
  const { scope, customerId, moment } = asked;
  const askId = parseId<never>(args.params.id) as string | null;
  const found = await readAsPortal(portalDb(), scope, async (db) => ({
    ask: askId ? await getPaymentAsk(db, { askId, customerId }, moment.now) : null,
    people: await peopleOfScope(db),
  }));
  return { ...asked, ask: foundOr404(found.ask, 'payment'), people: found.people };
}

export async function loader(args: Route.LoaderArgs) {
  const { ask, people, company, user, membership } = await askIn(args);
  const approvers = people.filter(({ id, role }) => mayPortal(role, 'release') && id !== ask.askedBy);
  const isOwn = ask.askedBy === user.id;
  return {
    ...{ company: company.name, zone: company.timeZone, ask, isOwn },
    mayRelease: !isOwn && mayPortal(membership.role, 'release'),
    approvers: approvers.map(({ name, email }) => name || email),
  };
}

export async function action(args: Route.ActionArgs) {
  const { ask, scope, customerId, actor, moment, membership } = await askIn(args);
  const read = await parseForm(args.request, form);
  if (!read.ok) return data(read.refusal, 422);
  const { intent, reason } = read.value;
  if (intent === 'send-back' && !mayPortal(membership.role, 'release'))
    return data(formRefusal({ formErrors: ['Only an approver sends a payment back.'] }), 403);
  if (intent === 'send-back' && reason === '')
    return data(formRefusal({ fieldErrors: { reason: ['Say why, so that they know what to change.'] } }), 422);
  const answer = intent === 'withdraw' ? { kind: intent } : { kind: intent, reason };
  const done = await writeAsPortal(portalDb(), scope, (tx) =>
    answerPaymentAsk(tx, actor, { customerId, askId: ask.id, answer }, moment),
  );
  if (!done.ok)
    return data(formRefusal({ formErrors: ['This was answered or paid meanwhile. Nothing was changed.'] }), 409);
  return redirectWithFlash(
    `/asks/${ask.id}`,
    intent === 'withdraw'
      ? 'Taken back. Nobody is asked any more.'
      : `Sent back to ${ask.askedByName}. Nothing was taken.`,
  );
}

export default function Ask({ loaderData, actionData }: Route.ComponentProps) {
  const { company, zone, ask, isOwn, mayRelease, approvers } = loaderData;
  const amount = money(ask.amountMinor, ask.currency);
  const waits = ask.state === 'waiting';
  return (
    <>
      <PageTitle title="Payment for approval" site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/asks">Payments for approval</BackLink>
      <PortalTitle title="Payment for approval" under={<AskState ask={ask} />} />
      <Definition
        shape="terms"
        facts={[
          { label: 'Amount', value: <MoneyText money={amount} /> },
          { label: 'For', value: ask.items.length > 0 ? <Invoices ask={ask} /> : 'On account' },
          {
            label: 'Asked by',
            value: (
              <>
                <bdi>{ask.askedByName}</bdi>, <InstantText at={ask.askedAt} zone={zone} show="date-time" />
              </>
            ),
          },
          ...(ask.note ? [{ label: 'They wrote', value: <bdi>{ask.note}</bdi> }] : []),
          ...(waits
            ? [
                {
                  label: isOwn ? 'Waits for' : 'Waits until',
                  value: isOwn ? (
                    approvers.join(', ') || 'Nobody yet: an owner has to make somebody an approver first'
                  ) : (
                    <InstantText at={ask.expiresAt} zone={zone} />
                  ),
                },
              ]
            : []),
          ...(ask.state === 'sent_back'
            ? [
                { label: 'Sent back by', value: <bdi>{ask.answeredByName}</bdi> },
                { label: 'Because', value: <bdi>{ask.answer}</bdi> },
              ]
            : []),
        ]}
      />
      {ask.state === 'paid' && ask.paymentId && (
        <p className="mt-6">
          <Link to={`/payments/${ask.paymentId}`}>See the receipt</Link>
        </p>
      )}
      {ask.state === 'paying' && ask.attemptId && (
        <p className="mt-6">
          <Link to={`/pay/attempts/${ask.attemptId}`}>See how the payment goes</Link>
        </p>
      )}
      {ask.state === 'expired' && (
        <p className="mt-6 prose">Nobody answered within two weeks. Choose again what to pay, from what is owed now.</p>
      )}
      {waits && mayRelease && <AnswerAsk ask={ask} amount={amount} error={actionData?.fieldErrors.reason} />}
      {waits && isOwn && <WithdrawAsk />}
    </>
  );
}

function Invoices({ ask }: { ask: Route.ComponentProps['loaderData']['ask'] }) {
  return (
    <ul>
      {ask.items.map((item) => (
        <li key={item.itemId}>
          {item.invoiceId ? <Link to={`/invoices/${item.invoiceId}`}>{item.number}</Link> : item.number}{' '}
          <MoneyText money={money(item.amountMinor, ask.currency)} />
        </li>
      ))}
    </ul>
  );
}
