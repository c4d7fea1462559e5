import { data, Form } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { peopleOfScope } from '#app/modules/auth/queries/people-of-customer.server.ts';
import { RightFields } from '#app/modules/auth/ui/right-fields.tsx';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import { portalDb, staffDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, textFields } from '#app/platform/http/form.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { actOnPeople } from '#app/workflows/act-on-people.server.ts';
import type { Route } from './+types/person.ts';
import { foundOr404 } from './found-or-404.ts';
import { typedAmount } from './typed-amount.ts';

const FORM_BYTES_MAX = 16 * 1024;

/** The person of the address, where they sign in for this customer; another customer's are not found. */
async function personIn(args: Route.LoaderArgs | Route.ActionArgs) {
  const asked = await requirePortal(args, 'people');
  const found = await readAsPortal(portalDb(), asked.scope, async (db) => ({
    person: (await peopleOfScope(db)).find(({ id }) => id === args.params.id),
    customer: await getCustomer(db, asked.customerId),
  }));
  return { ...asked, person: foundOr404(found.person, 'person'), customer: foundOr404(found.customer, 'account') };
}

export async function loader(args: Route.LoaderArgs) {
  const { person, customer, customerId, company, user } = await personIn(args);
  return {
    ...{ company: company.name, currency: customer.currency, isYou: person.id === user.id },
    leadsGroup: (await groupMembers(staffDb(), customerId)).length > 0,
    ...{ id: person.id, name: person.name || person.email, email: person.email },
    values: {
      ...{ role: person.role, groupRole: person.groupRole ?? '' },
      limit: person.limit ? typedAmount(person.limit.minor, person.limit.currency) : '',
    },
  };
}

export async function action(args: Route.ActionArgs) {
  const { person, customer, customerId, actor, moment } = await personIn(args);
  const form = await readFormData(args.request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok) return data(formRefusal({ formErrors: ['This was too much at once. Nothing was saved.'] }), 413);
  const sent = [...textFields(form.value)];
  const intent = sent.find(([name]) => name === 'intent')?.[1] === 'remove' ? 'remove' : 'change';
  const named = [
    ['person', person.id],
    ['intent', intent],
  ] as const;
  const fields = [...sent.filter(([name]) => name !== 'person' && name !== 'intent'), ...named];
  const who = { actor, moment, customerId, currency: customer.currency };
  const done = await actOnPeople(staffDb(), who, fields);
  return done.ok ? redirectWithFlash('/account/people', done.value) : data(done.refusal, 422);
}

export default function OnePerson({ loaderData, actionData }: Route.ComponentProps) {
  const { company, name, email, isYou, currency, leadsGroup, values } = loaderData;
  const typed = actionData && Object.keys(actionData.values).length > 0 ? actionData.values : values;
  return (
    <>
      <PageTitle title={name} site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/account/people">People</BackLink>
      <PortalTitle title={<bdi>{name}</bdi>} under={<bdi>{email}</bdi>} />
      <Form method="post" noValidate>
        <FormStack>
          <RightFields
            {...{ currency, leadsGroup }}
            values={typed as Record<string, string>}
            errors={actionData?.fieldErrors ?? {}}
          />
          <ButtonRow>
            <Button name="intent" value="change" busy="Saving…">
              Save what they may do
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
      <Section title={isYou ? 'Leave' : 'Remove'}>
        <p className="mb-4 prose">
          {isYou
            ? 'You are signed out at once and see nothing of this account any more.'
            : 'They are signed out at once, and the links in mails to them show nothing of this account any more.'}
        </p>
        <Form method="post">
          <ButtonRow>
            <Button variant="second" name="intent" value="remove" busy="Removing…">
              {isYou ? 'Leave this account' : `Remove ${name}`}
            </Button>
          </ButtonRow>
        </Form>
      </Section>
    </>
  );
}
