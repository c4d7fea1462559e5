import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { setSellerFacts } from '#app/modules/einvoices/commands/set-einvoice-facts.server.ts';
import { partyValues, sellerFactsForm } from '#app/modules/einvoices/forms.ts';
import { getSellerFacts } from '#app/modules/einvoices/queries/einvoice-facts.server.ts';
import { PartyFields } from '#app/modules/einvoices/ui/party-fields.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-einvoices.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  return { facts: await getSellerFacts(staffDb()), mayWrite: mayStaff(user.role, 'settings.write') };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'settings.write');
  const form = await parseForm(args.request, sellerFactsForm);
  if (!form.ok) return data(form.refusal, 422);
  await inTransaction(staffDb(), (tx) => setSellerFacts(tx, actor, form.value, moment));
  return redirectWithFlash('/staff/settings/einvoices', 'Saved. E-invoices already made keep what they say.');
}

export default function SettingsEinvoices({ loaderData, actionData }: Route.ComponentProps) {
  const { facts, mayWrite } = loaderData;
  const { msic } = facts;
  const values = actionData?.values ?? {
    ...partyValues(facts),
    ...{ msicCode: msic?.code ?? '', msicName: msic?.name ?? '' },
  };
  const errors = actionData?.fieldErrors ?? {};
  return (
    <>
      <PageTitle title="E-invoices" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="What e-invoices say of us" />
      <Panel
        title="Beyond name, address and tax number"
        pad
        foot="It counts for every e-invoice made from now on, of older invoices too. Name, address and tax number are the company’s."
      >
        {mayWrite ? (
          <Form method="post" noValidate>
            <FormStack>
              <PartyFields values={values} errors={errors} />
              <TextInput
                name="msicCode"
                label="MSIC code"
                hint="What the company does, five digits. Malaysia asks for it."
                optional
                size="short"
                inputMode="numeric"
                defaultValue={values.msicCode as string}
                error={errors.msicCode}
              />
              <TextInput
                name="msicName"
                label="What the MSIC code means"
                optional
                size="medium"
                defaultValue={values.msicName as string}
                error={errors.msicName}
              />
              <ButtonRow>
                <Button busy="Saving…">Save</Button>
              </ButtonRow>
            </FormStack>
          </Form>
        ) : (
          <Definition
            shape="terms"
            facts={[
              {
                label: 'Electronic address',
                value: facts.endpoint ? `${facts.endpoint.scheme} ${facts.endpoint.id}` : 'Not entered',
              },
              { label: 'Registration number', value: facts.registration?.id ?? 'Not entered' },
              { label: 'Tax identification number', value: facts.tin || 'Not entered' },
              { label: 'MSIC code', value: msic ? `${msic.code} ${msic.name}` : 'Not entered' },
            ]}
          />
        )}
      </Panel>
    </>
  );
}
