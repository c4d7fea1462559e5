import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { createCustomer } from '#app/modules/customers/commands/create-customer.server.ts';
import { accountForm } from '#app/modules/customers/forms.ts';
import { nextCustomerNumber } from '#app/modules/customers/queries/next-customer-number.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-new.ts';
import { CustomerFields } from './customer-fields.tsx';
import { customerRefusal } from './customer-refusal.ts';
import { offeredTerms, withChosenTerms } from './customer-terms.server.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'customers.write');
  return {
    offered: (await offeredTerms(staffDb(), moment.today)).map(({ name }) => name),
    begin: {
      number: await nextCustomerNumber(staffDb()),
      country: company.country,
      currency: company.baseCurrency as string,
      termsDays: '30',
      language: 'en',
    },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const sent = await postedFields(args.request);
  const form = parseFields(withChosenTerms(sent.fields, await offeredTerms(staffDb(), moment.today)), accountForm);
  if (!form.ok) return data(form.refusal, 422);
  const made = await inTransaction(staffDb(), (tx) => createCustomer(tx, actor, form.value));
  if (!made.ok) return data(customerRefusal(made.refusal, Object.fromEntries(sent.fields)), 422);
  const path = `/staff/customers/${made.value.customerId}`;
  return redirectWithFlash(
    `${path}?tab=contacts`,
    `${form.value.name} is a customer now. Add the people invoices go to.`,
  );
}

export default function NewCustomer({ loaderData, actionData }: Route.ComponentProps) {
  const values = actionData?.values ?? loaderData.begin;
  return (
    <>
      <PageTitle title="New customer" site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/customers">Customers</BackLink>
      <PageHead title="New customer" />
      <ErrorSummary {...actionData} />
      <Panel title="Account" pad>
        <Form method="post" noValidate className="staff-stack">
          <CustomerFields values={values} errors={actionData?.fieldErrors} offered={loaderData.offered} />
          <ButtonRow>
            <Button busy="Saving…">Create customer</Button>
          </ButtonRow>
        </Form>
      </Panel>
    </>
  );
}
