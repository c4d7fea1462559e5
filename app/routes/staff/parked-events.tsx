import { Form } from 'react-router';
import type { ParkedEvent } from '#app/modules/payments/queries/processor-events.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type ParkedProps = { events: readonly ParkedEvent[]; zone: string; mayBook: boolean };

const isRefund = ({ kind }: ParkedEvent) => kind.startsWith('refund.') || kind.startsWith('charge.refund');

/** Events that no rule could settle; money given back at the processor is booked from here. */
export function ParkedEvents({ events, zone, mayBook }: ParkedProps) {
  return (
    <Panel title={events.length > 0 ? 'Processor events that fit nothing' : 'No processor event waits'}>
      {events.length === 0 ? (
        <EmptyState>Every event of the processor was understood.</EmptyState>
      ) : (
        <DataTable
          caption="Parked processor events"
          rows={events}
          rowKey={(row) => row.eventRef}
          columns={[
            {
              key: 'event',
              head: 'Event',
              rowHeader: true,
              cell: (row) => (
                <>
                  <span className="reference">{row.eventRef}</span>
                  <span className="under reference">{row.kind}</span>
                </>
              ),
            },
            {
              key: 'at',
              head: 'Received',
              nowrap: true,
              cell: (row) => <InstantText at={row.receivedAt} zone={zone} />,
            },
            {
              key: 'note',
              head: 'Why it waits',
              className: 'min-w-56',
              cell: (row) => (
                <>
                  <NameText text={row.note} />
                  {mayBook && isRefund(row) && <BookIt eventRef={row.eventRef} />}
                </>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

const BookIt = ({ eventRef }: { eventRef: string }) => (
  <Form method="post" className="mt-2">
    <input type="hidden" name="eventRef" value={eventRef} />
    <Button small variant="second" busy="Booking…">
      Book the refund
    </Button>
  </Form>
);
