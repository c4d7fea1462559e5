import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { type Money, money, parseCurrency, sum } from '#app/kernel/money.ts';
import { makeDeposit } from '#app/modules/instruments/commands/make-deposit.server.ts';
import { depositForm } from '#app/modules/instruments/forms.ts';
import { moneyInHand } from '#app/modules/instruments/queries/money-in-hand.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Message } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/deposit-new.ts';
import { depositWords } from './cheque-refusals.server.ts';
import { MoneyToChoose, WhenAndSlip } from './deposit-parts.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment, company } = await requireStaff(args, 'payments.record');
  const all = await moneyInHand(staffDb(), {});
  const currencies = [...new Set(all.map((one) => one.currency))].sort();
  const asked = parseCurrency(args.url.searchParams.get('currency') ?? '');
  const usual = currencies.includes(company.baseCurrency) ? company.baseCurrency : currencies[0];
  const currency = asked ?? usual ?? company.baseCurrency;
  const rows = all.filter((one) => one.currency === currency && one.receivedOn <= moment.today);
  const chosen = args.url.searchParams.getAll('choose');
  return { ...{ rows, currency, currencies, chosen }, today: moment.today };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'payments.record');
  const { fields, intent } = await postedFields(args.request);
  const chosen = fields.flatMap(([name, value]) => (name === 'money' && parseId(value) ? [value] : []));
  const nothing = { chosen, total: null as Money | null, count: 0 };
  const form = parseFields(fields, depositForm);
  if (!form.ok) return data({ ...form.refusal, ...nothing }, 422);
  if (intent === 'check') {
    const rows = await moneyInHand(staffDb(), { paymentIds: chosen });
    const code = rows[0]?.currency ?? company.baseCurrency;
    const one = rows.filter((row) => row.currency === code).map((row) => money(row.amountMinor, code));
    const values = Object.fromEntries(fields);
    return data({ ...formRefusal({ values }), chosen, total: sum(code, one), count: rows.length });
  }
  const { depositedOn, slipRef } = form.value;
  const input = { paymentIds: chosen, depositedOn, slipRef };
  const made = await inTransaction(staffDb(), (tx) => makeDeposit(tx, actor, input, moment));
  if (!made.ok) return data({ ...depositWords(made.refusal, { fields, locale: company.locale }), ...nothing }, 422);
  return redirectWithFlash(`/staff/deposits/${made.value.id}`, `${made.value.number} is made. Print its slip.`);
}

export default function NewDeposit({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, currency, currencies, chosen, today } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const values = actionData?.values ?? {};
  const failed = Boolean(actionData && !actionData.total);
  const ticked = new Set(actionData?.chosen ?? (chosen.length > 0 ? chosen : rows.map((row) => row.paymentId)));
  return (
    <>
      <PageTitle title="Take to the bank" site="Tallystick" hasErrors={failed} />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <PageHead
        title="Take to the bank"
        facts={
          <>
            <span>in {currency}</span>
            {currencies
              .filter((code) => code !== currency)
              .map((code) => (
                <Link key={code} to={`/staff/deposits/new?currency=${code}`}>
                  in {code} instead
                </Link>
              ))}
          </>
        }
      />
      {failed && <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors} />}
      {actionData?.total && (
        <Message tone="info">
          {actionData.count} ticked, <MoneyText money={actionData.total} style="code" /> in all. Nothing is recorded
          yet.
        </Message>
      )}
      {rows.length === 0 ? (
        <Panel title="In hand">
          <EmptyState action={<Link to="/staff/cheques">See the cheque register</Link>}>
            No cheque and no cash is in hand in {currency}.
          </EmptyState>
        </Panel>
      ) : (
        <Form method="post" noValidate className="staff-stack">
          <Panel title="In hand, what is due first" id="money">
            {errors.money && <p className="panel-pad field-error">{errors.money}</p>}
            <MoneyToChoose rows={rows} currency={currency} chosen={ticked} />
          </Panel>
          <WhenAndSlip values={values} errors={errors} today={today} />
          <ButtonRow>
            <Button name="intent" value="make" busy="Recording…">
              Make the deposit
            </Button>
            <Button variant="second" name="intent" value="check" busy="Adding up…">
              Show the total
            </Button>
          </ButtonRow>
        </Form>
      )}
    </>
  );
}
