import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { DisputeRow } from '#app/modules/disputes/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { KIND_WORDS, OUTCOME_WORDS, STATE_BADGES } from './dispute-words.ts';
import { NameText } from './name-text.tsx';

/** What the customer contested of the document or asked about it, those that live first. */
export function DisputesOfInvoice({ disputes }: { disputes: readonly DisputeRow[] }) {
  if (disputes.length === 0) return null;
  return (
    <Panel title="Disputes and questions" pad>
      <ul className="form-stack">
        {disputes.map((row) => {
          const { tone, icon, text } = STATE_BADGES[row.state];
          return (
            <li key={row.id}>
              <Link className="reference" to={`/staff/disputes/${row.id}`}>
                {row.number}
              </Link>{' '}
              <Badge tone={tone} icon={icon}>
                {row.outcome ? OUTCOME_WORDS[row.outcome] : text}
              </Badge>
              <span className="under">
                {KIND_WORDS[row.kind]}: <NameText text={row.reasonLabel} />
                {row.amountMinor !== null && row.currency && (
                  <>
                    , <MoneyText money={money(row.amountMinor, row.currency)} style="code" />
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
