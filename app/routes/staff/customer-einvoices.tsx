import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { setBuyerFacts } from '#app/modules/einvoices/commands/set-einvoice-facts.server.ts';
import { buyerFactsForm, partyValues } from '#app/modules/einvoices/forms.ts';
import { getBuyerFacts } from '#app/modules/einvoices/queries/einvoice-facts.server.ts';
import { EINVOICE_PROFILES } from '#app/modules/einvoices/types.ts';
import { PartyFields } from '#app/modules/einvoices/ui/party-fields.tsx';
import { PROFILE_NAMES } from '#app/modules/einvoices/ui/profile-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-einvoices.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

export async function loader(args: Route.LoaderArgs) {
  const { db } = await requireStaff(args, 'customers.write');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(db, id)), 'customer');
  return { customer: { id: customer.id, name: customer.name }, facts: await getBuyerFacts(db, customer.id) };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const form = await parseForm(args.request, buyerFactsForm);
  if (!form.ok) return data(form.refusal, 422);
  const saved = await inTransaction(staffDb(), (tx) => setBuyerFacts(tx, actor, { ...form.value, customerId }, moment));
  if (!saved.ok) return foundOr404(null, 'customer');
  return redirectWithFlash(`/staff/customers/${customerId}`, 'Saved. E-invoices already made keep what they say.');
}

export default function CustomerEinvoices({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, facts } = loaderData;
  const values = actionData?.values ?? {
    ...partyValues(facts),
    ...{ profile: facts.profile ?? '', buyerReference: facts.buyerReference },
    portalDownload: facts.portalDownload ? 'yes' : '',
  };
  const errors = actionData?.fieldErrors ?? {};
  return (
    <>
      <PageTitle title={`E-invoices for ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead title="What e-invoices say of this customer" />
      <Panel title="E-invoices" pad foot="It counts for every e-invoice made from now on, of older invoices too.">
        <Form method="post" noValidate>
          <FormStack>
            <Select
              name="profile"
              label="Format this customer wants"
              size="medium"
              defaultValue={values.profile as string}
              error={errors.profile}
              options={[
                { value: '', label: 'No e-invoices' },
                ...EINVOICE_PROFILES.map((profile) => ({ value: profile, label: PROFILE_NAMES[profile] })),
              ]}
            />
            <Checkbox
              name="portalDownload"
              label="The customer may fetch e-invoices in the portal"
              defaultChecked={values.portalDownload === 'yes'}
              error={errors.portalDownload}
            />
            <TextInput
              name="buyerReference"
              label="Buyer reference"
              hint="What they need to route it: a cost centre, a Leitweg-ID. Peppol asks for it unless there is an order number."
              optional
              size="medium"
              defaultValue={values.buyerReference as string}
              error={errors.buyerReference}
            />
            <PartyFields values={values} errors={errors} />
            <ButtonRow>
              <Button busy="Saving…">Save</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Panel>
    </>
  );
}
