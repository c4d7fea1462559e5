import { type Currency, money } from '#app/kernel/money.ts';
import type { ExplainableLine } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { LineExplained } from '#app/modules/billing-runs/ui/line-explained.tsx';
import { FoldRow, FoldRows } from '#app/ui/disclosure.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

/** How the lines a billing run made came about, just as the customer reads it. */
export function ExplainedPanel({ lines, currency }: { lines: readonly ExplainableLine[]; currency: Currency }) {
  if (lines.length === 0) return null;
  return (
    <Panel title="How the lines came about" pad>
      <FoldRows>
        {lines.map((line) => (
          <FoldRow
            key={line.lineNo}
            id={`line-${line.lineNo}`}
            title={<bdi>{line.description}</bdi>}
            amount={<MoneyText money={money(line.netMinor, currency)} />}
            shut="Explain this line"
          >
            <LineExplained line={line} currency={currency} />
          </FoldRow>
        ))}
      </FoldRows>
    </Panel>
  );
}
