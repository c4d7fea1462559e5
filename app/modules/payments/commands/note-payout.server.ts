import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PayoutInput } from '../queries/list-payouts.server.ts';
import type { PayoutState } from '../types.ts';
import { lockProcessorMoney } from './take-movements.server.ts';

const ENDED: readonly PayoutState[] = ['failed', 'canceled'];

/**
 * Notes a payout as the processor tells it now and answers our id of it. One that failed or was cancelled stays so, whatever
 * older word comes after it. Serialises with everybody who posts the processor's money.
 */
export async function notePayout(tx: Tx, told: PayoutInput, moment: Moment): Promise<string> {
  await lockProcessorMoney(tx);
  const changing = {
    ...{ state: told.state, arrives_on: told.arrivesOn, bank_reference: told.bankReference },
    ...{ failure_text: told.failureText, changed_at: moment.now },
  };
  const known = await tx.selectFrom('payouts').select(['id', 'state']).where('ref', '=', told.ref).executeTakeFirst();
  if (known) {
    if (!ENDED.includes(known.state as PayoutState))
      await tx.updateTable('payouts').set(changing).where('id', '=', known.id).execute();
    return known.id;
  }
  const made = await tx
    .insertInto('payouts')
    .values({
      ...{ ref: told.ref, currency: told.currency, amount_minor: told.amountMinor, automatic: told.automatic },
      ...{ created_on: told.createdOn, ...changing },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
}
