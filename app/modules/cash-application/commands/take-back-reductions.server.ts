import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { EntryInput, EntryKind, LineInput } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type TakeBackInput = {
  readonly paymentId: string;
  /** The day the payment came back; moves to the first open day. */
  readonly effectiveOn: PlainDate;
  readonly reason: string;
};

/**
 * Takes back what was named with a payment that came back: each difference by an entry that mirrors it, so that the document
 * it settled is open again, the discount and its tax are owed again, and a deduction's claim is closed. A certificate that was
 * collected or waived, and a deduction whose claim has been touched, stand: `standing` counts them. Call it after the
 * payment was reversed, with its customers locked. One statement a step, however many there are.
 */
export async function takeBackReductions(
  tx: Tx,
  actor: Actor,
  input: TakeBackInput,
  moment: Moment,
): Promise<{ takenBack: number; standing: number }> {
  const named = await namedWith(tx, input.paymentId);
  const back = named.filter((one) => !one.stands);
  const standing = named.length - back.length;
  if (back.length === 0) return { takenBack: 0, standing };
  const open = back.flatMap((one) => one.application_ids);
  if (open.length > 0) {
    const undone = await reverseApplications(tx, actor, { ...input, applicationIds: open, whenClosed: 'move' });
    assert(undone.ok, 'what a named difference settled can be opened again');
  }
  const lastOn = back.map((one) => one.last_on).reduce(later);
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(input.effectiveOn, lastOn));
  const mirrors = back.map((one) => mirrorOf(one, effectiveOn, input.reason));
  await postEntries(
    tx,
    mirrors.map((mirror) => mirror.entry),
  );
  const closed = await applyItems(tx, actor, {
    applications: mirrors.flatMap((mirror) => mirror.pairs.map((pair) => ({ ...pair, effectiveOn }))),
  });
  assert(closed.ok, 'a named difference closes against its mirror');
  await record(tx, actor, { mirrors, effectiveOn, input, moment });
  return { takenBack: back.length, standing };
}

type Line = {
  account: string;
  amount: string;
  base: string;
  item: string | null;
  side: 'debit' | 'credit' | null;
};
type Named = {
  id: string;
  kind: EntryKind;
  customer_id: string;
  currency: string;
  made_item_id: string;
  case_item_id: string | null;
  amount_minor: bigint;
  last_on: PlainDate;
  stands: boolean;
  application_ids: string[];
  lines: Line[];
};

/** The differences not taken back yet, each with its lines, what it settles, and its last day. */
async function namedWith(tx: Tx, paymentId: string): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select r.id, r.kind, r.customer_id, r.currency, r.made_item_id, r.case_item_id, r.amount_minor, greatest(r.effective_on, touched.last_on) as last_on,
      coalesce(k.residual_minor < k.amount_minor or exists (select 1 from holds h where h.item_id = k.id
        and not exists (select 1 from hold_releases f where f.hold_id = h.id)), false)
        or exists (select 1 from case_events e where e.reduction_id = r.id and e.kind in ('collected', 'waived')) as stands,
      coalesce(settles.ids, '{}') as application_ids, posted.lines
    from reductions r left join open_items k on k.id = r.case_item_id
      cross join lateral (select max(a.effective_on) as last_on from applications a where r.made_item_id in (a.credit_item_id, a.debit_item_id)) touched
      cross join lateral (select array_agg(a.id) as ids from applications a where r.made_item_id in (a.credit_item_id, a.debit_item_id)
        and a.reverses_id is null and not exists (select 1 from applications u where u.reverses_id = a.id)) settles
      cross join lateral (select json_agg(json_build_object('account', l.account_code, 'amount', l.amount_minor::text, 'base', l.base_minor::text,
          'item', i.id, 'side', i.side) order by l.line_no) as lines
        from entry_lines l left join open_items i on i.entry_id = l.entry_id and i.line_no = l.line_no where l.entry_id = r.entry_id) posted
    where r.payment_id = ${paymentId} and not exists (select 1 from reduction_reversals b where b.reduction_id = r.id)
    order by r.id`.execute(tx);
  return rows;
}

type Pair = { customerId: string; creditItemId: string; debitItemId: string; amountMinor: bigint };
type Mirror = {
  readonly of: Named;
  readonly entry: EntryInput;
  readonly closingItemId: string;
  readonly caseClosingItemId: string | null;
  readonly pairs: readonly Pair[];
};

/** The same lines with the signs turned; each receivables line makes the item that closes its twin. */
function mirrorOf(of: Named, effectiveOn: PlainDate, reason: string): Mirror {
  const closing = new Map<string, string>();
  const lines = of.lines.map((line): LineInput => {
    const mirrored = {
      ...{ account: line.account, currency: currency(of.currency) },
      ...{ amountMinor: -BigInt(line.amount), baseMinor: -BigInt(line.base) },
    };
    if (line.item === null) return mirrored;
    const itemId = newId<never>() as string;
    closing.set(line.item, itemId);
    return { ...mirrored, receivable: { customerId: of.customer_id, itemId, dueOn: effectiveOn } };
  });
  const pairs = of.lines.flatMap(({ item, side }): Pair[] => {
    if (item === null) return [];
    const [creditItemId, debitItemId] = side === 'credit' ? [item, closing.get(item)!] : [closing.get(item)!, item];
    return [{ customerId: of.customer_id, creditItemId, debitItemId, amountMinor: of.amount_minor }];
  });
  return {
    ...{ of, pairs, closingItemId: closing.get(of.made_item_id)! },
    caseClosingItemId: of.case_item_id === null ? null : closing.get(of.case_item_id)!,
    entry: {
      ...{ id: newId<never>() as string, kind: of.kind, sourceId: of.id },
      ...{ effectiveOn, memo: reason, lines },
    },
  };
}

type Taken = {
  readonly mirrors: readonly Mirror[];
  readonly effectiveOn: PlainDate;
  readonly input: TakeBackInput;
  readonly moment: Moment;
};

async function record(tx: Tx, actor: Actor, { mirrors, effectiveOn, input, moment }: Taken): Promise<void> {
  await tx
    .insertInto('reduction_reversals')
    .values(
      mirrors.map(({ of, entry, closingItemId, caseClosingItemId }) => ({
        ...{ reduction_id: of.id, customer_id: of.customer_id, payment_id: input.paymentId },
        ...{ effective_on: effectiveOn, entry_id: entry.id, closing_item_id: closingItemId },
        ...{ case_closing_item_id: caseClosingItemId, reason: input.reason },
        ...{ recorded_at: moment.now, recorded_by_name: actor.name },
      })),
    )
    .execute();
  await writeAudit(
    tx,
    actor,
    mirrors.map(({ of }) => ({
      ...{ action: 'difference.taken-back', subjectKind: 'payment', subjectId: input.paymentId },
      ...{ customerId: of.customer_id, reason: input.reason },
      after: { reductionId: of.id, kind: of.kind, amountMinor: of.amount_minor, currency: of.currency },
    })),
  );
}
