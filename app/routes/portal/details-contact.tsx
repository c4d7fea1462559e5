import { data, Form } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { askChange } from '#app/modules/customers/commands/ask-change.server.ts';
import { askContactForm } from '#app/modules/customers/forms.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { ChangeRefusal } from '#app/modules/customers/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { DateInput, FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/details-contact.ts';
import { foundOr404 } from './found-or-404.ts';

/** The contact of the address, null for `new`; another customer's is not found. */
async function contactIn(args: Route.LoaderArgs | Route.ActionArgs) {
  const asked = await requirePortal(args, 'pay');
  const customer = await readAsPortal(portalDb(), asked.scope, (db) => getCustomer(db, asked.customerId));
  const { contacts } = foundOr404(customer, 'account');
  const { id } = args.params;
  const found =
    id === 'new'
      ? null
      : foundOr404(
          contacts.find((one) => one.id === id),
          'person',
        );
  return { ...asked, contact: found };
}

export async function loader(args: Route.LoaderArgs) {
  const { contact, company, moment } = await contactIn(args);
  return { company: company.name, today: moment.today, contact };
}

export async function action(args: Route.ActionArgs) {
  const { contact, scope, customerId, actor, moment, company } = await contactIn(args);
  const read = await parseForm(args.request, askContactForm);
  if (!read.ok) return data(read.refusal, 422);
  const { fromOn, note, remove, ...rest } = read.value;
  const value = { ...rest, contactId: contact?.id ?? null, remove: contact !== null && remove };
  const done = await writeAsPortal(portalDb(), scope, (tx) =>
    askChange(tx, actor, { customerId, asked: { kind: 'contact', value }, fromOn, note }, moment),
  );
  if (!done.ok) return data(refused(done.refusal, company.locale), 422);
  return redirectWithFlash('/details', `Asked. ${company.name} looks at it; until then all stays as it is.`);
}

function refused(refusal: ChangeRefusal, locale: string) {
  if (refusal.code === 'dated-back')
    return formRefusal({ fieldErrors: { fromOn: [`Choose ${formatDate(refusal.firstOn, locale)} or a later day.`] } });
  const words: Partial<Record<ChangeRefusal['code'], string>> = {
    'nothing-changed': 'This is what stands already. Change what is wrong and ask again.',
    'too-many-wait': 'Five requests of yours wait already. Take one back, or wait for an answer.',
  };
  return formRefusal({ formErrors: [words[refusal.code] ?? 'We cannot find this person. Reload the page.'] });
}

export default function DetailsContact({ loaderData, actionData }: Route.ComponentProps) {
  const { company, today, contact } = loaderData;
  const title = contact ? `Ask for a change: ${contact.name}` : 'Ask for another person';
  const error = (name: string) => actionData?.fieldErrors[name];
  const typed = (name: string, stands: string) => actionData?.values[name] ?? stands;
  return (
    <>
      <PageTitle title={title} site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/details">Your details</BackLink>
      <PortalTitle title={title} under="Who gets our documents by e-mail. A person here looks at it first." />
      <Form method="post" noValidate>
        <FormStack>
          <TextInput name="name" label="Name" error={error('name')} defaultValue={typed('name', contact?.name ?? '')} />
          <TextInput
            name="email"
            type="email"
            inputMode="email"
            label="E-mail address"
            error={error('email')}
            defaultValue={typed('email', contact?.email ?? '')}
          />
          <TextInput
            name="phone"
            type="tel"
            label="Telephone"
            optional
            size="medium"
            error={error('phone')}
            defaultValue={typed('phone', contact?.phone ?? '')}
          />
          <Checkbox name="receivesInvoices" label="Gets invoices" defaultChecked={contact?.receivesInvoices ?? true} />
          <Checkbox
            name="receivesStatements"
            label="Gets statements"
            defaultChecked={contact?.receivesStatements ?? false}
          />
          {contact && <Checkbox name="remove" label="Send nothing to this person any more" />}
          <DateInput name="fromOn" label="From" error={error('fromOn')} defaultValue={typed('fromOn', today)} />
          <TextArea name="note" label="Anything we should know" optional rows={2} defaultValue={typed('note', '')} />
          <ButtonRow>
            <Button busy="Asking…">Ask for this</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </>
  );
}
