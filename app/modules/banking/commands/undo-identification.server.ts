import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { UndoIdentificationRefusal } from '../types.ts';
import { holdReceipt } from './keep-receipt.server.ts';

type Row = {
  readonly receipt_id: string;
  readonly customer_id: string;
  readonly currency: string;
  readonly amount_minor: bigint;
  readonly base_minor: bigint;
  readonly effective_on: PlainDate;
  readonly open_item_id: string;
  readonly undone: boolean;
};

/**
 * It was not that customer's: what the money had paid is open again, and the receipt waits for its owner once more. Refuses one
 * undone before, and money that went on to a refund, another customer or another currency. Locks the customer, then the
 * receipt.
 */
export async function undoIdentification(
  tx: Tx,
  actor: Actor,
  input: { readonly identificationId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ receiptId: string; customerId: string }, UndoIdentificationRefusal>> {
  const reason = input.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  const found = await read(tx, input.identificationId);
  if (!found) return refuse({ code: 'unknown-identification' });
  await lockCustomers(tx, [found.customer_id]);
  await holdReceipt(tx, found.receipt_id);
  const row = (await read(tx, input.identificationId))!;
  if (row.undone) return refuse({ code: 'undone-before' });
  const standing = await standingOn(tx, row.open_item_id);
  if (standing.some((one) => one.gone_on)) return refuse({ code: 'went-on' });
  await reverseAll(tx, actor, { standing, row, reason });
  const lastOn = standing.reduce((day, one) => later(day, one.effective_on), row.effective_on);
  const mirror = await postMirror(tx, actor, { id: input.identificationId, row, reason, lastOn });
  await tx
    .insertInto('receipt_identification_undoings')
    .values({
      ...{ identification_id: input.identificationId, reason, ...mirror },
      ...{ made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: moment.now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'receipt.not_theirs', subjectKind: 'unidentified_receipt', subjectId: row.receipt_id, reason },
    ...{ customerId: row.customer_id, before: { identificationId: input.identificationId } },
  });
  return ok({ receiptId: row.receipt_id, customerId: row.customer_id });
}

async function read(tx: Tx, id: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select d.receipt_id, d.customer_id, r.currency, d.amount_minor, d.base_minor, d.effective_on::text as effective_on, d.open_item_id,
      exists (select from receipt_identification_undoings u where u.identification_id = d.id) as undone
    from receipt_identifications d join unidentified_receipts r on r.id = d.receipt_id where d.id = ${id}`.execute(tx);
  return rows[0];
}

type Standing = { readonly id: string; readonly effective_on: PlainDate; readonly gone_on: boolean };

async function standingOn(tx: Tx, itemId: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select a.id, a.effective_on::text as effective_on,
      d.kind in ('refund', 'currency_clearing', 'transfer') or exists (select from reductions n where n.made_item_id = d.id) as gone_on
    from applications a join open_items d on d.id = a.debit_item_id
    where a.credit_item_id = ${itemId} and a.reverses_id is null and not exists (select from applications b where b.reverses_id = a.id)`.execute(
    tx,
  );
  return rows;
}

async function reverseAll(
  tx: Tx,
  actor: Actor,
  { standing, row, reason }: { readonly standing: readonly Standing[]; readonly row: Row; readonly reason: string },
): Promise<void> {
  if (standing.length === 0) return;
  const undone = await reverseApplications(tx, actor, {
    ...{ applicationIds: standing.map((one) => one.id), effectiveOn: row.effective_on, reason, whenClosed: 'move' },
  });
  assert(undone.ok, 'standing applications of a locked customer can be reversed');
}

async function postMirror(
  tx: Tx,
  actor: Actor,
  of: { readonly id: string; readonly row: Row; readonly reason: string; readonly lastOn: PlainDate },
) {
  const { row, lastOn } = of;
  const effectiveOn = await firstOpenDay(tx, ['posting'], await lastMoveOn(tx, row.open_item_id, lastOn));
  const [entryId, itemId] = [newId<never>() as string, newId<never>() as string];
  const line = (account: string, sign: 1n | -1n) => ({
    ...{ account, currency: currency(row.currency) },
    ...{ amountMinor: sign * row.amount_minor, baseMinor: sign * row.base_minor },
  });
  const receivable = { customerId: row.customer_id, itemId, dueOn: effectiveOn };
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'receipt_identified', sourceId: of.id, effectiveOn, memo: of.reason },
      lines: [{ ...line('1100', 1n), receivable }, line('2190', -1n)],
    },
  ]);
  const closed = await applyItems(tx, actor, {
    applications: [
      {
        ...{ customerId: row.customer_id, creditItemId: row.open_item_id, debitItemId: itemId },
        ...{ amountMinor: row.amount_minor, effectiveOn },
      },
    ],
  });
  assert(closed.ok, 'an identification taken back closes against its mirror');
  return { effective_on: effectiveOn, entry_id: entryId, open_item_id: itemId };
}

/** The item can only be closed in full on the day of its last application, or later. */
async function lastMoveOn(tx: Tx, itemId: string, otherwise: PlainDate): Promise<PlainDate> {
  const row = await tx
    .selectFrom('applications')
    .select((eb) => eb.fn.max('effective_on').as('last_on'))
    .where('credit_item_id', '=', itemId)
    .executeTakeFirst();
  return later((row?.last_on as PlainDate | null) ?? otherwise, otherwise);
}
