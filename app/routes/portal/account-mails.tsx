import { Form } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { MessageKind } from '#app/modules/delivery/types.ts';
import { OPTIONAL_WORDS } from '#app/modules/delivery/ui/optional-words.ts';
import { portalDb, staffDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { chooseMails, mailChoices } from '#app/workflows/mail-choices.server.ts';
import type { Route } from './+types/account-mails.ts';
import { foundOr404 } from './found-or-404.ts';

const FORM_BYTES_MAX = 16 * 1024;

/** Whose mails the person may choose: their own, and as an owner those of each contact of the customer. */
async function readers(args: Route.LoaderArgs | Route.ActionArgs) {
  const asked = await requirePortal(args, 'view');
  const { scope, customerId, user, membership } = asked;
  const customer = foundOr404(await readAsPortal(portalDb(), scope, (db) => getCustomer(db, customerId)), 'account');
  const own = { name: user.name || user.email, email: user.email, isYou: true };
  const others = customer.contacts
    .filter(({ email }) => email !== user.email)
    .map(({ name, email }) => ({ name, email, isYou: false }));
  return { ...asked, people: mayPortal(membership.role, 'people') ? [own, ...others] : [own] };
}

export async function loader(args: Route.LoaderArgs) {
  const { people, customerId, company } = await readers(args);
  const choices = await Promise.all(
    people.map(async (person) => ({
      ...person,
      choices: await mailChoices(staffDb(), { customerId, address: person.email }),
    })),
  );
  return { company: company.name, people: choices };
}

export async function action(args: Route.ActionArgs) {
  const { people, customerId, actor, moment } = await readers(args);
  const form = await readFormData(args.request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok) throw new Response(null, { status: 413 });
  const sent = form.value;
  // Of addresses only those that were shown: another customer's, or a made-up one, is not listened to.
  for (const [index, person] of people.entries()) {
    if (sent.get(`shown-${index}`) !== person.email) continue;
    const wanted = sent.getAll(`kinds-${index}`) as MessageKind[];
    await chooseMails(staffDb(), { customerId, address: person.email }, wanted, moment, actor);
  }
  return redirectWithFlash('/account/mails', 'Saved. It holds from the next e-mail on.');
}

export default function AccountMails({ loaderData }: Route.ComponentProps) {
  const { company, people } = loaderData;
  return (
    <>
      <PageTitle title="E-mails" site={company} />
      <BackLink to="/account">Account</BackLink>
      <PortalTitle
        title="E-mails"
        under="Invoices, credit notes, receipts and notices the law asks for are always sent. The others are chosen here, for each address."
      />
      <Form method="post">
        {people.map((person, index) => (
          <Section
            key={person.email}
            title={
              <>
                <bdi>{person.name}</bdi>
                {person.isYou && ' (you)'}
              </>
            }
          >
            <input type="hidden" name={`shown-${index}`} value={person.email} />
            <CheckboxGroup
              name={`kinds-${index}`}
              label={<bdi>{person.email}</bdi>}
              defaultValues={person.choices.filter(({ gets }) => gets).map(({ kind }) => kind)}
              choices={person.choices.map(({ kind }) => ({ value: kind, label: OPTIONAL_WORDS[kind] ?? kind }))}
            />
          </Section>
        ))}
        <div className="mt-8">
          <ButtonRow>
            <Button busy="Saving…">Save changes</Button>
          </ButtonRow>
        </div>
      </Form>
    </>
  );
}
