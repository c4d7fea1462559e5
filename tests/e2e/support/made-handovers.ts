import { SYSTEM } from '#app/modules/audit/types.ts';
import { handOverDispute } from '#app/modules/disputes/commands/hand-over.server.ts';
import { makeHandoverLink } from '#app/modules/disputes/commands/make-handover-link.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { done } from './made-things.ts';

/** A question to a department about a dispute; answers the token of its link. */
export async function aHandover(disputeId: string): Promise<string> {
  const ana = { ...SYSTEM, kind: 'staff' as const, name: 'Ana Ruiz' };
  const to = { queue: 'shipping', email: 'shipping@desk.example' };
  await openJobs(startedDemo().ownerUrl);
  const { token } = await done(async (tx) => {
    const asked = { disputeId, to, question: 'Was the skip signed for?' };
    const given = await handOverDispute(tx, ana, asked, momentIn('Europe/London'));
    return given.ok ? makeHandoverLink(tx, given.value) : given;
  });
  await closeJobs();
  return token;
}
