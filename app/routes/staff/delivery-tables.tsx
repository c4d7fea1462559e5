import { Link } from 'react-router';
import type { DeliveryTask } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import type { PrintBatch } from '#app/modules/delivery/queries/print-batches.server.ts';
import type { TaskView } from '#app/modules/delivery/types.ts';
import { ONE_KIND_WORDS, STATE_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type TaskTableProps = { tasks: readonly DeliveryTask[]; view: TaskView; zone: string; chooses?: boolean };

/** Open tasks of one way of delivery, papers in the order of their round. */
export function TaskTable({ tasks, view, zone, chooses }: TaskTableProps) {
  const isPortal = view === 'portals';
  return (
    <DataTable<DeliveryTask>
      caption="Tasks, each opening to its document"
      rows={tasks}
      rowKey={(row) => row.id}
      {...(chooses
        ? {
            selection: { name: 'ids', value: (row) => row.id, label: (row) => `${row.number} for ${row.customerName}` },
          }
        : {})}
      columns={[documentColumn, customerColumn, isPortal ? portalColumn : roundColumn, stateColumn, sinceColumn(zone)]}
    />
  );
}

const documentColumn: Column<DeliveryTask> = {
  key: 'document',
  head: 'Document',
  rowHeader: true,
  cell: (row) => (
    <>
      <Link className="quiet-link reference" to={`/staff/deliveries/${row.id}`}>
        {row.number}
      </Link>
      <span className="under">{ONE_KIND_WORDS[row.documentKind]}</span>
    </>
  ),
};
const customerColumn: Column<DeliveryTask> = {
  key: 'customer',
  head: 'Customer',
  cell: (row) => (
    <>
      <NameText text={row.customerName} />
      {row.channel !== 'supplier_portal' && <span className="under">{row.addressLines.join(', ')}</span>}
    </>
  ),
};
const portalColumn: Column<DeliveryTask> = {
  key: 'portal',
  head: 'Portal',
  cell: (row) => (
    <>
      {row.portalName ? <NameText text={row.portalName} /> : 'Not written down yet'}
      <span className="under">{row.loginOwner ? `Login: ${row.loginOwner}` : 'Nobody holds the login'}</span>
    </>
  ),
};
const roundColumn: Column<DeliveryTask> = {
  key: 'round',
  head: 'Round',
  cell: (row) => (
    <>
      {row.route ? <NameText text={row.route} /> : 'None'}
      {row.assignedName && <span className="under">{row.assignedName}</span>}
    </>
  ),
};
const stateColumn: Column<DeliveryTask> = {
  key: 'state',
  head: 'Stands at',
  cell: (row) => (
    <>
      {STATE_WORDS[row.state]}
      {row.reason && row.state !== 'submitted' && (
        <span className="under">
          <NameText text={row.reason} />
        </span>
      )}
      {row.reference && row.state === 'submitted' && <span className="under reference">{row.reference}</span>}
    </>
  ),
};
const sinceColumn = (zone: string): Column<DeliveryTask> => ({
  key: 'since',
  head: 'Ordered',
  nowrap: true,
  cell: (row) => <InstantText at={row.orderedAt} zone={zone} />,
});

/** Files that were made for the printer. */
export const PrintBatches = ({ batches, zone }: { batches: readonly PrintBatch[]; zone: string }) => (
  <Panel title="Printed before">
    <DataTable
      caption="Files for the printer"
      rows={batches}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'file',
          head: 'File',
          rowHeader: true,
          cell: (row) => (
            <a href={`/staff/print-batches/${row.id}`} download>
              {row.documents} {row.documents === 1 ? 'document' : 'documents'},{' '}
              <InstantText at={row.madeAt} zone={zone} />
            </a>
          ),
        },
        { key: 'pages', head: 'Pages', numeric: true, cell: (row) => row.pages },
        { key: 'by', head: 'Made by', cell: (row) => <NameText text={row.madeByName} /> },
      ]}
    />
  </Panel>
);
