import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { timeInZone } from '#app/kernel/zone-time.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import type { CustomerRow } from '#app/modules/customers/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/cheque-new.ts';
import { ChequeFields } from './cheque-fields.tsx';
import { receivePosted } from './cheque-receive.server.ts';
import { ChooseCustomer } from './choose-customer.tsx';
import { custodians } from './custodians.server.ts';
import { askedText } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { OfferedDay } from './offered-day.tsx';
import { HowItPays } from './payment-fields.tsx';
import { postedFields } from './posted.server.ts';

const SHOWN_MAX = 20;

export async function loader(args: Route.LoaderArgs) {
  const { moment, company, user } = await requireStaff(args, 'payments.record');
  const url = args.url;
  const id = parseId<CustomerId>(url.searchParams.get('customer'));
  if (!id) {
    const search = askedText(url);
    const asked = { today: moment.today, limit: SHOWN_MAX, ...(search ? { search } : {}) };
    const page = await listCustomers(staffDb(), asked);
    return { choosing: { search, rows: page.rows, more: page.next !== null }, receiving: null };
  }
  const customer = foundOr404(await getCustomer(staffDb(), id), 'customer');
  const open = await openItemsOf(staffDb(), { customerId: id });
  const currency = parseCurrency(url.searchParams.get('currency') ?? '') ?? customer.currency;
  const items = open.filter((item) => item.side === 'debit' && item.currency === currency);
  const currencies = [...new Set([customer.currency, ...open.map((item) => item.currency)])].sort();
  const time = timeInZone(moment.now, company.timeZone);
  return {
    choosing: null,
    receiving: {
      customer,
      currency,
      currencies,
      items,
      today: moment.today,
      time,
      me: user.name,
      colleagues: await custodians(),
    },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'payments.record');
  const { fields, of } = await postedFields(args.request);
  const customerId = parseId<CustomerId>(of('customerId'));
  const currency = parseCurrency(of('currency'));
  if (!customerId || !currency) return data(formRefusal({ formErrors: ['Choose the customer again.'] }), 422);
  const around = { actor, moment, zone: company.timeZone, locale: company.locale, colleagues: await custodians() };
  const done = await receivePosted({ fields, customerId, currency, ...around });
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(`/staff/cheques/${done.value.id}`, `${done.value.number} is received.`);
}

export default function NewCheque({ loaderData, actionData }: Route.ComponentProps) {
  const { choosing, receiving } = loaderData;
  if (choosing) return <ChooseGiver {...choosing} />;
  const { customer, currency, currencies, items, today, time, me, colleagues } = receiving!;
  const values: Record<string, string> = actionData?.values ?? {
    ...{
      receivedOn: today,
      datedOn: today,
      receivedTime: time,
      custodian: me,
      how: 'oldest-first',
      sendReceipt: 'yes',
    },
  };
  const shared = { values, errors: actionData?.fieldErrors ?? {}, currency, today };
  return (
    <>
      <PageTitle title={`Cheque of ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <PageHead
        title="Receive a cheque"
        facts={
          <>
            <Link to={`/staff/customers/${customer.id}`}>
              <NameText text={customer.name} />
            </Link>
            <span className="reference">{customer.number}</span>
            <span>in {currency}</span>
            {currencies
              .filter((code) => code !== currency)
              .map((code) => (
                <Link key={code} to={`/staff/cheques/new?customer=${customer.id}&currency=${code}`}>
                  in {code} instead
                </Link>
              ))}
          </>
        }
      />
      <ErrorSummary {...actionData} />
      <Form method="post" noValidate className="staff-stack">
        <input type="hidden" name="customerId" value={customer.id} />
        <input type="hidden" name="currency" value={currency} />
        <Panel title="The cheque" pad>
          <ChequeFields {...shared} colleagues={colleagues} />
        </Panel>
        <Panel title="What it pays">
          <HowItPays {...shared} items={items} />
        </Panel>
        <ButtonRow>
          <Button busy="Receiving…">Receive the cheque</Button>
          <OfferedDay day={actionData?.offeredOn} verb="Let it count on" intent="receive-on-offered-day" />
        </ButtonRow>
      </Form>
    </>
  );
}

function ChooseGiver(choosing: { search: string; rows: CustomerRow[]; more: boolean }) {
  return (
    <>
      <PageTitle title="Receive a cheque" site="Tallystick" />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <PageHead title="Whose cheque is it?" />
      <ChooseCustomer
        {...choosing}
        address="/staff/cheques/new"
        choose={(customer) => (
          <LinkButton small variant="second" to={`/staff/cheques/new?customer=${customer.id}`}>
            Receive<span className="sr-only"> a cheque of {customer.name}</span>
          </LinkButton>
        )}
      />
    </>
  );
}
