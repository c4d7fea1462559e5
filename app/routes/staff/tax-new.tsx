import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addTaxCategory } from '#app/modules/company/commands/add-tax-category.server.ts';
import { taxCategoryForm } from '#app/modules/company/forms.ts';
import { TAX_LETTERS } from '#app/modules/company/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { DateInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/tax-new.ts';
import { postedFields } from './posted.server.ts';
import { TAX_KINDS } from './settings-groups.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'settings.write');
  return {
    kinds: TAX_LETTERS.map((letter) => ({ value: letter, label: upperFirst(TAX_KINDS[letter] ?? letter) })),
    begin: { standardCode: 'S', validFromOn: moment.today } as Record<string, string>,
  };
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'settings.write');
  const { fields } = await postedFields(args.request);
  const form = parseFields(fields, taxCategoryForm);
  if (!form.ok) return data(form.refusal, 422);
  const added = await inTransaction(staffDb(), (tx) => addTaxCategory(tx, actor, form.value, moment));
  if (added.ok) return redirectWithFlash('/staff/settings', `${form.value.name} can be used on lines now.`);
  const taken = ['There is a category with this code. Use another one; a code is never used twice.'];
  return data(formRefusal({ fieldErrors: { code: taken }, values: Object.fromEntries(fields) }), 422);
}

export default function NewTax({ loaderData, actionData }: Route.ComponentProps) {
  const values = actionData?.values ?? loaderData.begin;
  const errors = actionData?.fieldErrors ?? {};
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <>
      <PageTitle title="New tax category" site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead
        title="New tax category"
        facts={<span>Kind, days and reason stay as they are entered. The rate can change from a day on.</span>}
      />
      <ErrorSummary {...actionData} />
      <Panel title="Tax category" pad>
        <Form method="post" noValidate>
          <FormStack>
            <TextInput {...field('code')} label="Code" hint="Lines and files name it so, like S5." size="short" code />
            <TextInput {...field('name')} label="Name on invoices" size="medium" />
            <Select
              {...field('standardCode')}
              label="Kind"
              hint="The letter of EN 16931 that e-invoices carry."
              size="medium"
              options={loaderData.kinds}
            />
            <TextInput
              {...field('rate')}
              label="Rate in per cent"
              hint="0 for every kind but S."
              size="short"
              inputMode="decimal"
            />
            <DateInput {...field('validFromOn')} label="First day" hint="The first tax point it may be used on." />
            <DateInput {...field('validToOn')} label="Last day" hint="Empty: until further notice." optional />
            <TextInput
              {...field('exemptionReason')}
              label="Why nothing is charged"
              hint="Invoices and e-invoices say it. Needed where it is exempt (E)."
              optional
            />
            <TextInput
              {...field('exemptionCode')}
              label="Code of the reason"
              hint="Of the list VATEX, like VATEX-EU-132."
              optional
              size="medium"
              code
            />
            <ButtonRow>
              <Button busy="Adding…">Add it</Button>
              <Link to="/staff/settings">Leave it</Link>
            </ButtonRow>
          </FormStack>
        </Form>
      </Panel>
    </>
  );
}
