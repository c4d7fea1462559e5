import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Notes up to when the processor's events were listed and stored. Never moves back. */
export async function moveSweepCursor(tx: Tx, input: { readonly name: string; readonly to: Date }): Promise<void> {
  await tx
    .insertInto('sweep_cursors')
    .values({ name: input.name, swept_to_at: input.to })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ swept_to_at: input.to }).where('sweep_cursors.swept_to_at', '<', input.to),
    )
    .execute();
}
