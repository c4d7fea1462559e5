import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { accountKey } from '../rules/account-key.ts';
import type { BankAccountId } from '../types.ts';

export type ConfirmAccountRefusal = { readonly code: 'no-account' | 'known' };

/** A person says that an account is ours, so that its statements may be stored. Writes `bank_account.confirmed`. */
export async function confirmBankAccount(
  tx: Tx,
  actor: Actor,
  input: { readonly account: string; readonly currency: string; readonly name: string },
  moment: Moment,
): Promise<Result<{ bankAccountId: BankAccountId }, ConfirmAccountRefusal>> {
  const account = accountKey(input.account);
  if (account === '') return refuse({ code: 'no-account' });
  const made = await tx
    .insertInto('bank_accounts')
    .values({
      ...{ account, currency: input.currency, name: input.name.trim().slice(0, 200) || account, from_settings: false },
      ...{ confirmed_by: actor.kind === 'staff' ? actor.id : null, confirmed_by_name: actor.name },
      confirmed_at: moment.now,
    })
    .onConflict((conflict) => conflict.columns(['account', 'currency']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return refuse({ code: 'known' });
  await writeAudit(tx, actor, {
    ...{ action: 'bank_account.confirmed', subjectKind: 'bank_account', subjectId: made.id },
    after: { account, currency: input.currency, name: input.name },
  });
  return ok({ bankAccountId: made.id as BankAccountId });
}
