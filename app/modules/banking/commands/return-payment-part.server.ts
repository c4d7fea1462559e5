import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { type Currency, currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { chargeBackPart } from '#app/modules/payments/commands/charge-back-part.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { KeptLink } from './keep-explanation.server.ts';
import type { LockedLine } from './lock-line.server.ts';

export type ReturnPartRefusal =
  | { readonly code: 'already-reversed' }
  | { readonly code: 'not-in-the-bank' }
  | { readonly code: 'nothing-left'; readonly leftMinor: bigint };

type Part = { readonly amountMinor: bigint; readonly reason: string };
type Returned = { readonly id: string; readonly customerId: string };

/**
 * The bank took a part of a payment back (`amountMinor` below zero): that part is owed again as a debit item of its own, 1100
 * against 1010. What the payment had paid stays paid. Refuses more than is left of the payment after earlier parts, and money
 * that never lay on our account. The line and the customer are locked by the caller.
 */
export async function returnPaymentPart(
  tx: Tx,
  { line, part, payment }: { readonly line: LockedLine; readonly part: Part; readonly payment: Returned },
): Promise<Result<KeptLink, ReturnPartRefusal>> {
  const { id: paymentId, customerId } = payment;
  const { isInBank, leftMinor } = await stillThere(tx, paymentId);
  if (!isInBank) return refuse({ code: 'not-in-the-bank' });
  if (leftMinor < -part.amountMinor) return refuse({ code: 'nothing-left', leftMinor });
  const taken = await chargeBackPart(tx, {
    ...{ paymentId, amountMinor: -part.amountMinor, happenedOn: line.bookedOn, memo: part.reason, account: '1010' },
  });
  if (!taken) return refuse({ code: 'already-reversed' });
  const { amountMinor, reason: note } = part;
  return ok({ kind: 'returned_part', amountMinor, subjectId: paymentId, customerId, entryId: taken.entryId, note });
}

async function stillThere(tx: Tx, paymentId: string) {
  const { rows } = await sql<{ isInBank: boolean; leftMinor: bigint }>`
    select exists (select from entry_lines l where l.entry_id = p.entry_id and l.account_code = '1010') as "isInBank",
      (p.amount_minor - coalesce((select r.returned_minor from payment_parts_returned r where r.payment_id = p.id), 0))::bigint as "leftMinor"
    from payments p where p.id = ${paymentId}`.execute(tx);
  return rows[0]!;
}

type PartRow = {
  readonly payment_id: string;
  readonly number: string;
  readonly customer_id: string;
  readonly item_id: string;
  readonly currency: Currency;
  readonly amount_minor: bigint;
  readonly base_minor: bigint;
  readonly residual_minor: bigint;
  readonly effective_on: PlainDate;
  readonly last_on: PlainDate | null;
};

/**
 * It did not come back after all: the mirror of what `returnPaymentPart` posted, and its debit item closed against it. Refuses
 * `stands` where something of that item was paid since. The customer is locked by the caller.
 */
export async function restorePaymentPart(
  tx: Tx,
  actor: Actor,
  link: { readonly id: string; readonly entryId: string; readonly reason: string },
): Promise<Result<void, { readonly code: 'stands'; readonly what: string }>> {
  const row = await readPart(tx, link.entryId);
  const stands = {
    code: 'stands',
    what: `what came back of payment ${row.number} was paid since; undo that first`,
  } as const;
  if (row.residual_minor !== row.amount_minor) return refuse(stands);
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(row.last_on ?? row.effective_on, row.effective_on));
  const [entryId, itemId] = [newId<never>() as string, newId<never>() as string];
  const line = (account: string, sign: 1n | -1n) => ({
    ...{ account, currency: currency(row.currency) },
    ...{ amountMinor: sign * row.amount_minor, baseMinor: sign * row.base_minor },
  });
  const { customer_id: customerId, amount_minor: amountMinor } = row;
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'chargeback', sourceId: row.payment_id, effectiveOn, memo: link.reason },
      lines: [line('1010', 1n), { ...line('1100', -1n), receivable: { customerId, itemId, dueOn: effectiveOn } }],
    },
  ]);
  const closed = await applyItems(tx, actor, {
    applications: [{ customerId, creditItemId: itemId, debitItemId: row.item_id, amountMinor, effectiveOn }],
  });
  if (!closed.ok) return refuse(stands);
  const kept = { link_id: link.id, entry_id: entryId, effective_on: effectiveOn };
  await tx.insertInto('bank_link_reversals').values(kept).execute();
  return ok();
}

async function readPart(tx: Tx, entryId: string): Promise<PartRow> {
  const { rows } = await sql<PartRow>`
    select p.id as payment_id, p.number, i.customer_id, i.id as item_id, i.currency, i.amount_minor, i.base_minor, i.residual_minor,
      e.effective_on::text as effective_on, (select max(a.effective_on) from applications a where a.debit_item_id = i.id)::text as last_on
    from open_items i join entries e on e.id = i.entry_id join payments p on p.id = i.source_id where i.entry_id = ${entryId}`.execute(
    tx,
  );
  assert(rows[0] !== undefined, 'a part that came back has its debit item');
  return rows[0];
}
