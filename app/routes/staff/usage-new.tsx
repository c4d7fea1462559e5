import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { listProducts } from '#app/modules/catalog/queries/list-products.server.ts';
import { recordByHand } from '#app/modules/usage/commands/record-by-hand.server.ts';
import { usageForm } from '#app/modules/usage/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { DateInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/usage-new.ts';
import { postedFields } from './posted.server.ts';
import { WhereItBelongs } from './usage-where.tsx';

const PRODUCTS_MAX = 500;
/** Columns of a file that have another name in this form. */
const FIELD_OF: Readonly<Record<string, string>> = {
  date: 'occurredOn',
  key: 'reference',
  unit: 'quantity',
  line: 'contract',
};

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'usage.write');
  const { rows } = await listProducts(staffDb(), { view: 'sold', on: moment.today, limit: PRODUCTS_MAX });
  const products = rows.map(({ code, name, unitCode }) => ({ value: code, label: `${name} (${code}, ${unitCode})` }));
  return { today: moment.today, products };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'usage.write');
  const sent = await postedFields(args.request);
  const form = parseFields(sent.fields, usageForm);
  if (!form.ok) return data(form.refusal, 422);
  const done = await inTransaction(staffDb(), (tx) => recordByHand(tx, actor, form.value, moment));
  if (done.ok)
    return redirectWithFlash(
      '/staff/usage',
      done.value.isNew
        ? `${form.value.reference} is recorded.`
        : `${form.value.reference} was recorded already. Nothing was added.`,
    );
  const { field, text } = done.refusal;
  const fieldErrors = { [FIELD_OF[field] ?? field]: [text] };
  return data(formRefusal({ fieldErrors, values: Object.fromEntries(sent.fields) }), 422);
}

export default function NewUsage({ loaderData, actionData }: Route.ComponentProps) {
  const { values = {}, fieldErrors: errors } = actionData ?? {};
  return (
    <>
      <PageTitle title="Record usage" site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/usage">Usage</BackLink>
      <PageHead title="Record usage" />
      <ErrorSummary {...actionData} />
      <Panel title="What was delivered or done" pad>
        <Form method="post" noValidate>
          <FormStack>
            <RadioGroup
              name="kind"
              label="What it is"
              error={errors?.kind}
              defaultValue={values.kind ?? 'ticket'}
              choices={[
                { value: 'ticket', label: 'Ticket' },
                { value: 'delivery', label: 'Delivery' },
              ]}
            />
            <TextInput
              name="reference"
              label="Reference"
              hint="The number on the ticket or delivery note. It counts once."
              error={errors?.reference}
              defaultValue={values.reference}
            />
            <TextInput
              name="customer"
              label="Customer number"
              size="medium"
              error={errors?.customer}
              defaultValue={values.customer}
            />
            <Select
              name="product"
              label="Product"
              size="medium"
              placeholder="Choose a product"
              options={loaderData.products}
              error={errors?.product}
              defaultValue={values.product ?? ''}
            />
            <DateInput
              name="occurredOn"
              label="Date"
              hint="Late usage keeps its own day."
              error={errors?.occurredOn}
              defaultValue={values.occurredOn ?? loaderData.today}
            />
            <TextInput
              name="quantity"
              label="Quantity"
              inputMode="decimal"
              size="short"
              hint="In the unit of the product."
              error={errors?.quantity}
              defaultValue={values.quantity}
            />
            <WhereItBelongs values={values} errors={errors} />
            <ButtonRow>
              <Button busy="Recording…">Record</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Panel>
    </>
  );
}
