import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addMeter } from '#app/modules/usage/commands/add-meter.server.ts';
import { meterForm } from '#app/modules/usage/forms.ts';
import { meteredLines } from '#app/modules/usage/queries/meters.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/meter-new.ts';
import { askedText } from './list-address.ts';
import { DialFields, meterFault } from './meter-parts.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'usage.write');
  const customer = askedText(args.url, 'customer');
  return { customer, today: moment.today, lines: customer ? await meteredLines(staffDb(), customer) : [] };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'usage.write');
  const sent = await postedFields(args.request);
  const form = parseFields(sent.fields, meterForm);
  if (!form.ok) return data(form.refusal, 422);
  const { lineId: contractLineId, ...input } = form.value;
  const added = await inTransaction(staffDb(), (tx) => addMeter(tx, actor, { contractLineId, ...input }, moment));
  if (added.ok)
    return redirectWithFlash(`/staff/meters/${added.value.meterId}`, `${input.code} counts from ${input.firstValue}.`);
  const fieldErrors = meterFault(added.refusal, 'firstValue');
  return data(formRefusal({ fieldErrors, values: Object.fromEntries(sent.fields) }), 422);
}

export default function NewMeter({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, lines, today } = loaderData;
  const values = actionData?.values ?? {};
  const errors = actionData?.fieldErrors;
  return (
    <>
      <PageTitle title="Add a meter" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/meters">Meters</BackLink>
      <PageHead title="Add a meter" />
      <FilterBar action="/staff/meters/new" label="Customer of the meter" submitLabel="Show contract lines">
        <TextInput name="customer" label="Customer number" defaultValue={customer} size="medium" />
      </FilterBar>
      {customer && lines.length === 0 && (
        <Panel title="No line to meter">
          <EmptyState>
            {customer} has no contract line that is billed by usage. Check the number, or add the line to the contract.
          </EmptyState>
        </Panel>
      )}
      {lines.length > 0 && (
        <Panel title="The meter" pad>
          <Form method="post" noValidate>
            <FormStack>
              <Select
                name="lineId"
                label="Contract line it counts for"
                placeholder="Choose a line"
                options={lines.map(({ id, label }) => ({ value: id, label }))}
                error={errors?.lineId}
                defaultValue={String(values.lineId ?? (lines.length === 1 ? lines[0]?.id : ''))}
              />
              <DateInput
                name="startsOn"
                label="Put in on"
                error={errors?.startsOn}
                defaultValue={String(values.startsOn ?? today)}
              />
              <DialFields values={values} errors={errors} />
              <ButtonRow>
                <Button busy="Adding…">Add the meter</Button>
              </ButtonRow>
            </FormStack>
          </Form>
        </Panel>
      )}
    </>
  );
}
