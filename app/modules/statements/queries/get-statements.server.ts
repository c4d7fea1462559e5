import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import { movementOrder } from '#app/modules/ledger/queries/movement-place.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { runBalance } from '../rules/run-balance.ts';
import { type MovementRow, toMovement } from '../rules/to-movement.ts';
import type { Movement, Statement } from '../types.ts';
import { cutsOf, NOTHING_OPEN } from './get-statement.server.ts';

export type StatementsAsked = {
  readonly currency: Currency;
  /** Both days are part of the statements. */
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  /** Only what was known at this seal. */
  readonly knownAt?: Seal;
};

/**
 * The statements of every customer that has movements between two dates, an opening balance, or anything open, in one
 * currency: what getStatement answers for each, in three reads instead of three a customer. By customer id.
 */
export async function getStatements(db: ReadDb, asked: StatementsAsked): Promise<Statement[]> {
  const openings = await openingBalances(db, asked);
  const movements = await movementsByCustomer(db, asked);
  const aged = await ageing(db, { ...asked, asOf: asked.toOn });
  const ages = new Map(aged.filter((row) => row.currency === asked.currency).map((row) => [row.customerId, row]));
  const customerIds = new Set([...openings.keys(), ...movements.keys(), ...ages.keys()]);
  return [...customerIds].sort().map((customerId) => {
    const openingMinor = openings.get(customerId) ?? 0n;
    const { rows, closingMinor } = runBalance(openingMinor, movements.get(customerId) ?? []);
    const age = ages.get(customerId);
    return {
      customerId,
      ...asked,
      form: 'balance_forward',
      openingMinor,
      rows,
      closingMinor,
      ageing: age ? cutsOf(age) : NOTHING_OPEN,
    };
  });
}

async function openingBalances(db: ReadDb, asked: StatementsAsked): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ customer_id: string; balance: bigint }>`
    select customer_id, sum(case side when 'debit' then amount_minor else -amount_minor end)::bigint as balance
    from open_items where currency = ${asked.currency} and effective_on < ${asked.fromOn}
      and ${wasKnown('xid', asked.knownAt)}
    group by customer_id having sum(case side when 'debit' then amount_minor else -amount_minor end) <> 0`.execute(
    db as never,
  );
  return new Map(rows.map((row) => [row.customer_id, row.balance]));
}

async function movementsByCustomer(db: ReadDb, asked: StatementsAsked): Promise<Map<string, Movement[]>> {
  const { rows } = await sql<MovementRow>`
    select i.id as item_id, i.customer_id, i.kind, i.source_id, i.effective_on, i.side = 'debit' as is_debit, i.amount_minor::text,
      coalesce(v.number, p.number, item_number(i.kind, i.source_id)) as number,
      coalesce(v.title, p.reference, case i.side when 'debit' then t.to_name else t.from_name end, '') as title,
      coalesce(v.po_number, '') as po_number, coalesce(p.method, '') as method, v.due_on, v.id is not null as is_document,
      case when i.kind = 'payment' and p.value_on <> p.received_on then p.value_on end as value_on
    from open_items i left join invoices v on v.id = i.source_id left join payments p on p.id = i.source_id
      left join transfers t on t.id = i.source_id and i.kind = 'transfer'
    where i.currency = ${asked.currency} and i.effective_on >= ${asked.fromOn} and i.effective_on <= ${asked.toOn}
      and ${wasKnown('i.xid', asked.knownAt)}
    order by i.customer_id, ${movementOrder('i')}`.execute(db as never);
  const found = new Map<string, Movement[]>();
  for (const row of rows) {
    const list = found.get(row.customer_id);
    if (list) list.push(toMovement(row));
    else found.set(row.customer_id, [toMovement(row)]);
  }
  return found;
}
