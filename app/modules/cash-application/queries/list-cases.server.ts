import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A deduction (its claim open) or a certificate of withheld tax that is still to be collected. Minor units. */
export type Case = {
  readonly reductionId: string;
  readonly kind: 'deduction' | 'withholding';
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  /** The document that was short paid, and its item. */
  readonly itemId: string;
  readonly itemKind: string;
  readonly sourceId: string;
  readonly number: string;
  readonly paymentId: string | null;
  readonly paymentNumber: string | null;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** Deductions: what is left of the claim. Certificates: the amount until it is collected or waived. */
  readonly openMinor: bigint;
  readonly caseItemId: string | null;
  readonly code: string | null;
  readonly label: string | null;
  readonly department: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly dueOn: PlainDate | null;
  readonly effectiveOn: PlainDate;
  readonly ageDays: number;
  readonly lastNote: string;
  readonly certificateNumber: string;
};

type Wanted = {
  readonly kind: 'deduction' | 'withholding';
  readonly state: 'open' | 'all';
  readonly today: PlainDate;
  readonly customerId?: string;
  readonly ownerId?: string;
  readonly reductionId?: string;
  readonly limit: number;
  /** Keyset: the effective date and id of the last row seen. */
  readonly after?: { readonly effectiveOn: PlainDate; readonly id: string };
};

/** Deductions or certificates, oldest first; open ones are those with something left. Keyset by date and id. */
export async function listCases(db: ReadDb, wanted: Wanted): Promise<Case[]> {
  const { rows } = await sql<Row>`
    select * from (
      select r.id, r.kind, r.customer_id, c.number as customer_number, c.name as customer_name, r.item_id, i.kind as item_kind, i.source_id, item_number(i.kind, i.source_id) as number,
        r.payment_id, p.number as payment_number, r.currency, r.amount_minor, r.case_item_id, r.code, d.label, d.department, r.effective_on,
        case when r.kind = 'deduction' then k.residual_minor when ended.id is null then r.amount_minor else 0 end as open_minor,
        owner.owner_id, u.name as owner_name, due.due_on, coalesce(noted.note, '') as last_note,
        coalesce(ended.certificate_number, '') as certificate_number
      from reductions r join customers c on c.id = r.customer_id join open_items i on i.id = r.item_id
        left join payments p on p.id = r.payment_id
        left join open_items k on k.id = r.case_item_id left join deduction_codes d on d.code = r.code
        left join case_events ended on ended.reduction_id = r.id and ended.kind in ('collected', 'waived')
        left join lateral (select e.owner_id from case_events e where e.reduction_id = r.id and e.kind = 'assigned' order by e.id desc limit 1) owner on true
        left join lateral (select e.due_on from case_events e where e.reduction_id = r.id and e.due_on is not null order by e.id desc limit 1) due on true
        left join lateral (select e.note from case_events e where e.reduction_id = r.id and e.note <> '' order by e.id desc limit 1) noted on true
        left join users u on u.id = owner.owner_id
      where r.kind = ${wanted.kind} and not exists (select 1 from reduction_reversals b where b.reduction_id = r.id)
        and (${wanted.customerId ?? null}::uuid is null or r.customer_id = ${wanted.customerId ?? null}::uuid)
        and (${wanted.reductionId ?? null}::uuid is null or r.id = ${wanted.reductionId ?? null}::uuid)) cases
    where (${wanted.state === 'all'} or open_minor > 0)
      and (${wanted.ownerId ?? null}::uuid is null or owner_id = ${wanted.ownerId ?? null}::uuid)
      and (${wanted.after?.effectiveOn ?? null}::date is null
        or (effective_on, id) > (${wanted.after?.effectiveOn ?? null}::date, ${wanted.after?.id ?? null}::uuid))
    order by effective_on, id limit ${wanted.limit}`.execute(db as never);
  return rows.map((row) => toCase(row, wanted.today));
}

type Row = {
  id: string;
  kind: 'deduction' | 'withholding';
  customer_id: string;
  customer_number: string;
  customer_name: string;
  item_id: string;
  item_kind: string;
  source_id: string;
  number: string;
  payment_id: string | null;
  payment_number: string | null;
  currency: string;
  amount_minor: bigint;
  case_item_id: string | null;
  code: string | null;
  label: string | null;
  department: string | null;
  effective_on: string;
  open_minor: bigint;
  owner_id: string | null;
  owner_name: string | null;
  due_on: string | null;
  last_note: string;
  certificate_number: string;
};

const toCase = (row: Row, today: PlainDate): Case => ({
  reductionId: row.id,
  kind: row.kind,
  customerId: row.customer_id,
  customerNumber: row.customer_number,
  customerName: row.customer_name,
  itemId: row.item_id,
  itemKind: row.item_kind,
  sourceId: row.source_id,
  number: row.number,
  paymentId: row.payment_id,
  paymentNumber: row.payment_number,
  currency: currency(row.currency),
  amountMinor: row.amount_minor,
  openMinor: row.open_minor,
  caseItemId: row.case_item_id,
  code: row.code,
  label: row.label,
  department: row.department,
  ownerId: row.owner_id,
  ownerName: row.owner_name,
  dueOn: row.due_on as PlainDate | null,
  effectiveOn: row.effective_on as PlainDate,
  ageDays: daysBetween(row.effective_on as PlainDate, today),
  lastNote: row.last_note,
  certificateNumber: row.certificate_number,
});
