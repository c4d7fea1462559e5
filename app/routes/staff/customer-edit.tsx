import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { updateCustomer } from '#app/modules/customers/commands/update-customer.server.ts';
import { accountForm } from '#app/modules/customers/forms.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { riskClassOf } from '#app/modules/customers/queries/risk-class.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-edit.ts';
import { CustomerFields, valuesOf } from './customer-fields.tsx';
import { customerRefusal } from './customer-refusal.ts';
import { offeredTerms, withChosenTerms } from './customer-terms.server.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'customers.write');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const riskClass = await riskClassOf(staffDb(), customer.id);
  return { customer, riskClass, offered: (await offeredTerms(staffDb(), moment.today)).map(({ name }) => name) };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const sent = await postedFields(args.request);
  const fields = withChosenTerms(sent.fields, await offeredTerms(staffDb(), moment.today));
  const form = parseFields(fields, accountForm);
  if (!form.ok) return data(form.refusal, 422);
  const saved = await inTransaction(staffDb(), (tx) =>
    updateCustomer(tx, actor, { customerId, ...form.value }, moment),
  );
  if (!saved.ok) return data(customerRefusal(saved.refusal, Object.fromEntries(sent.fields)), 422);
  const said = saved.value.changed ? 'Saved. Invoices already issued keep what they said.' : 'Nothing had changed.';
  return redirectWithFlash(`/staff/customers/${customerId}`, said);
}

export default function EditCustomer({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, riskClass, offered } = loaderData;
  return (
    <>
      <PageTitle title={`Change ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead
        title="Change the account"
        facts={<span className="reference">{customer.number}</span>}
        actions={
          <LinkButton to={`/staff/customers/${customer.id}/einvoices`} variant="second">
            E-invoices
          </LinkButton>
        }
      />
      <ErrorSummary {...actionData} />
      <Panel title="Account" pad>
        <Form method="post" noValidate className="staff-stack">
          <CustomerFields
            values={actionData?.values ?? valuesOf(customer, riskClass)}
            errors={actionData?.fieldErrors}
            offered={offered}
          />
          <ButtonRow>
            <Button busy="Saving…">Save changes</Button>
          </ButtonRow>
        </Form>
      </Panel>
    </>
  );
}
