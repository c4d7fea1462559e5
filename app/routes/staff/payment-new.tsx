import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { deductionCodes } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import { payableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { MANUAL_METHODS } from '#app/modules/payments/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/payment-new.ts';
import { askedText } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { OfferedDay, paymentOnOfferedDay } from './offered-day.tsx';
import { Checked } from './payment-checked.tsx';
import { HowItPays, PaymentFields } from './payment-fields.tsx';
import { ChoosePayer, PaymentHead } from './payment-payer.tsx';
import { checkPayment, recordAndApply } from './payment-receive.server.ts';
import { postedFields } from './posted.server.ts';
import { isFilling } from './split-names.ts';
import { DefaultButton, Difference, SplitKeys, SplitTools } from './split-parts.tsx';
import { filledForm } from './split-read.server.ts';
import { SplitTable } from './split-table.tsx';

const SHOWN_MAX = 20;

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'payments.record');
  const url = args.url;
  const id = parseId<CustomerId>(url.searchParams.get('customer'));
  if (!id) {
    const search = askedText(url);
    const page = await listCustomers(staffDb(), {
      today: moment.today,
      limit: SHOWN_MAX,
      ...(search ? { search } : {}),
    });
    return { choosing: { search, rows: page.rows, more: page.next !== null }, recording: null };
  }
  const customer = foundOr404(await getCustomer(staffDb(), id), 'customer');
  const [open, codes] = await Promise.all([openItemsOf(staffDb(), { customerId: id }), deductionCodes(staffDb())]);
  const currency = parseCurrency(url.searchParams.get('currency') ?? '') ?? customer.currency;
  const groups = await payableItems(staffDb(), { customerId: id, currency });
  const currencies = [...new Set([customer.currency, ...open.map((item) => item.currency)])].sort();
  return {
    choosing: null,
    recording: { customer, currency, currencies, groups, codes, today: moment.today, methods: MANUAL_METHODS },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'payments.record');
  const { fields: sent, intent, of } = await postedFields(args.request);
  const fields = intent === 'record-on-offered-day' ? paymentOnOfferedDay(sent) : sent;
  const customerId = parseId<CustomerId>(of('customerId'));
  const currency = parseCurrency(of('currency'));
  const nothing = { checked: null, filled: undefined };
  if (!customerId || !currency)
    return data({ ...formRefusal({ formErrors: ['Choose the customer again.'] }), ...nothing }, 422);
  if (isFilling(intent)) {
    const total = parseMoney(of('amount'), currency);
    const totalMinor = total.ok && total.value > 0n ? total.value : null;
    const filled = await filledForm({ fields, intent, customerId, currency, totalMinor, company });
    if (!filled.ok) return data({ ...filled.refusal, ...nothing }, 422);
    return data({ ...formRefusal({ values: filled.value }), checked: null, filled: filled.value });
  }
  const { locale, baseCurrency } = company;
  const posted = { fields, customerId, currency, actor, moment, locale, baseCurrency };
  if (intent === 'check') {
    const checked = await checkPayment(posted);
    if (!checked.ok) return data({ ...checked.refusal, ...nothing }, 422);
    return data({ ...formRefusal({ values: Object.fromEntries(fields) }), ...nothing, checked: checked.value });
  }
  const done = await recordAndApply(posted);
  if (!done.ok) return data({ ...done.refusal, ...nothing }, 422);
  return redirectWithFlash(`/staff/payments/${done.value.id}`, `${done.value.number} is recorded.`);
}

export default function NewPayment({ loaderData, actionData }: Route.ComponentProps) {
  const { choosing, recording } = loaderData;
  if (choosing) return <ChoosePayer {...choosing} />;
  const { customer, currency, currencies, groups, codes, today, methods } = recording!;
  const values: Record<string, string> = actionData?.values ?? {
    receivedOn: today,
    how: 'oldest-first',
    method: 'transfer',
    sendReceipt: 'yes',
  };
  const errors = actionData?.fieldErrors ?? {};
  const failed = Boolean(actionData && !actionData.checked && !actionData.filled);
  const shared = { values, errors, currency, today };
  return (
    <>
      <PageTitle title={`Payment of ${customer.name}`} site="Tallystick" hasErrors={failed} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PaymentHead customer={customer} currency={currency} currencies={currencies} />
      {failed && <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors} />}
      <div className="staff-stack">
        {actionData?.checked && <Checked {...actionData.checked} />}
        <SplitKeys filled={actionData?.filled}>
          <Form method="post" noValidate preventScrollReset className="staff-stack">
            <DefaultButton intent="record" />
            <input type="hidden" name="customerId" value={customer.id} />
            <input type="hidden" name="currency" value={currency} />
            <Panel title="The money" pad>
              <PaymentFields {...shared} methods={methods} />
            </Panel>
            <Panel title="What it pays">
              <HowItPays {...shared} items={[]}>
                <SplitTools values={values} errors={errors} />
                <Difference currency={currency} values={values} totalMinor={null} />
                <SplitTable {...shared} groups={groups} codes={codes} />
              </HowItPays>
            </Panel>
            <ButtonRow>
              <span data-main-button>
                <Button name="intent" value="record" busy="Recording…">
                  Record and apply
                </Button>
              </span>
              <OfferedDay day={actionData?.offeredOn} verb="Record on" intent="record-on-offered-day" />
              <Button variant="second" name="intent" value="check" busy="Working it out…">
                Show what it would pay
              </Button>
            </ButtonRow>
          </Form>
        </SplitKeys>
      </div>
    </>
  );
}
