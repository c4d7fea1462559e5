import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type PaymentId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { deductionCodes } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import { payableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/payment-apply.ts';
import { applyPosted } from './apply-act.server.ts';
import { ApplyForm } from './apply-form.tsx';
import { CreditElsewhere } from './credit-elsewhere.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { PaymentFacts } from './payment-facts.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'cash.apply');
  const id = parseId<PaymentId>(args.params.id);
  const payment = foundOr404(id && (await getPayment(staffDb(), { paymentId: id })), 'payment');
  const [groups, codes] = await Promise.all([payableItems(staffDb(), payment), deductionCodes(staffDb())]);
  return {
    payment,
    groups,
    codes,
    today: moment.today,
    zone: company.timeZone,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'cash.apply');
  const id = parseId<PaymentId>(args.params.id);
  const payment = foundOr404(id && (await getPayment(staffDb(), { paymentId: id })), 'payment');
  const { fields, intent } = await postedFields(args.request);
  const { customerId, currency, openItemId: itemId, unappliedMinor: leftMinor } = payment;
  const credit = { itemId, customerId, currency, leftMinor, payment };
  const applied = await applyPosted({ credit, fields, intent, actor, moment, company });
  if (!applied.ok) return data({ ...applied.refusal, filled: undefined }, 422);
  if ('said' in applied.value) return redirectWithFlash(`/staff/payments/${payment.id}`, applied.value.said);
  return data({ ...formRefusal({ values: applied.value.filled }), filled: applied.value.filled });
}

export default function ApplyCash({ loaderData, actionData }: Route.ComponentProps) {
  const { payment, groups, codes, today, zone } = loaderData;
  return (
    <>
      <PageTitle
        title={`Apply ${payment.number}`}
        site="Tallystick"
        hasErrors={Boolean(actionData && !actionData.filled)}
      />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/payments/${payment.id}`}>
        <span className="reference">{payment.number}</span>
      </BackLink>
      <PageHead
        title="Apply cash"
        facts={<NameText text={payment.customerName} />}
        actions={payment.unappliedMinor > 0n && <CreditElsewhere itemId={payment.openItemId} />}
      />
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
          <ApplyForm
            groups={groups}
            codes={codes}
            leftMinor={payment.unappliedMinor}
            filled={actionData?.filled}
            values={actionData?.values ?? {}}
            errors={actionData?.fieldErrors ?? {}}
            currency={payment.currency}
            today={today}
          />
          <PaymentFacts payment={payment} zone={zone} />
        </div>
      </div>
    </>
  );
}
