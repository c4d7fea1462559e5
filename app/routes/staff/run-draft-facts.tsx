import { Link } from 'react-router';
import type { RunDraftRow } from '#app/modules/billing-runs/types.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Panel } from '#app/ui/panel.tsx';

export function DraftFacts({ draft }: { draft: RunDraftRow }) {
  const days = [draft.serviceFromOn, draft.serviceToOn] as const;
  return (
    <Panel title="Facts" pad>
      <Definition
        facts={[
          { label: 'Invoice date', value: <DateText date={draft.documentOn} /> },
          { label: 'Due', value: <DateText date={draft.dueOn} /> },
          {
            label: 'For',
            value: (
              <>
                <DateText date={days[0]} /> to <DateText date={days[1]} />
              </>
            ),
          },
          ...(draft.poNumber ? [{ label: 'PO', value: draft.poNumber }] : []),
          ...(draft.contractId
            ? [
                {
                  label: 'Contract',
                  value: <Link to={`/staff/contracts/${draft.contractId}`}>{draft.contractNumber}</Link>,
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
