import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { creditToRefund } from '../queries/credit-to-refund.server.ts';
import type { Adjusted, CreditToRefund, RefundInput, RefundRefusal } from '../types.ts';
import { checkCommon, refuseUndecided } from './check-common.server.ts';
import { type LockedItem, lockItem } from './lock-items.server.ts';

/** The approval a refund rests on, and who asked for it when. */
export type DecidedRefund = { readonly approvalId: string; readonly askedAt: Date; readonly askedByName: string };

/**
 * Gives back (part of) a credit: 1100 against 2300, set against the credit at once, so that it cannot be used twice. By the
 * original way a job sends it after commit; by bank it waits for a file. Minor units of the credit. Needs an approval of
 * this very credit and amount, or stays within what the actor does alone. Refuses more than is left, what is no money of the
 * customer, a way that is closed. Locks the customer.
 */
export async function refund(
  tx: Tx,
  actor: Actor,
  input: RefundInput & { readonly decided?: DecidedRefund },
  moment: Moment,
): Promise<Result<Adjusted, RefundRefusal>> {
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const checked = await checkCommon(tx, { ...input, reasonOf: { kind: 'refund', code: input.reasonCode } }, moment);
  if (!checked.ok) return checked;
  const credit = await lockCreditFor(tx, input);
  if (!credit.ok) return credit;
  const { item, shown } = credit.value;
  const row = {
    ...{ input, item, id: newId<never>() as string, entryId: newId<never>() as string },
    ...{
      debitItemId: newId<never>() as string,
      paymentId: input.method === 'original' ? shown.original!.paymentId : null,
    },
  };
  await postEntries(tx, [entryOf(row)]);
  const applied = await applyItems(tx, actor, {
    applications: [
      {
        ...{ customerId: item.customerId, creditItemId: item.id, debitItemId: row.debitItemId },
        ...{ amountMinor: input.amountMinor, effectiveOn: input.effectiveOn },
      },
    ],
  });
  if (!applied.ok) {
    if (applied.refusal.code === 'period-closed') return refuse(applied.refusal);
    assert(applied.refusal.code === 'over-application', 'a refund fits its credit');
    return refuse({ code: 'over-application' });
  }
  await writeAudit(tx, actor, {
    ...{ action: 'refund.approved', subjectKind: 'refund', subjectId: row.id, customerId: item.customerId },
    after: { amountMinor: input.amountMinor, currency: item.currency, method: input.method, creditItemId: item.id },
    reason: input.reason,
  });
  if (input.method === 'original') await enqueue(tx, 'send-refund', { refundId: row.id });
  return numberRefund(tx, actor, row, moment);
}

/** What can be said before anything is posted; used for asking as well, so that nobody waits for the impossible. */
export async function lockCreditFor(
  tx: Tx,
  input: RefundInput,
): Promise<Result<{ item: LockedItem; shown: CreditToRefund }, RefundRefusal>> {
  if (input.amountMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  const item = await lockItem(tx, input.creditItemId, input.amountMinor);
  const shown = item && (await creditToRefund(tx, item.id));
  if (!item || !shown || item.residualMinor === 0n) return refuse({ code: 'credit-not-open' });
  if (!shown.refundable) return refuse({ code: 'not-refundable' });
  if (shown.notCleared) return refuse({ code: 'not-cleared' });
  if (input.amountMinor > item.residualMinor) return refuse({ code: 'more-than-left', leftMinor: item.residualMinor });
  if (input.effectiveOn < item.effectiveOn) return refuse({ code: 'before-credit', creditOn: item.effectiveOn });
  if (input.method === 'original') return shown.original ? ok({ item, shown }) : refuse({ code: 'no-original-way' });
  if (!shown.bankAccount) return refuse({ code: 'no-bank-account' });
  return shown.bankAccount.id === input.bankAccountId ? ok({ item, shown }) : refuse({ code: 'bank-account-changed' });
}

type Row = {
  readonly input: RefundInput & { readonly decided?: DecidedRefund };
  readonly item: LockedItem;
  readonly id: string;
  readonly entryId: string;
  readonly debitItemId: string;
  readonly paymentId: string | null;
};

const entryOf = ({ input, item, id, entryId, debitItemId }: Row): EntryInput => ({
  ...{ id: entryId, kind: 'refund', sourceId: id, effectiveOn: input.effectiveOn, memo: input.reason },
  lines: [
    {
      ...{ account: '1100', currency: item.currency, amountMinor: input.amountMinor, baseMinor: item.partBaseMinor },
      receivable: { customerId: item.customerId, itemId: debitItemId, dueOn: input.effectiveOn },
    },
    { account: '2300', currency: item.currency, amountMinor: -input.amountMinor, baseMinor: -item.partBaseMinor },
  ],
});

async function numberRefund(tx: Tx, actor: Actor, row: Row, moment: Moment): Promise<Result<Adjusted, RefundRefusal>> {
  const { input, item } = row;
  const document = {
    ...{ id: row.id, customer_id: item.customerId, credit_item_id: item.id, currency: item.currency },
    ...{ amount_minor: input.amountMinor.toString(), base_minor: item.partBaseMinor.toString(), method: input.method },
    ...{ payment_id: row.paymentId, bank_account_id: input.method === 'bank' ? input.bankAccountId : null },
    ...{ reason_code: input.reasonCode, reason: input.reason.trim(), effective_on: input.effectiveOn },
    ...{ entry_id: row.entryId, debit_item_id: row.debitItemId, approval_id: input.decided?.approvalId ?? null },
    ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now.toISOString() },
  };
  const numbered = await sql<Adjusted>`select id, number from record_refunds(${JSON.stringify([document])}::jsonb)`
    .execute(tx)
    .catch(refuseUndecided);
  if ('ok' in numbered) return numbered;
  const step = { refund_id: row.id, customer_id: item.customerId, effective_on: input.effectiveOn };
  const asked = { at: input.decided?.askedAt ?? moment.now, name: input.decided?.askedByName ?? actor.name };
  await tx
    .insertInto('refund_events')
    .values({ ...step, kind: 'requested', happened_at: asked.at, made_by_name: asked.name })
    .execute();
  await tx
    .insertInto('refund_events')
    .values({ ...step, kind: 'approved', happened_at: moment.now, made_by_name: actor.name, entry_id: row.entryId })
    .execute();
  return ok(numbered.rows[0]!);
}
