import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { showText } from '#app/kernel/show-text.ts';
import { assignCollector } from '#app/modules/statements/commands/assign-collector.server.ts';
import { collectedCustomers } from '#app/modules/statements/queries/portfolio.server.ts';
import type { CollectedCustomer } from '#app/modules/statements/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput, FormStack, Select } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/portfolio-assign.ts';
import { custodians } from './custodians.server.ts';
import { postedFields } from './posted.server.ts';

const PAGE = 100;
const NOBODY = 'nobody';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'customers.write');
  const asked = args.url.searchParams;
  const collector = asked.get('collector') ?? '';
  const known = collector === NOBODY || parseId(collector) ? collector : undefined;
  const on = moment.today;
  const [rows, colleagues] = await Promise.all([
    collectedCustomers(staffDb(), {
      ...{ on, collector: known, limit: PAGE + 1 },
      after: asked.get('after') ?? '',
    }),
    custodians(),
  ]);
  return {
    ...{ rows: rows.slice(0, PAGE), colleagues, collector: known ?? '', today: on },
    next: rows.length > PAGE ? (rows[PAGE - 1]?.number ?? null) : null,
  };
}

/** Gives the ticked customers to a collector from a day on. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const { of, fields } = await postedFields(args.request);
  const customerIds = fields.flatMap(([name, value]) => (name === 'customers' && parseId(value) ? [value] : []));
  const fromOn = parsePlainDate(of('fromOn'));
  const colleague = (await custodians()).find(({ id }) => id === of('to'));
  const fieldErrors = {
    ...(customerIds.length > 0 ? {} : { customers: ['Tick at least one customer.'] }),
    ...(colleague || of('to') === NOBODY ? {} : { to: ['Choose who collects them.'] }),
    ...(fromOn.ok ? {} : { fromOn: ['Enter a date like 2026-11-03.'] }),
  };
  if (!fromOn.ok || Object.keys(fieldErrors).length > 0) {
    const values = { customers: customerIds.join(' '), to: of('to'), fromOn: of('fromOn') };
    return data(formRefusal({ fieldErrors, values }), 422);
  }
  const input = { customerIds, userId: colleague?.id ?? null, fromOn: fromOn.value };
  const done = await inTransaction(staffDb(), async (tx) => ok(await assignCollector(tx, actor, input, moment)));
  const changed = done.ok ? done.value.changed : 0;
  const who = colleague?.name ?? 'nobody';
  return redirectWithFlash(
    '/staff/portfolio/assign',
    changed === 0
      ? 'They are assigned like this already.'
      : `${changed} ${changed === 1 ? 'customer' : 'customers'}: ${who}.`,
  );
}

export default function PortfolioAssign({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, colleagues, collector, next } = loaderData;
  const people = colleagues.map(({ id, name }) => ({ value: id as string, label: showText(name) }));
  const errors = actionData?.fieldErrors ?? {};
  const values: Readonly<Record<string, string | undefined>> = actionData?.values ?? {};
  return (
    <>
      <PageTitle title="Who collects whom" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/portfolio">Portfolio</BackLink>
      <PageHead title="Who collects whom" facts={<span>It holds from its day; what was before stays.</span>} />
      <div className="staff-stack">
        <FilterBar action="/staff/portfolio/assign" label="Customers to list">
          <Select
            name="collector"
            label="Collected today by"
            defaultValue={collector}
            options={[{ value: '', label: 'Anybody' }, { value: NOBODY, label: 'Nobody' }, ...people]}
          />
        </FilterBar>
        <Panel title="Customers" pad>
          {rows.length === 0 ? (
            <EmptyState>No customer is collected like this.</EmptyState>
          ) : (
            <Form method="post" noValidate>
              <FormStack>
                <Select
                  name="to"
                  size="medium"
                  label="From now on collected by"
                  placeholder="Choose a colleague"
                  defaultValue={values.to}
                  options={[...people, { value: NOBODY, label: 'Nobody' }]}
                  error={errors.to}
                />
                <DateInput
                  name="fromOn"
                  label="From"
                  defaultValue={values.fromOn ?? loaderData.today}
                  error={errors.fromOn}
                />
                <CheckboxGroup
                  name="customers"
                  label="Customers to assign"
                  choices={rows.map(choiceOf)}
                  defaultValues={values.customers?.split(' ')}
                  error={errors.customers}
                />
                <div>
                  <Button busy="Assigning…">Assign</Button>
                </div>
              </FormStack>
            </Form>
          )}
          {next && (
            <Pager
              label="More customers"
              nextHref={`/staff/portfolio/assign?${new URLSearchParams({ collector, after: next })}`}
            />
          )}
        </Panel>
      </div>
    </>
  );
}

const choiceOf = ({ id, number, name, collectorName }: CollectedCustomer) => ({
  value: id,
  label: <bdi>{showText(name)}</bdi>,
  hint: `${number} · ${collectorName ? `collected by ${showText(collectorName)}` : 'nobody yet'}`,
});
