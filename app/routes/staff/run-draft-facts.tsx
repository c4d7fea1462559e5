import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { ExplainableLine } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import type { RunDraftRow } from '#app/modules/billing-runs/types.ts';
import { LineExplained } from '#app/modules/billing-runs/ui/line-explained.tsx';
import { Button } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { FoldRow, FoldRows } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';

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

/** Its lines, each with how it came about, and what they come to. */
export function DraftLines({ draft, explained }: { draft: RunDraftRow; explained: readonly ExplainableLine[] }) {
  const of = (minor: bigint) => money(minor, draft.currency);
  return (
    <Panel title={draft.invoiceId ? 'The invoice as it was issued' : 'The invoice as it will be'} pad>
      <FoldRows>
        {explained.map((line) => (
          <FoldRow
            key={line.lineNo}
            id={`line-${line.lineNo}`}
            title={<bdi>{line.description}</bdi>}
            amount={<MoneyText money={of(line.netMinor)} />}
            shut="Explain this line"
          >
            <LineExplained line={line} currency={draft.currency} />
          </FoldRow>
        ))}
      </FoldRows>
      <RunningSum
        side
        style="code"
        caption="Totals of this draft"
        rows={[
          { label: 'Net', money: of(draft.netMinor) },
          { label: 'Tax', money: of(draft.taxMinor) },
          { label: 'Total', money: of(draft.grossMinor), kind: 'total' },
        ]}
      />
    </Panel>
  );
}

export function LeaveOut({ runId, draftId }: { runId: string; draftId: string }) {
  return (
    <Panel title="Leave it out" pad>
      <Form method="post" action={`/staff/runs/${runId}`}>
        <FormStack>
          <input type="hidden" name="draft" value={draftId} />
          <TextInput name="reason" label="Why" hint="What it holds comes with the next run." maxLength={500} />
          <Button name="intent" value="leave-out" variant="second" busy="Leaving out…">
            Leave it out of this run
          </Button>
        </FormStack>
      </Form>
    </Panel>
  );
}

export function PutBack({ runId, draftId }: { runId: string; draftId: string }) {
  return (
    <Panel title="Put it back" pad>
      <Form method="post" action={`/staff/runs/${runId}`}>
        <FormStack>
          <input type="hidden" name="draft" value={draftId} />
          <p>It is issued with this run again, unless something still stands against it.</p>
          <Button name="intent" value="put-back" variant="second" busy="Putting back…">
            Put it back into this run
          </Button>
        </FormStack>
      </Form>
    </Panel>
  );
}
