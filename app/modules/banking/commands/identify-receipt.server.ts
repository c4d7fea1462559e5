import { basePart } from '#app/kernel/exchange.ts';
import { currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { IdentifyRefusal } from '../types.ts';
import { holdReceipt } from './keep-receipt.server.ts';

export type IdentifyInput = {
  readonly receiptId: string;
  readonly customerId: string;
  /** Minor units of the receipt's currency. */
  readonly amountMinor: bigint;
  readonly reason: string;
};

export type Identified = {
  readonly identificationId: string;
  readonly openItemId: string;
  readonly effectiveOn: PlainDate;
  readonly valueOn: PlainDate;
};

/**
 * (Part of) a receipt is a customer's: 2190 against 1100 today, a credit item with the receipt's value date and its share of
 * the base amount it came in with, the last part all that is left of it. Refuses more than is left. Locks the customer, then
 * the receipt.
 */
export async function identifyReceipt(
  tx: Tx,
  actor: Actor,
  input: IdentifyInput,
  moment: Moment,
): Promise<Result<Identified, IdentifyRefusal>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  if (input.amountMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  await lockCustomers(tx, [input.customerId]);
  const left = await holdReceipt(tx, input.receiptId);
  if (!left) return refuse({ code: 'unknown-receipt' });
  if (input.amountMinor > left.leftMinor) return refuse({ code: 'more-than-left', leftMinor: left.leftMinor });
  const receipt = await tx
    .selectFrom('unidentified_receipts')
    .selectAll()
    .where('id', '=', input.receiptId)
    .executeTakeFirstOrThrow();
  const baseMinor = basePart(left.leftBaseMinor, input.amountMinor, left.leftMinor);
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(moment.today, receipt.received_on as PlainDate));
  const [id, entryId, itemId] = [newId<never>() as string, newId<never>() as string, newId<never>() as string];
  const valueOn = receipt.value_on as PlainDate;
  const line = (account: string, sign: 1n | -1n) => ({
    ...{ account, currency: currency(receipt.currency) },
    ...{ amountMinor: sign * input.amountMinor, baseMinor: sign * baseMinor },
  });
  const receivable = { customerId: input.customerId, itemId, dueOn: effectiveOn };
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'receipt_identified', sourceId: id, effectiveOn, valueOn, memo: reason },
      lines: [line('2190', 1n), { ...line('1100', -1n), receivable }],
    },
  ]);
  await tx
    .insertInto('receipt_identifications')
    .values({
      ...{ id, receipt_id: receipt.id, customer_id: input.customerId, amount_minor: input.amountMinor },
      ...{ base_minor: baseMinor, effective_on: effectiveOn, entry_id: entryId, open_item_id: itemId, reason },
      ...{ made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: moment.now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'receipt.identified', subjectKind: 'unidentified_receipt', subjectId: receipt.id, reason },
    customerId: input.customerId,
    after: { identificationId: id, amountMinor: input.amountMinor, currency: receipt.currency },
  });
  return ok({ identificationId: id, openItemId: itemId, effectiveOn, valueOn });
}
