import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type PaymentId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { ok } from '#app/kernel/result.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/payment-apply.ts';
import { countsOnText } from './counts-on.ts';
import { ItemAmounts } from './item-amounts.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { PaymentFacts } from './payment-facts.tsx';
import { chosenAmounts, paymentWords } from './payment-receive.server.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'cash.apply');
  const id = parseId<PaymentId>(args.params.id);
  const payment = foundOr404(id && (await getPayment(staffDb(), { paymentId: id })), 'payment');
  const open = await openItemsOf(staffDb(), { customerId: payment.customerId, currency: payment.currency });
  return {
    payment,
    items: open.filter((item) => item.side === 'debit'),
    today: moment.today,
    zone: company.timeZone,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'cash.apply');
  const id = parseId<PaymentId>(args.params.id);
  const payment = foundOr404(id && (await getPayment(staffDb(), { paymentId: id })), 'payment');
  const { fields, intent } = await postedFields(args.request);
  const said = { fields, currency: payment.currency, locale: company.locale };
  const chosen = intent === 'chosen' ? chosenAmounts(fields, payment.currency) : null;
  if (chosen && !chosen.ok) return data(chosen.refusal, 422);
  if (chosen?.ok && chosen.value.allocations.length === 0)
    return data(
      formRefusal({ formErrors: ['Type an amount beside what it pays, or let the oldest be paid first.'] }),
      422,
    );
  const how: HowToApply = chosen?.ok ? chosen.value : { kind: intent === 'exact' ? 'exact' : 'oldest-first' };
  const applied = await inTransaction(staffDb(), async (tx) => {
    // Nobody typed a date here, so in a closed month it is the first open day, and the message says so.
    const countsOn = await firstOpenDay(tx, ['posting'], moment.today);
    const done = await applyPayment(tx, actor, { creditItemId: payment.openItemId, how, effectiveOn: countsOn });
    return done.ok ? ok({ ...done.value, countsOn }) : done;
  });
  if (!applied.ok) {
    const words = paymentWords(applied.refusal, said);
    // This page has no field for the whole, the way or the day: what is said there is said above.
    const { amount = [], how: way = [], receivedOn: day = [], ...cells } = words.fieldErrors;
    return data({ ...words, fieldErrors: cells, formErrors: [...words.formErrors, ...amount, ...way, ...day] }, 422);
  }
  if (applied.value.appliedMinor === 0n)
    return data(
      formRefusal({ formErrors: ['There was nothing to apply it to. The money stays on the account.'] }),
      422,
    );
  const left = formatMoney(money(applied.value.leftMinor, payment.currency), company.locale);
  return redirectWithFlash(
    `/staff/payments/${payment.id}`,
    `Applied. ${left} of it is left on the account.${countsOnText(applied.value.countsOn, moment, company.locale)}`,
  );
}

export default function ApplyCash({ loaderData, actionData }: Route.ComponentProps) {
  const { payment, items, today, zone } = loaderData;
  return (
    <>
      <PageTitle title={`Apply ${payment.number}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/payments/${payment.id}`}>
        <span className="reference">{payment.number}</span>
      </BackLink>
      <PageHead title="Apply cash" facts={<NameText text={payment.customerName} />} />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `To apply, ${payment.currency}`,
              value: <MoneyText money={money(payment.unappliedMinor, payment.currency)} style="bare" />,
              large: true,
            },
            {
              label: 'Received',
              value: <MoneyText money={money(payment.amountMinor, payment.currency)} style="bare" />,
            },
          ]}
        />
        <div className="record-columns">
          <Form method="post" noValidate className="staff-stack min-w-0">
            <Panel title={items.length > 0 ? 'Open items, oldest due first' : 'Nothing is open'}>
              <ItemAmounts
                items={items}
                values={actionData?.values ?? {}}
                errors={actionData?.fieldErrors ?? {}}
                currency={payment.currency}
                today={today}
              />
            </Panel>
            {items.length > 0 && (
              <ButtonRow>
                <Button name="intent" value="chosen" busy="Applying…">
                  Apply the amounts typed
                </Button>
                <Button variant="second" name="intent" value="oldest" busy="Applying…">
                  Pay the oldest first
                </Button>
                <Button variant="second" name="intent" value="exact" busy="Applying…">
                  Pay what adds up exactly
                </Button>
              </ButtonRow>
            )}
          </Form>
          <PaymentFacts payment={payment} zone={zone} />
        </div>
      </div>
    </>
  );
}
