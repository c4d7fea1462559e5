import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { DisputeRow } from '#app/modules/disputes/types.ts';
import { Badges } from '#app/ui/badge.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { disputePath } from './dispute-address.ts';
import { kindWords, standingBadge, standingOf } from './dispute-words.ts';

type Asked = Pick<DisputeRow, 'id' | 'number' | 'kind' | 'state' | 'outcome' | 'amountMinor' | 'currency'>;

/** What was asked about an invoice and told to be wrong with it, each with how far it is; of a link those that were raised with it. */
export function InvoiceDisputes({ disputes, root = '' }: { disputes: readonly Asked[]; root?: string }) {
  if (disputes.length === 0) return null;
  return (
    <Section title="Your questions about it" aside={root === '' && <Link to="/disputes">All your questions</Link>}>
      <ul className="border-t-2 border-text">
        {disputes.map((dispute) => (
          <li
            key={dispute.id}
            className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line py-3"
          >
            <span>
              <Link to={disputePath(root, dispute.id)}>{dispute.number}</Link>
              <span className="under">{kindWords(dispute.kind)}</span>
              <Badges badges={[standingBadge(standingOf(dispute))]} />
            </span>
            {dispute.amountMinor !== null && dispute.currency && (
              <MoneyText money={money(dispute.amountMinor, dispute.currency)} />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
