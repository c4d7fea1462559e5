import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import type { CustomerRow } from '#app/modules/customers/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { MANUAL_METHODS } from '#app/modules/payments/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/payment-new.ts';
import { ChooseCustomer } from './choose-customer.tsx';
import { askedText } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { OfferedDay, paymentOnOfferedDay } from './offered-day.tsx';
import { Checked, HowItPays, PaymentFields } from './payment-fields.tsx';
import { checkPayment, recordAndApply } from './payment-receive.server.ts';
import { postedFields } from './posted.server.ts';

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
  const open = await openItemsOf(staffDb(), { customerId: id });
  const currency = parseCurrency(url.searchParams.get('currency') ?? '') ?? customer.currency;
  const items = open.filter((item) => item.side === 'debit' && item.currency === currency);
  const currencies = [...new Set([customer.currency, ...open.map((item) => item.currency)])].sort();
  return {
    choosing: null,
    recording: { customer, currency, currencies, items, today: moment.today, methods: MANUAL_METHODS },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'payments.record');
  const { fields: sent, intent, of } = await postedFields(args.request);
  const fields = intent === 'record-on-offered-day' ? paymentOnOfferedDay(sent) : sent;
  const customerId = parseId<CustomerId>(of('customerId'));
  const currency = parseCurrency(of('currency'));
  if (!customerId || !currency)
    return data({ ...formRefusal({ formErrors: ['Choose the customer again.'] }), checked: null }, 422);
  const posted = { fields, customerId, currency, actor, moment, locale: company.locale };
  if (intent === 'check') {
    const checked = await checkPayment(posted);
    if (!checked.ok) return data({ ...checked.refusal, checked: null }, 422);
    return data({ ...formRefusal({ values: Object.fromEntries(fields) }), checked: checked.value });
  }
  const done = await recordAndApply(posted);
  if (!done.ok) return data({ ...done.refusal, checked: null }, 422);
  return redirectWithFlash(`/staff/payments/${done.value.id}`, `${done.value.number} is recorded.`);
}

export default function NewPayment({ loaderData, actionData }: Route.ComponentProps) {
  const { choosing, recording } = loaderData;
  if (choosing) return <ChoosePayer {...choosing} />;
  const { customer, currency, currencies, items, today, methods } = recording!;
  const values: Record<string, string> = actionData?.values ?? {
    receivedOn: today,
    how: 'oldest-first',
    method: 'transfer',
    sendReceipt: 'yes',
  };
  const errors = actionData?.fieldErrors ?? {};
  const failed = Boolean(actionData && !actionData.checked);
  return (
    <>
      <PageTitle title={`Payment of ${customer.name}`} site="Tallystick" hasErrors={failed} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead
        title="Record payment"
        facts={
          <>
            <span className="reference">{customer.number}</span>
            <span>in {currency}</span>
            {currencies
              .filter((code) => code !== currency)
              .map((code) => (
                <Link key={code} to={`/staff/payments/new?customer=${customer.id}&currency=${code}`}>
                  in {code} instead
                </Link>
              ))}
          </>
        }
      />
      {failed && <ErrorSummary fieldErrors={errors} formErrors={actionData?.formErrors} />}
      {actionData?.checked && <Checked payment={actionData.checked} />}
      <Form method="post" noValidate className="staff-stack">
        <input type="hidden" name="customerId" value={customer.id} />
        <input type="hidden" name="currency" value={currency} />
        <Panel title="The money" pad>
          <PaymentFields values={values} errors={errors} currency={currency} today={today} methods={methods} />
        </Panel>
        <Panel title="What it pays">
          <HowItPays values={values} errors={errors} items={items} currency={currency} today={today} />
        </Panel>
        <ButtonRow>
          <Button name="intent" value="record" busy="Recording…">
            Record and apply
          </Button>
          <OfferedDay day={actionData?.offeredOn} verb="Record on" intent="record-on-offered-day" />
          <Button variant="second" name="intent" value="check" busy="Working it out…">
            Show what it would pay
          </Button>
        </ButtonRow>
      </Form>
    </>
  );
}

function ChoosePayer(choosing: { search: string; rows: CustomerRow[]; more: boolean }) {
  return (
    <>
      <PageTitle title="Record payment" site="Tallystick" />
      <BackLink to="/staff/payments">Payments</BackLink>
      <PageHead title="Who paid?" />
      <ChooseCustomer
        {...choosing}
        address="/staff/payments/new"
        choose={(customer) => (
          <LinkButton small variant="second" to={`/staff/payments/new?customer=${customer.id}`}>
            Record<span className="sr-only"> a payment of {customer.name}</span>
          </LinkButton>
        )}
      />
    </>
  );
}
