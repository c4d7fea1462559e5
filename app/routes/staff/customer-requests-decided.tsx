import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ShownRequest } from './customer-request-parts.tsx';

const OUTCOMES = {
  granted: { tone: 'positive', icon: 'check', text: 'Granted' },
  declined: { tone: 'neutral', icon: 'cross', text: 'Declined' },
  withdrawn: { tone: 'neutral', icon: 'cross', text: 'Taken back by the customer' },
} as const;

const KINDS = { bank: 'Where we pay back', contact: 'Who gets documents', details: 'Details' } as const;

/** What was answered last. */
export function DecidedRequests({ requests, zone }: { requests: readonly ShownRequest[]; zone: string }) {
  return (
    <Panel title="Answered last">
      <DataTable
        caption="Requests that were answered"
        rows={requests}
        rowKey={(request) => request.id}
        columns={[
          {
            key: 'who',
            head: 'Customer',
            rowHeader: true,
            cell: (request) => (
              <>
                <bdi>{request.customerName}</bdi>
                <span className="under">{KINDS[request.kind]}</span>
              </>
            ),
          },
          {
            key: 'outcome',
            head: 'Answer',
            cell: ({ outcome, reason, fromOn, kind }) => {
              if (!outcome) return null;
              const { tone, icon, text } = OUTCOMES[outcome];
              return (
                <>
                  <Badge tone={tone} icon={icon}>
                    {text}
                  </Badge>
                  <span className="under">
                    <bdi>{reason}</bdi>
                    {fromOn && kind !== 'bank' && (
                      <>
                        from <DateText date={fromOn} />
                      </>
                    )}
                  </span>
                </>
              );
            },
          },
          {
            key: 'when',
            head: 'When',
            cell: ({ decidedAt }) => decidedAt && <InstantText at={decidedAt} zone={zone} show="date-time" />,
          },
        ]}
      />
    </Panel>
  );
}
