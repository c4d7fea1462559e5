import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { addSite } from '#app/modules/contracts/commands/add-site.server.ts';
import { siteForm } from '#app/modules/contracts/forms.ts';
import { sitesOf } from '#app/modules/contracts/queries/get-contract.server.ts';
import { listContracts } from '#app/modules/contracts/queries/list-contracts.server.ts';
import type { Site } from '#app/modules/contracts/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-contracts.ts';
import { ContractTable } from './contract-table.tsx';
import { INVOICE_PER_NAMES } from './customer-fields.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

const SHOWN_MAX = 200;

export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const asked = { view: 'all', today: moment.today, customerId: customer.id, limit: SHOWN_MAX } as const;
  const [contracts, sites] = await Promise.all([listContracts(staffDb(), asked), sitesOf(staffDb(), customer.id)]);
  return { customer, sites, contracts: contracts.rows, mayWrite: mayStaff(user.role, 'contracts.write') };
}

export async function action(args: Route.ActionArgs) {
  const { actor } = await requireStaff(args, 'contracts.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const { fields } = await postedFields(args.request);
  const form = parseFields(fields, siteForm);
  if (!form.ok) return data(form.refusal, 422);
  const added = await inTransaction(staffDb(), (tx) => addSite(tx, actor, { customerId, ...form.value }));
  if (!added.ok) {
    const taken = added.refusal.code === 'code-taken';
    const text = taken ? 'This customer has a site with this code. Choose another.' : 'This customer is not there.';
    return data(formRefusal({ fieldErrors: { code: [text] }, values: Object.fromEntries(fields) }), 422);
  }
  return redirectWithFlash(`/staff/customers/${customerId}/contracts`, `The site ${form.value.code} was added.`);
}

export default function CustomerContracts({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, sites, contracts, mayWrite } = loaderData;
  const field = (name: string) => ({
    ...{ name, defaultValue: actionData?.values[name], error: actionData?.fieldErrors[name] },
  });
  return (
    <>
      <PageTitle title={`Contracts of ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead
        title="Contracts and sites"
        facts={
          <>
            <span className="reference">{customer.number}</span>
            <span>{INVOICE_PER_NAMES[customer.invoicePer ?? 'cycle']}</span>
            {mayWrite && <Link to={`/staff/customers/${customer.id}/edit`}>Change</Link>}
          </>
        }
        actions={mayWrite && <LinkButton to={`/staff/contracts/new?customer=${customer.id}`}>New contract</LinkButton>}
      />
      <div className="staff-stack">
        <Panel title="Contracts">
          {contracts.length > 0 ? (
            <ContractTable rows={contracts} withCustomer={false} />
          ) : (
            <EmptyState>Nothing is agreed with this customer yet.</EmptyState>
          )}
        </Panel>
        <SitesPanel sites={sites} />
        {mayWrite && (
          <Panel title="Add a site" pad>
            <Form method="post" noValidate>
              <FormStack>
                <TextInput
                  {...field('code')}
                  label="Code"
                  hint="The customer’s own, like NORTH-1."
                  size="medium"
                  code
                />
                <TextInput {...field('name')} label="Name" autoComplete="off" />
                <TextArea {...field('addressLines')} label="Address" optional rows={3} />
                <ButtonRow>
                  <Button busy="Adding…">Add the site</Button>
                </ButtonRow>
              </FormStack>
            </Form>
          </Panel>
        )}
      </div>
    </>
  );
}

function SitesPanel({ sites }: { sites: readonly Site[] }) {
  return (
    <Panel title="Sites">
      {sites.length > 0 ? (
        <DataTable
          caption="Sites of the customer"
          rows={sites}
          rowKey={(site) => site.id}
          columns={[
            {
              key: 'code',
              head: 'Code',
              rowHeader: true,
              nowrap: true,
              cell: (site) => <span className="reference">{site.code}</span>,
            },
            { key: 'name', head: 'Name', cell: (site) => <NameText text={site.name} /> },
            { key: 'address', head: 'Address', cell: (site) => <NameText text={site.addressLines.join(', ')} /> },
          ]}
        />
      ) : (
        <EmptyState>Lines of a contract may name the place they are for.</EmptyState>
      )}
    </Panel>
  );
}
