import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CaseEvent } from '../commands/record-case-event.server.ts';

export type CaseStep = {
  readonly id: string;
  readonly kind: CaseEvent['kind'];
  readonly ownerName: string | null;
  readonly note: string;
  readonly certificateNumber: string;
  readonly dueOn: PlainDate | null;
  readonly at: Date;
  readonly byName: string;
};

/** What happened to a deduction or a certificate, newest first. */
export async function caseStory(db: ReadDb, reductionId: string): Promise<CaseStep[]> {
  const rows = await db
    .selectFrom('case_events as e')
    .leftJoin('users as u', 'u.id', 'e.owner_id')
    .selectAll('e')
    .select('u.name as owner_name')
    .where('e.reduction_id', '=', reductionId)
    .orderBy('e.id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as CaseEvent['kind'], ownerName: row.owner_name, note: row.note },
    ...{ certificateNumber: row.certificate_number, dueOn: row.due_on as PlainDate | null },
    ...{ at: row.happened_at, byName: row.by_name },
  }));
}

export type OpenCases = { readonly currency: Currency; readonly count: number; readonly openMinor: bigint };

/** What is open of deductions, or of certificates still to collect: one sum per currency, minor units. */
export async function openCases(
  db: ReadDb,
  kind: 'deduction' | 'withholding',
  customerId?: string,
): Promise<OpenCases[]> {
  const { rows } = await sql<{ currency: string; count: number; open_minor: bigint }>`
    select r.currency, count(*)::int as count, sum(coalesce(k.residual_minor, r.amount_minor))::bigint as open_minor
    from reductions r left join open_items k on k.id = r.case_item_id
    where r.kind = ${kind} and (${customerId ?? null}::uuid is null or r.customer_id = ${customerId ?? null}::uuid) and coalesce(k.residual_minor, r.amount_minor) > 0
      and not exists (select 1 from case_events e where e.reduction_id = r.id and e.kind in ('collected', 'waived'))
      and not exists (select 1 from reduction_reversals b where b.reduction_id = r.id)
    group by r.currency order by r.currency`.execute(db as never);
  return rows.map((row) => ({ currency: currency(row.currency), count: row.count, openMinor: row.open_minor }));
}
