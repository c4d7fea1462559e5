import { money } from '#app/kernel/money.ts';
import type { ExplainableLine } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { LineExplained } from '#app/modules/billing-runs/ui/line-explained.tsx';
import type { TimelineEntry } from '#app/modules/delivery/types.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { Definition } from '#app/ui/definition.tsx';
import { FoldRow, FoldRows } from '#app/ui/disclosure.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { TimelineStory } from './delivery-timeline.tsx';
import { NameText } from './name-text.tsx';

type ProofProps = {
  dispute: DisputeView;
  explained: readonly ExplainableLine[];
  delivered: readonly TimelineEntry[];
  invoice: Invoice | null;
  zone: string;
};

/** What proves it: what was used or done, how the amount came about, and how the invoice reached the customer. */
export function ProofPanel({ dispute, explained, delivered, invoice, zone }: ProofProps) {
  const currency = dispute.currency ?? invoice?.currency;
  const claimed = explained.filter(({ lineNo }) => dispute.lines.some((line) => line.lineNo === lineNo));
  const shown = dispute.lines.some(({ lineNo }) => lineNo !== null) ? claimed : explained;
  return (
    <>
      <Panel title="Usage and tickets" pad>
        {shown.length === 0 || !currency ? (
          <p className="text-muted">No reading, ticket or delivery stands behind these lines.</p>
        ) : (
          <FoldRows>
            {shown.map((line) => (
              <FoldRow
                key={line.lineNo}
                title={<NameText text={line.description} />}
                amount={<MoneyText money={money(line.netMinor, currency)} />}
                shut="Show what was used"
                startOpen={shown.length === 1}
              >
                <LineExplained line={line} currency={currency} />
              </FoldRow>
            ))}
          </FoldRows>
        )}
      </Panel>
      {invoice && (
        <Panel title="How the invoice reached them" pad>
          {invoice.poNumber && (
            <Definition facts={[{ label: 'Their order', value: <NameText text={invoice.poNumber} /> }]} />
          )}
          <TimelineStory entries={delivered} zone={zone} />
        </Panel>
      )}
    </>
  );
}
