import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type ContactId, type CustomerId, parseId } from '#app/kernel/ids.ts';
import { ok } from '#app/kernel/result.ts';
import { setContactRoles } from '#app/modules/customers/commands/change-contact.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { contactChangeForm } from '#app/modules/delivery/forms.ts';
import { addressTasks } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { CONTACT_ROLES } from '#app/modules/delivery/types.ts';
import { ROLE_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { changeAddressAndTask } from '#app/workflows/change-contact-address.server.ts';
import type { Route } from './+types/customer-contact.ts';
import { customerRefusal } from './customer-refusal.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'customers.write');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const contact = foundOr404(
    customer.contacts.find((one) => one.id === args.params.contactId),
    'contact',
  );
  const tasks = await addressTasks(staffDb(), { customerId: customer.id });
  return {
    ...{ customerId: customer.id, customerName: customer.name, contact },
    trouble: tasks.find((task) => task.address === contact.email && task.closedHow === null)?.reason ?? null,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const contactId = foundOr404(parseId<ContactId>(args.params.contactId), 'contact');
  const { fields } = await postedFields(args.request);
  const form = parseFields(fields, contactChangeForm);
  if (!form.ok) return data(form.refusal, 422);
  const { email, roles } = form.value;
  const changed = await inTransaction(staffDb(), async (tx) => {
    const named = await setContactRoles(tx, actor, { customerId, contactId, roles });
    if (!named.ok) return named;
    const moved = await changeAddressAndTask(tx, actor, { customerId, contactId, email }, moment);
    return moved.ok ? ok(moved.value) : moved;
  });
  if (!changed.ok) {
    if (changed.refusal.code === 'not-found')
      return data(formRefusal({ formErrors: ['This contact was removed.'] }), 422);
    return data(customerRefusal(changed.refusal, Object.fromEntries(fields)), 422);
  }
  return changed.value.taskId
    ? redirectWithFlash(
        `/staff/customers/${customerId}/delivery`,
        'The address is changed. What came back can be sent again.',
      )
    : redirectWithFlash(`/staff/customers/${customerId}?tab=contacts`, 'Saved.');
}

export default function CustomerContact({ loaderData, actionData }: Route.ComponentProps) {
  const { customerId, customerName, contact, trouble } = loaderData;
  return (
    <>
      <PageTitle title={contact.name} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customerId}?tab=contacts`}>
        <NameText text={customerName} />
      </BackLink>
      <PageHead title={<NameText text={contact.name} />} facts={trouble ? `Mail came back: ${trouble}` : undefined} />
      <Panel title="Address and roles" pad>
        <Form method="post" noValidate>
          <FormStack>
            <TextInput
              name="email"
              type="email"
              label="E-mail address"
              hint="Links that were mailed to the old address stop working."
              defaultValue={(actionData?.values.email as string | undefined) ?? contact.email}
              error={actionData?.fieldErrors.email}
              autoComplete="off"
            />
            <CheckboxGroup
              name="roles"
              label="Roles"
              hint="Documents can go to everyone with a role."
              defaultValues={contact.roles ?? []}
              error={actionData?.fieldErrors.roles}
              choices={CONTACT_ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
              optional
            />
            <ButtonRow>
              <Button busy="Saving…">Save the contact</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Panel>
    </>
  );
}
