import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { authorityOver } from '../rules/may-decide.ts';
import type { Approval, Authority, WhyNot } from '../types.ts';
import { getDecider } from './get-decider.server.ts';

/** What one person may do with a waiting request today: in whose name, or why not. Undefined for who is not staff. */
export async function authoritiesOver(
  db: ReadDb,
  approval: Approval,
  { userId, today }: { userId: string; today: PlainDate },
): Promise<{ approve: Result<Authority, WhyNot>; sendBack: Result<Authority, WhyNot> } | undefined> {
  const decider = await getDecider(db, { userId, today });
  return (
    decider && {
      approve: authorityOver(approval, decider, 'approve'),
      sendBack: authorityOver(approval, decider, 'send-back'),
    }
  );
}
