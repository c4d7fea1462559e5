import { Form } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { CustomerChange } from '#app/modules/customers/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';

type Asked = Pick<
  CustomerChange,
  'id' | 'kind' | 'askedFromOn' | 'askedByName' | 'askedAt' | 'outcome' | 'fromOn' | 'reason'
> & {
  readonly shown: readonly string[];
};
type Props = { changes: readonly Asked[]; today: PlainDate; zone: string; mayAsk: boolean };

/** What was asked, and what became of it. */
export function AskedChanges({ changes, today, zone, mayAsk }: Props) {
  return (
    <DataTable
      caption="Changes you asked for"
      cards
      rows={changes}
      rowKey={(change) => change.id}
      columns={[
        {
          key: 'what',
          head: 'Asked for',
          rowHeader: true,
          cell: (change) => (
            <>
              <bdi>{change.shown.join(', ')}</bdi>
              <span className="under">
                <bdi>{change.askedByName}</bdi>, <InstantText at={change.askedAt} zone={zone} show="date-time" />
              </span>
            </>
          ),
        },
        { key: 'from', head: 'From', cell: (change) => <DateText date={change.fromOn ?? change.askedFromOn} /> },
        { key: 'state', head: 'State', cell: (change) => <State change={change} today={today} /> },
        {
          key: 'act',
          head: 'Take back',
          headHidden: true,
          card: 'action',
          cell: (change) =>
            mayAsk && change.outcome === null ? (
              <Form method="post">
                <input type="hidden" name="request" value={change.id} />
                <Button small variant="quiet" name="intent" value="withdraw" busy="Taking back…">
                  Take back
                  <span className="sr-only"> what was asked: {change.shown.join(', ')}</span>
                </Button>
              </Form>
            ) : null,
        },
      ]}
    />
  );
}

function State({ change, today }: { change: Asked; today: PlainDate }) {
  switch (change.outcome) {
    case null:
      return (
        <Badge tone="info" icon="clock">
          Waits for us
        </Badge>
      );
    case 'declined':
      return (
        <>
          <Badge tone="neutral" icon="cross">
            Not changed
          </Badge>
          <span className="under">
            <bdi>{change.reason}</bdi>
          </span>
        </>
      );
    case 'withdrawn':
      return (
        <Badge tone="neutral" icon="cross">
          Taken back
        </Badge>
      );
    case 'granted':
      if (change.kind === 'bank')
        return (
          <Badge tone="info" icon="clock">
            Checked once, second check follows
          </Badge>
        );
      return (
        <Badge tone="positive" icon="check">
          {change.fromOn && change.fromOn > today ? 'Agreed, holds from that day' : 'Changed'}
        </Badge>
      );
  }
}
