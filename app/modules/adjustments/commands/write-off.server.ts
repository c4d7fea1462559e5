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
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { type Adjusted, type Decided, WRITE_OFF_ACCOUNTS, type WriteOffInput, type WriteOffRefusal } from '../types.ts';
import { checkCommon, refuseUndecided } from './check-common.server.ts';
import { type LockedItem, lockItem } from './lock-items.server.ts';

/**
 * Gives up (part of) a debit item, gross: 6100 or 1190 against 1100, and sets the credit against the item at once. Amounts
 * in minor units of the item. Needs an approval of this very item and amount, or stays within what the actor does alone.
 * Refuses more than is open, a closed day with the first open one, a day before the item. Locks the customer.
 */
export async function writeOff(
  tx: Tx,
  actor: Actor,
  input: WriteOffInput & { readonly decided?: Decided },
  moment: Moment,
): Promise<Result<Adjusted, WriteOffRefusal>> {
  const checked = await checkCommon(tx, { ...input, reasonOf: { kind: 'write_off', code: input.reasonCode } }, moment);
  if (!checked.ok) return checked;
  const item = await lockItem(tx, input.itemId, input.amountMinor);
  if (item?.side !== 'debit' || item.residualMinor === 0n) return refuse({ code: 'item-not-open' });
  if (input.amountMinor > item.residualMinor) return refuse({ code: 'more-than-open', openMinor: item.residualMinor });
  if (input.effectiveOn < item.effectiveOn) return refuse({ code: 'before-item', itemOn: item.effectiveOn });
  const stored = await storeWriteOffs(tx, actor, [{ ...input, item }], { decided: input.decided ?? {} }, moment);
  return stored.ok ? ok(stored.value[0]!) : stored;
}

type Ready = WriteOffInput & { readonly item: LockedItem };

/** Posts, applies and numbers write-offs of locked items that were checked before, all or nothing. */
export async function storeWriteOffs(
  tx: Tx,
  actor: Actor,
  inputs: readonly Ready[],
  { decided }: { readonly decided: Decided },
  moment: Moment,
): Promise<Result<Adjusted[], WriteOffRefusal>> {
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const rows = inputs.map((input) => ({
    ...input,
    id: newId<never>() as string,
    entryId: newId<never>() as string,
    creditItemId: newId<never>() as string,
  }));
  await postEntries(tx, rows.map(entryOf));
  const applied = await applyItems(tx, actor, {
    applications: rows.map((row) => ({
      customerId: row.item.customerId,
      creditItemId: row.creditItemId,
      debitItemId: row.itemId,
      amountMinor: row.amountMinor,
      effectiveOn: row.effectiveOn,
    })),
  });
  if (!applied.ok) {
    if (applied.refusal.code === 'period-closed') return refuse(applied.refusal);
    assert(applied.refusal.code === 'over-application', 'a write-off fits its item');
    return refuse({ code: 'over-application' });
  }
  await writeAudit(tx, actor, rows.map(auditOf));
  try {
    const numbered = await sql<Adjusted>`select id, number from record_write_offs(${JSON.stringify(
      rows.map((row) => documentOf(row, actor, decided, moment)),
    )}::jsonb)`.execute(tx);
    const byId = new Map(numbered.rows.map((row) => [row.id, row.number]));
    return ok(rows.map(({ id }) => ({ id, number: byId.get(id)! })));
  } catch (error) {
    if (constraintOf(error) === 'allowance_used_up') return refuse({ code: 'allowance-used-up' });
    return refuseUndecided(error);
  }
}

type Row = Ready & { readonly id: string; readonly entryId: string; readonly creditItemId: string };

const entryOf = (row: Row): EntryInput => ({
  id: row.entryId,
  kind: 'write_off',
  sourceId: row.id,
  effectiveOn: row.effectiveOn,
  memo: row.reason,
  lines: [
    {
      account: WRITE_OFF_ACCOUNTS[row.against],
      currency: row.item.currency,
      amountMinor: row.amountMinor,
      baseMinor: row.item.partBaseMinor,
    },
    {
      account: '1100',
      currency: row.item.currency,
      amountMinor: -row.amountMinor,
      baseMinor: -row.item.partBaseMinor,
      receivable: { customerId: row.item.customerId, itemId: row.creditItemId, dueOn: row.effectiveOn },
    },
  ],
});

const auditOf = (row: Row) => ({
  action: 'item.written-off',
  subjectKind: 'write_off',
  subjectId: row.id,
  customerId: row.item.customerId,
  after: {
    itemId: row.itemId,
    amountMinor: row.amountMinor,
    currency: row.item.currency,
    account: WRITE_OFF_ACCOUNTS[row.against],
    reasonCode: row.reasonCode,
  },
  reason: row.reason,
});

const documentOf = (row: Row, actor: Actor, decided: Decided, moment: Moment) => ({
  id: row.id,
  customer_id: row.item.customerId,
  item_id: row.itemId,
  currency: row.item.currency,
  amount_minor: row.amountMinor.toString(),
  base_minor: row.item.partBaseMinor.toString(),
  account_code: WRITE_OFF_ACCOUNTS[row.against],
  beyond_allowance: row.against === 'expense' ? null : row.against === 'beyond-allowance',
  reason_code: row.reasonCode,
  reason: row.reason.trim(),
  effective_on: row.effectiveOn,
  entry_id: row.entryId,
  credit_item_id: row.creditItemId,
  batch_id: decided.batchId ?? null,
  approval_id: decided.approvalId ?? null,
  made_by: actor.id,
  made_by_name: actor.name,
  made_at: moment.now.toISOString(),
});
