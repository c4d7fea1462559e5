import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type PaymentId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { customerRefunds } from '#app/modules/adjustments/queries/customer-refunds.server.ts';
import { chequeOfPayment } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { CHEQUE_CUSTOMER_WORDS } from '#app/modules/instruments/ui/cheque-words.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { paymentCovers } from '#app/modules/payments/queries/payment-covers.server.ts';
import { paymentMethodName } from '#app/modules/payments/ui/payment-method.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition, type Fact } from '#app/ui/definition.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/payment.ts';
import { CoverTable } from './cover-table.tsx';
import { foundOr404 } from './found-or-404.ts';
import { OutsideText } from './outside-text.tsx';
import { RefundNotes } from './refund-notes.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company } = await requirePortal(args, 'view');
  const paymentId = foundOr404(parseId<PaymentId>(args.params.id), 'payment');
  return readAsPortal(portalDb(), scope, async (db) => {
    const payment = foundOr404(await getPayment(db, { paymentId, customerId }), 'payment');
    const covers = await paymentCovers(db, payment.id);
    const { id, number, currency, amountMinor, unappliedMinor, method, receivedOn, valueOn, reference } = payment;
    const shown = { id, number, currency, amountMinor, unappliedMinor, method, receivedOn, valueOn, reference };
    const refunds = await customerRefunds(db, { customerId, paymentId });
    const cheque = method === 'cheque' ? await chequeOfPayment(db, payment.id) : null;
    return {
      company: company.name,
      refunds,
      cheque: cheque && { number: cheque.number, chequeNo: cheque.chequeNo, state: cheque.state },
      payment: { ...shown, reversedOn: payment.reversal?.effectiveOn ?? null },
      covers,
    };
  });
}

export default function Receipt({ loaderData }: Route.ComponentProps) {
  const { company, payment, cheque, covers, refunds } = loaderData;
  const of = (minor: bigint) => money(minor, payment.currency);
  const isBack = payment.reversedOn !== null;
  return (
    <>
      <PageTitle title={`Receipt ${payment.number}`} site={company} />
      <BackLink to="/payments">Payments</BackLink>
      <PortalTitle
        title={isBack ? 'Payment taken back' : 'Payment received'}
        under={
          <>
            Receipt <span className="reference">{payment.number}</span>
          </>
        }
        figure={{ label: 'Amount', value: <MoneyText money={of(payment.amountMinor)} /> }}
      />
      {payment.reversedOn ? (
        <Note tone="warn">
          {cheque ? 'Your cheque was not paid: it came back on' : 'Your bank took this payment back on'}{' '}
          <DateText date={payment.reversedOn} />. The invoices it covered are open again.
        </Note>
      ) : (
        <Note tone="positive">{standing(payment, cheque)}</Note>
      )}
      <div className="gap-part">
        <Definition facts={factsOf(payment, cheque)} />
      </div>
      <div className="gap-part not-printed">
        <ButtonRow>
          {!isBack && (
            <LinkButton download to={`/files/receipts/${payment.id}.pdf`}>
              {cheque && cheque.state !== 'cleared' ? 'Download provisional receipt' : 'Download receipt'}
            </LinkButton>
          )}
          <LinkButton to="/" variant="quiet">
            See what is still due
          </LinkButton>
        </ButtonRow>
      </div>
      <Section title="Where it went">
        {covers.length === 0 && (
          <EmptyState>{isBack ? 'It covers no invoice any more.' : 'It is not set against an invoice yet.'}</EmptyState>
        )}
        {covers.length > 0 && <CoverTable covers={covers} currency={payment.currency} />}
        {!isBack && payment.unappliedMinor > 0n && (
          <p className="gap-part">
            <MoneyText money={of(payment.unappliedMinor)} /> is credit on your account.
          </p>
        )}
      </Section>
      <RefundNotes refunds={refunds} />
    </>
  );
}

type Data = Route.ComponentProps['loaderData'];

/** How far the money is: a cheque in hand is received, not yet cleared. */
function standing({ method }: Data['payment'], cheque: Data['cheque']): string {
  if (cheque) return CHEQUE_CUSTOMER_WORDS[cheque.state];
  return method === 'cheque' ? 'Received, not yet cleared by the bank. Thank you.' : 'Payment complete. Thank you.';
}

function factsOf(payment: Data['payment'], cheque: Data['cheque']): Fact[] {
  const method = paymentMethodName(payment.method);
  const facts: Fact[] = [
    { label: 'Received', value: <DateText date={payment.receivedOn} /> },
    ...(payment.valueOn === payment.receivedOn
      ? []
      : [{ label: 'Value date', value: <DateText date={payment.valueOn} /> }]),
    { label: 'How', value: method.charAt(0).toUpperCase() + method.slice(1) },
  ];
  if (cheque && cheque.state !== 'cleared')
    facts.push({ label: 'Provisional receipt', value: <span className="reference">{cheque.number}</span> });
  if (payment.reference) facts.push({ label: 'Reference', value: <OutsideText text={payment.reference} /> });
  return facts;
}
