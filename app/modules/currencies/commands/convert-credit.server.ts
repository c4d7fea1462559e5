import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { basePart } from '#app/kernel/exchange.ts';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { closedPeriodOf } from '#app/modules/ledger/queries/periods.server.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ConversionRefusal } from '../types.ts';

export type ConvertInput = {
  readonly creditItemId: string;
  /** How much of the credit is used, minor units of its own currency. */
  readonly amountMinor: bigint;
  readonly toCurrency: Currency;
  /** What it is worth there, minor units: what the bank gave or the rates of the day say. */
  readonly toAmountMinor: bigint;
  readonly effectiveOn: PlainDate;
};

/**
 * Uses part of a credit in another currency: through 7090 the customer gets a credit item in that currency, at the base
 * amount the part was carried at. Posts one entry, applies the part, locks the customer and the item. Refuses an unknown
 * item, a debit, the same currency, amounts not above zero or above what is left, a day before the item's.
 */
export async function convertCredit(
  tx: Tx,
  actor: Actor,
  input: ConvertInput,
): Promise<Result<{ creditItemId: string }, ConversionRefusal>> {
  const item = await tx.selectFrom('open_items').selectAll().where('id', '=', input.creditItemId).executeTakeFirst();
  if (!item) return refuse({ code: 'unknown-item' });
  if (item.side !== 'credit') return refuse({ code: 'not-a-credit' });
  if (item.currency === input.toCurrency) return refuse({ code: 'same-currency' });
  if (input.amountMinor <= 0n || input.toAmountMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  if (input.effectiveOn < item.effective_on)
    return refuse({ code: 'before-item', earliestOn: item.effective_on as PlainDate });
  const closed = await closedPeriodOf(tx, ['posting'], input.effectiveOn);
  if (closed) return refuse(closed);
  await lockCustomers(tx, [item.customer_id]);
  const left = await itemLeft(tx, item.id);
  if (input.amountMinor > left.residual_minor)
    return refuse({ code: 'over-residual', residualMinor: left.residual_minor });
  const baseMinor = basePart(left.base_left_minor, input.amountMinor, left.residual_minor);
  const [debitItemId, creditItemId] = [newId<never>() as string, newId<never>() as string];
  const entry = entryOf(input, {
    currency: currency(item.currency),
    customerId: item.customer_id,
    baseMinor,
    debitItemId,
    creditItemId,
  });
  await postEntries(tx, [entry]);
  const applied = await applyItems(tx, actor, {
    applications: [
      {
        customerId: item.customer_id,
        creditItemId: item.id,
        debitItemId,
        amountMinor: input.amountMinor,
        effectiveOn: input.effectiveOn,
      },
    ],
  });
  if (!applied.ok) {
    assert(applied.refusal.code === 'over-application', 'what is left of a locked credit can be converted now');
    return refuse({ code: 'over-application' });
  }
  await writeAudit(tx, actor, {
    action: 'credit.converted',
    subjectKind: 'open_item',
    subjectId: item.id,
    customerId: item.customer_id,
    after: {
      amountMinor: input.amountMinor,
      toCurrency: input.toCurrency,
      toAmountMinor: input.toAmountMinor,
      creditItemId,
    },
  });
  return ok({ creditItemId });
}

async function itemLeft(tx: Tx, itemId: string): Promise<{ residual_minor: bigint; base_left_minor: bigint }> {
  const { rows } = await sql<{ residual_minor: bigint; base_left_minor: bigint }>`
    select residual_minor, base_left_minor from item_left(array[${itemId}]::uuid[])`.execute(tx);
  return rows[0]!;
}

type Sides = { currency: Currency; customerId: string; baseMinor: bigint; debitItemId: string; creditItemId: string };

function entryOf(input: ConvertInput, of: Sides): EntryInput {
  const { amountMinor, toAmountMinor, effectiveOn } = input;
  const receivable = (itemId: string) => ({ customerId: of.customerId, itemId, dueOn: effectiveOn });
  return {
    id: newId<never>() as string,
    kind: 'currency_clearing',
    sourceId: input.creditItemId,
    effectiveOn,
    memo: `${of.currency} used in ${input.toCurrency}`,
    lines: [
      {
        account: '1100',
        currency: of.currency,
        amountMinor,
        baseMinor: of.baseMinor,
        receivable: receivable(of.debitItemId),
      },
      { account: '7090', currency: of.currency, amountMinor: -amountMinor, baseMinor: -of.baseMinor },
      { account: '7090', currency: input.toCurrency, amountMinor: toAmountMinor, baseMinor: of.baseMinor },
      {
        account: '1100',
        currency: input.toCurrency,
        amountMinor: -toAmountMinor,
        baseMinor: -of.baseMinor,
        receivable: receivable(of.creditItemId),
      },
    ],
  };
}
