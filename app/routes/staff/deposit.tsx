import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getDeposit } from '#app/modules/instruments/queries/get-deposit.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/deposit.ts';
import { cancelPosted, clearPosted } from './deposit-act.server.ts';
import { CancelDeposit } from './deposit-cancel.tsx';
import { InTheDeposit } from './deposit-clearing.tsx';
import { DepositFacts } from './deposit-facts.tsx';
import { DepositBadge } from './deposit-parts.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id);
  const deposit = foundOr404(id && (await getDeposit(staffDb(), id)), 'deposit');
  return {
    ...{ deposit, zone: company.timeZone, today: moment.today },
    may: { clear: mayStaff(user.role, 'payments.record'), cancel: mayStaff(user.role, 'payments.reverse') },
  };
}

export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const { fields, intent } = await postedFields(args.request);
  const cancels = intent === 'cancel';
  const around = await requireStaff(args, cancels ? 'payments.reverse' : 'payments.record');
  const id = parseId(args.params.id);
  const deposit = foundOr404(id && (await getDeposit(staffDb(), id)), 'deposit');
  const asked = { deposit, fields, actor: around.actor, moment: around.moment, locale: around.company.locale };
  if (cancels) {
    const done = await cancelPosted(asked);
    return done.ok
      ? redirectWithFlash(`/staff/deposits/${done.value.depositId}`, done.value.said)
      : data(done.refusal, 422);
  }
  const done = await clearPosted(asked);
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(`/staff/deposits/${deposit.id}`, done.value);
}

export default function DepositPage({ loaderData, actionData }: Route.ComponentProps) {
  const { deposit, zone, today, may } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const mayClear = may.clear && !deposit.cancelled && deposit.waiting > 0;
  return (
    <>
      <PageTitle title={deposit.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/deposits">Deposits</BackLink>
      <PageHead
        title={<span className="reference">{deposit.number}</span>}
        facts={
          <>
            <DateText date={deposit.depositedOn} weekday />
            <DepositBadge row={deposit} />
          </>
        }
        actions={
          !deposit.cancelled && (
            <LinkButton download to={`/staff/deposits/${deposit.id}/slip.pdf`}>
              Deposit slip (PDF)
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `Deposit, ${deposit.currency}`,
              value: <MoneyText money={money(deposit.amountMinor, deposit.currency)} style="bare" />,
              large: true,
            },
            { label: 'Cheques', value: String(deposit.cheques) },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <InTheDeposit deposit={deposit} mayClear={mayClear} today={today} asked={actionData} />
          </div>
          <div className="staff-stack">
            <DepositFacts deposit={deposit} zone={zone} />
            {may.cancel && !deposit.cancelled && <CancelDeposit deposit={deposit} errors={errors} />}
          </div>
        </div>
      </div>
    </>
  );
}
