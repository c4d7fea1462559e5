import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { OpenTask } from '#app/modules/collections/queries/collection-tasks.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Result = { fieldErrors: Record<string, string[]>; typed: string } | null;

/** Promises that were not wholly kept and plans that ended in default: somebody calls, and says what came of it. */
export function TaskPanel({ tasks, mayDo, result }: { tasks: readonly OpenTask[]; mayDo: boolean; result: Result }) {
  if (tasks.length === 0) return null;
  return (
    <Panel title="To follow up" aside="oldest first">
      <DataTable
        caption="Promises not wholly kept and plans in default, to follow up"
        rows={tasks}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'customer',
            head: 'Customer',
            rowHeader: true,
            cell: (task) => (
              <Link className="quiet-link" to={`/staff/customers/${task.customerId}/promises`}>
                <NameText text={task.customerName} />
              </Link>
            ),
          },
          {
            key: 'what',
            head: 'What happened',
            cell: (task) =>
              task.plan ? (
                <PlanEnded task={task} plan={task.plan} />
              ) : (
                <>
                  {task.kind === 'promise_broken' ? 'Nothing arrived' : 'Only a part arrived'} of what was promised for{' '}
                  <DateText date={task.promisedOn} weekday />
                </>
              ),
          },
          {
            key: 'promised',
            head: 'Promised or agreed',
            numeric: true,
            cell: (task) => <MoneyText money={money(task.amountMinor, task.currency)} style="code" />,
          },
          {
            key: 'came',
            head: 'Arrived',
            numeric: true,
            cell: (task) => <MoneyText money={money(task.countedMinor, task.currency)} style="code" />,
          },
          ...(mayDo
            ? [{ key: 'do', head: 'Do', cell: (task: OpenTask) => <FollowUp task={task} result={result} /> }]
            : []),
        ]}
      />
    </Panel>
  );
}

function PlanEnded({ task, plan }: { task: OpenTask; plan: NonNullable<OpenTask['plan']> }) {
  return (
    <>
      <Link className="quiet-link reference" to={`/staff/plans/${plan.id}`}>
        {plan.number}
      </Link>{' '}
      ended in default on <DateText date={task.promisedOn} weekday />
    </>
  );
}

function FollowUp({ task, result }: { task: OpenTask; result: Result }) {
  const field = `outcome-${task.id}`;
  const error = result?.fieldErrors[field];
  return (
    <Disclosure shut="Followed up" startOpen={error !== undefined}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={task.id} />
        <FormStack>
          <TextInput
            name={field}
            label={`What came of it, ${task.customerName}`}
            error={error}
            defaultValue={error && result?.typed}
            maxLength={1_000}
          />
          <Button small name="intent" value="follow-up" busy="Saving…">
            Save outcome
          </Button>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
