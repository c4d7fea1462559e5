import { Link } from 'react-router';
import type { DisputeRow } from '#app/modules/disputes/types.ts';
import { Badges } from '#app/ui/badge.tsx';
import { Section } from '#app/ui/panel.tsx';
import { disputePath } from './dispute-address.ts';
import { kindWords, standingBadge, standingOf } from './dispute-words.ts';

type Open = Pick<DisputeRow, 'id' | 'number' | 'kind' | 'state' | 'outcome' | 'invoiceNumber'>;

const waits = (one: Open) => standingOf(one) === 'needs_answer';

type QuestionsProps = { disputes: readonly Open[]; when: 'they wait for the customer' | 'they wait for us' };

/** What is open between the customer and us; what waits for the customer first, and then before the figures too. */
export function OpenQuestions({ disputes, when }: QuestionsProps) {
  if (disputes.length === 0 || disputes.some(waits) !== (when === 'they wait for the customer')) return null;
  const rows = [...disputes.filter(waits), ...disputes.filter((one) => !waits(one))];
  return (
    <Section title="Your open questions" aside={<Link to="/disputes">All your questions</Link>}>
      <ul className="grid gap-2">
        {rows.map((dispute) => (
          <li key={dispute.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <Link className="inline-block min-h-6" to={disputePath('', dispute.id)}>
              {dispute.number}
            </Link>
            <span>
              {kindWords(dispute.kind)}
              {dispute.invoiceNumber && (
                <>
                  , invoice <span className="reference">{dispute.invoiceNumber}</span>
                </>
              )}
            </span>
            <Badges badges={[standingBadge(standingOf(dispute))]} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
