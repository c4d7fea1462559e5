import { Form, Link } from 'react-router';
import type { AddressTask } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { NameText } from './name-text.tsx';

type AddressTasksProps = { tasks: readonly AddressTask[]; maySend: boolean; mayWrite: boolean };

/** Addresses mail came back from, and mended ones whose mails may be sent again. */
export const AddressTasks = ({ tasks, maySend, mayWrite }: AddressTasksProps) => (
  <DataTable
    caption="Addresses mail came back from"
    rows={tasks}
    rowKey={(row) => row.id}
    columns={[
      {
        key: 'what',
        head: 'Task',
        rowHeader: true,
        cell: (row) => (
          <>
            {row.closedHow === 'changed' ? 'Send again to ' : 'Fix the address of '}
            <NameText text={row.contactName || row.address} />
            <span className="under">{row.newAddress ?? row.address}</span>
          </>
        ),
      },
      {
        key: 'customer',
        head: 'Customer',
        cell: (row) => (
          <Link className="quiet-link" to={`/staff/customers/${row.customerId}/delivery`}>
            <NameText text={row.customerName} />
          </Link>
        ),
      },
      { key: 'why', head: 'Why', cell: (row) => <NameText text={row.reason} /> },
      { key: 'act', head: 'What to do', cell: (row) => <Act task={row} maySend={maySend} mayWrite={mayWrite} /> },
    ]}
  />
);

function Act({ task, maySend, mayWrite }: { task: AddressTask; maySend: boolean; mayWrite: boolean }) {
  const named = (
    <span className="sr-only">
      {' '}
      <NameText text={task.newAddress ?? task.address} />
    </span>
  );
  if (task.closedHow === 'changed')
    return maySend ? (
      <Form method="post" action="/staff/delivery?view=addresses">
        <input type="hidden" name="taskId" value={task.id} />
        <Button small variant="second" name="intent" value="send-again" busy="Sending…">
          Send again{named}
        </Button>
      </Form>
    ) : null;
  if (!mayWrite) return null;
  if (task.contactId)
    return <Link to={`/staff/customers/${task.customerId}/contacts/${task.contactId}`}>Change it{named}</Link>;
  return (
    <Form method="post" action="/staff/delivery?view=addresses">
      <input type="hidden" name="taskId" value={task.id} />
      <Button small variant="quiet" name="intent" value="dismiss" busy="Closing…">
        Close, nobody uses it{named}
      </Button>
    </Form>
  );
}
