import { handOverDispute } from '#app/modules/disputes/commands/hand-over.server.ts';
import { makeHandoverLink } from '#app/modules/disputes/commands/make-handover-link.server.ts';
import { showFiles } from '#app/modules/disputes/commands/show-files.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { CLERK, on } from '#tests/support/people.ts';

/** A question to a department about a dispute, with a file it may see; the token is the link's. */
export async function aHandoverOf(
  { staff }: Pick<TestDatabase, 'staff'>,
  of: { readonly dispute: string; readonly disputeFile: string },
): Promise<{ handoverToken: string }> {
  const made = await inTransaction(staff.db, async (tx) => {
    const to = { queue: 'shipping', email: 'shipping@desk.example' };
    const asked = { disputeId: of.dispute, to, question: 'Was it signed for?' };
    const given = await handOverDispute(tx, CLERK, asked, on('2026-04-08'));
    if (!given.ok) return given;
    const { handoverId } = given.value;
    await showFiles(tx, { handoverId, fileIds: [of.disputeFile] });
    return makeHandoverLink(tx, { handoverId });
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return { handoverToken: made.value.token };
}
