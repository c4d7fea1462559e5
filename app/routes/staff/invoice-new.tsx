import { data, Form, Link, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { dueDate, termsOf } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import { saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/invoice-new.ts';
import { ChooseCustomer } from './choose-customer.tsx';
import { CustomerBox } from './customer-box.tsx';
import { askedText } from './list-address.ts';
import { postedFields } from './posted.server.ts';

const SHOWN_MAX = 20;

/** The first step: for whom. Choosing opens a draft, so that pressing twice can never bill twice. */
export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'invoices.write');
  const search = askedText(args.url);
  const page = await listCustomers(staffDb(), { today: moment.today, limit: SHOWN_MAX, ...(search ? { search } : {}) });
  return { search, rows: page.rows, more: page.next !== null };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'invoices.write');
  const sent = await postedFields(args.request);
  const text = sent.of('customer').trim();
  const id = text ? await onlyCustomer(text, moment.today) : parseId<CustomerId>(sent.of('customerId'));
  if (text && !id) return redirect(`/staff/invoices/new?q=${encodeURIComponent(text)}`);
  const customer = id && (await getCustomer(staffDb(), id));
  if (!customer) return data(formRefusal({ formErrors: ['Choose a customer from the list.'] }), 422);
  const invoice = {
    customerId: customer.id,
    currency: customer.currency,
    documentOn: moment.today,
    dueOn: dueDate(termsOf(customer), moment.today),
    poNumber: '',
    note: '',
    title: '',
    lines: [],
  };
  const saved = await inTransaction(staffDb(), (tx) => saveDraft(tx, actor, { invoice }, moment));
  if (!saved.ok) return data(formRefusal({ formErrors: ['The draft could not be opened. Try again.'] }), 422);
  return redirect(`/staff/invoices/drafts/${saved.value.draftId}#f-lines-0-product`);
}

/** The one customer a text names: by number, or the only one it finds. */
async function onlyCustomer(search: string, today: PlainDate): Promise<CustomerId | null> {
  const { rows } = await listCustomers(staffDb(), { today, search, limit: SHOWN_MAX });
  const named =
    rows.find((row) => row.number.toLowerCase() === search.toLowerCase()) ?? (rows.length === 1 ? rows[0] : null);
  return (named?.id as CustomerId | undefined) ?? null;
}

export default function NewInvoice({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="New invoice" site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/invoices">Invoices</BackLink>
      <PageHead title="Whom do you bill?" />
      <ErrorSummary {...actionData} />
      <ChooseCustomer
        {...loaderData}
        address="/staff/invoices/new"
        find={<CustomerBox search={loaderData.search} />}
        choose={(customer) => (
          <Form method="post">
            <input type="hidden" name="customerId" value={customer.id} />
            <Button small variant="second" busy="Opening…" name="customerName" value={customer.name}>
              Bill<span className="sr-only"> {customer.name}</span>
            </Button>
          </Form>
        )}
        none={<Link to="/staff/customers/new">Create a customer</Link>}
      />
    </>
  );
}
