import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What moved the loss allowance, above zero where it grew. Base minor units. */
export type AllowanceMove = {
  readonly id: string;
  readonly kind: 'loss_allowance' | 'write_off' | 'tax_relief';
  readonly effectiveOn: PlainDate;
  readonly amountMinor: bigint;
  /** The write-off behind it; null where it was built or released. */
  readonly writeOffId: string | null;
  readonly number: string;
  readonly reason: string;
  readonly byName: string;
  /** Whoever wrote off chose to go beyond what was built. */
  readonly isBeyond: boolean;
};
export type Allowance = {
  readonly builtMinor: bigint;
  readonly usedMinor: bigint;
  readonly leftMinor: bigint;
  readonly moves: readonly AllowanceMove[];
};

/** The loss allowance: built less released, used less relief, what is left, and its newest moves. Base minor units. */
export async function readAllowance(db: ReadDb, { limit }: { readonly limit: number }): Promise<Allowance> {
  const { rows } = await sql<AllowanceMove & { built: bigint; used: bigint }>`
    with moves as (
      select e.id, e.kind, e.effective_on as "effectiveOn", -sum(l.base_minor)::bigint as "amountMinor", e.memo
      from entry_lines l join entries e on e.id = l.entry_id where l.account_code = '1190' group by e.id)
    select m.id, m.kind, m."effectiveOn", m."amountMinor", coalesce(w.id, t.write_off_id) as "writeOffId",
      coalesce(w.number, r.number, '') as number, coalesce(c.reason, w.reason, m.memo) as reason,
      coalesce(c.made_by_name, w.made_by_name, '') as "byName", coalesce(w.beyond_allowance, false) as "isBeyond",
      coalesce(sum("amountMinor") filter (where m.kind = 'loss_allowance') over (), 0)::bigint as built,
      coalesce(-sum("amountMinor") filter (where m.kind <> 'loss_allowance') over (), 0)::bigint as used
    from moves m left join allowance_changes c on c.entry_id = m.id left join write_offs w on w.entry_id = m.id
      left join tax_reliefs t on t.entry_id = m.id left join write_offs r on r.id = t.write_off_id
    order by m."effectiveOn" desc, m.id desc limit ${limit}`.execute(db);
  const { built, used } = rows[0] ?? { built: 0n, used: 0n };
  const moves = rows.map(({ built: _built, used: _used, ...move }) => move);
  return { builtMinor: built, usedMinor: used, leftMinor: built - used, moves };
}
