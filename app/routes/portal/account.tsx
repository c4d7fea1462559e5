import { data, Form, Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { changePerson } from '#app/modules/auth/commands/change-person.server.ts';
import { personForm } from '#app/modules/auth/forms.ts';
import { myself } from '#app/modules/auth/queries/my-data.server.ts';
import { Right } from '#app/modules/auth/ui/people-table.tsx';
import { LANGUAGE_NAMES, LANGUAGES } from '#app/modules/customers/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/account.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, company, membership, memberships } = await requirePortal(args, 'view');
  return {
    company: company.name,
    me: await myself(staffDb(), user.id),
    right: { role: membership.role, limit: membership.limit, groupRole: null },
    customerName: membership.customerName,
    accounts: memberships.length,
    seesGroup: memberships.some(({ throughGroupOf }) => throughGroupOf !== null),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, user, moment } = await requirePortal(args, 'view');
  const read = await parseForm(args.request, personForm);
  if (!read.ok) return data(read.refusal, 422);
  const { name, language = null } = read.value;
  await inTransaction(staffDb(), (tx) => changePerson(tx, actor, { userId: user.id, name, language }, moment));
  return redirectWithFlash('/account', 'Saved.');
}

export default function Account({ loaderData, actionData }: Route.ComponentProps) {
  const { company, me, right, customerName, accounts, seesGroup } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  return (
    <>
      <PageTitle title="Account" site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PortalTitle title="Account" under={<bdi>{me.email}</bdi>} />
      <Definition
        shape="terms"
        facts={[
          {
            label: (
              <>
                For <bdi>{customerName}</bdi>
              </>
            ),
            value: <Right right={right} />,
          },
        ]}
      />
      <Section title="You">
        <Form method="post" noValidate>
          <FormStack>
            <TextInput
              name="name"
              label="Your name"
              size="medium"
              autoComplete="name"
              defaultValue={actionData ? (actionData.values.name as string) : me.name}
              error={errors.name}
            />
            <Select
              name="language"
              label="Language of our e-mails to you"
              hint="Help pages that exist in it open in it too. These pages are in English."
              size="medium"
              defaultValue={me.language ?? ''}
              options={[
                { value: '', label: 'As your company chose' },
                ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
              ]}
            />
            <ButtonRow>
              <Button busy="Saving…">Save changes</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Section>
      <Section title="More">
        <ul className="grid gap-3">
          <More to="/account/mails" title="E-mails" words="Which optional e-mails each address gets" />
          <More to="/account/people" title="People" words="Who signs in here and what each may do" />
          <More to="/details" title="Company details" words="Name, address, tax number, where we pay you back" />
          <More to="/account/sessions" title="Where you are signed in" words="Your browsers; sign out the others" />
          {seesGroup && <More to="/group" title="Your group" words={`The ${accounts} accounts you look after`} />}
          <li>
            <a className="font-semibold" href="/account/data.json" download>
              Download your data
            </a>
            <p className="text-muted text-15">What is kept about you yourself, as a file</p>
          </li>
        </ul>
      </Section>
    </>
  );
}

const More = ({ to, title, words }: { to: string; title: string; words: string }) => (
  <li>
    <Link className="font-semibold" to={to}>
      {title}
    </Link>
    <p className="text-muted text-15">{words}</p>
  </li>
);
