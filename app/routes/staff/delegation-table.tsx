import { Form } from 'react-router';
import { compareDates, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Delegation } from '#app/modules/approvals/types.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type TableProps = { delegations: readonly Delegation[]; userId: string; today: PlainDate };

const isOver = (row: Delegation, today: PlainDate) => row.endedAt !== null || compareDates(row.toOn, today) < 0;

function stateWords(row: Delegation, today: PlainDate): string {
  if (row.endedAt) return 'Ended early';
  if (compareDates(row.toOn, today) < 0) return 'Over';
  return compareDates(row.fromOn, today) > 0 ? 'To come' : 'Now';
}

/** Who decides for whom and when; each of the two may end what is not over. */
export function DelegationTable({ delegations, userId, today }: TableProps) {
  return (
    <Panel title={delegations.length > 0 ? 'Who stands in for whom' : 'Nobody stands in for anybody'}>
      {delegations.length === 0 ? (
        <EmptyState>Everybody decides for themselves. Before you go away, let a colleague decide for you.</EmptyState>
      ) : (
        <DataTable
          caption="Delegations, newest first"
          rows={delegations}
          rowKey={(row) => row.id}
          columns={[
            { key: 'from', head: 'For', rowHeader: true, cell: (row) => <NameText text={row.fromName} /> },
            { key: 'to', head: 'Decides', cell: (row) => <NameText text={row.toName} /> },
            { key: 'first', head: 'First day', nowrap: true, cell: (row) => <DateText date={row.fromOn} /> },
            { key: 'last', head: 'Last day', nowrap: true, cell: (row) => <DateText date={row.toOn} /> },
            { key: 'why', head: 'Why', cell: (row) => <NameText text={row.reason} /> },
            { key: 'state', head: 'State', nowrap: true, cell: (row) => stateWords(row, today) },
            {
              key: 'end',
              head: 'End',
              headHidden: true,
              cell: (row) =>
                !isOver(row, today) &&
                (row.fromUser === userId || row.toUser === userId) && (
                  <Form method="post">
                    <input type="hidden" name="delegationId" value={row.id} />
                    <Button name="intent" value="end" variant="quiet" small busy="Ending…">
                      End
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}
