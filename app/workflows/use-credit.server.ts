import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { doCreditUse } from '#app/modules/cash-application/commands/do-credit-use.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { noticePlans } from './look-at-plan.server.ts';
import type { Outside } from './outside.server.ts';

/** Does what a customer asked for on the pay page: their credit is set against the invoices they chose. Once. */
export async function useCredit({ db }: Pick<Outside, 'db'>, useId: string): Promise<void> {
  const { timeZone } = await getCompany(db);
  await inTransaction(db, async (tx) => {
    const customerId = await doCreditUse(tx, SYSTEM, useId, momentIn(timeZone));
    if (customerId !== null) await noticePlans(tx, customerId);
    return ok();
  });
}
