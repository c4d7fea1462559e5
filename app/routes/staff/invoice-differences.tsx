import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { NamedReduction } from '#app/modules/cash-application/queries/list-reductions.server.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { REDUCTION_WORDS } from './reduction-words.ts';

const FOLLOWED_UP = new Set(['deduction', 'withholding']);

/** What was settled without money, by name; deductions and certificates lead to their case. */
export function NamedDifferences({ reductions }: { reductions: readonly NamedReduction[] }) {
  if (reductions.length === 0) return null;
  return (
    <Panel title="Paid short, by name" pad>
      <RunningSum
        caption="Differences that were named"
        style="code"
        rows={reductions.map((row) => ({
          key: row.id,
          label:
            FOLLOWED_UP.has(row.kind) && row.takenBackOn === null ? (
              <Link to={`/staff/cases/${row.id}`}>{REDUCTION_WORDS[row.kind]}</Link>
            ) : (
              REDUCTION_WORDS[row.kind]
            ),
          under: (
            <>
              <DateText date={row.effectiveOn} />
              {row.label && `, ${row.label}`}
              {row.takenBackOn && (
                <>
                  , taken back on <DateText date={row.takenBackOn} /> with its payment
                </>
              )}
            </>
          ),
          money: money(row.takenBackOn ? 0n : row.amountMinor, row.currency),
        }))}
      />
    </Panel>
  );
}
