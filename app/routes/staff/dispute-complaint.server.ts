import { setSeverity } from '#app/modules/disputes/commands/set-severity.server.ts';
import type { Severity } from '#app/modules/disputes/types.ts';
import { carryUp } from '#app/workflows/carry-complaint-up.server.ts';
import type { DisputeWho, SmallAct } from './dispute-acted.server.ts';
import type { DisputePosted } from './dispute-posted.server.ts';
import { SEVERITY_WORDS } from './dispute-words.ts';

const SEVERITIES = Object.keys(SEVERITY_WORDS) as Severity[];

/** What is done to complaints alone. */
export function complaintOf(
  { of, intent }: Pick<DisputePosted, 'of' | 'intent'>,
  disputeId: string,
  { actor, moment }: Pick<DisputeWho, 'actor' | 'moment'>,
): SmallAct | null {
  switch (intent) {
    case 'severity': {
      const severity = SEVERITIES.find((one) => one === of('severity'));
      return {
        ...{ told: 'Kept.', field: 'severity' },
        run: severity ? (tx) => setSeverity(tx, actor, { disputeId, severity }) : 'Choose how severe it is.',
      };
    }
    case 'escalate':
      return {
        ...{ told: 'Carried up. Who is asked now gets a mail.', field: 'escalateReason' },
        run: of('escalateReason').trim()
          ? (tx) => carryUp(tx, actor, { disputeId, why: of('escalateReason').trim() }, moment)
          : 'Say why it cannot wait.',
      };
    default:
      return null;
  }
}
