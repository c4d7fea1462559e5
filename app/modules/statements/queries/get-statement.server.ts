import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import { movementOrder } from '#app/modules/ledger/queries/movement-place.server.ts';
import type { EntryKind, Seal } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { runBalance } from '../rules/run-balance.ts';
import type { Movement, Statement, StatementAgeing, StatementForm } from '../types.ts';
import { openMovements } from './open-movements.server.ts';

export type StatementAsked = {
  readonly customerId: string;
  readonly currency: Currency;
  /** Both days are part of the statement. */
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  /** Only what was known at this seal; a statement that leaves the house names one. */
  readonly knownAt?: Seal;
  /** `balance_forward` where it is not said. */
  readonly form?: StatementForm;
};

/**
 * One customer's account between two dates in one currency: what stood open before, each movement with the balance after
 * it, and what the closing balance is made of by age. The one query behind page, PDF, CSV and command line. Exact for any
 * past dates, because it sums movements by their effective date; the same for ever where it names a seal. In the open-item form the rows
 * are what is open on the last day instead, oldest first, and make the same closing balance.
 */
export async function getStatement(db: ReadDb, asked: StatementAsked): Promise<Statement> {
  const { form = 'balance_forward' } = asked;
  const isOpenItem = form === 'open_item';
  const openingMinor = isOpenItem ? 0n : await balanceBefore(db, asked);
  const movements = isOpenItem ? await openMovements(db, asked) : await readMovements(db, asked);
  const { rows, closingMinor } = runBalance(openingMinor, movements);
  const aged = await ageing(db, { ...asked, asOf: asked.toOn });
  const inCurrency = aged.find((row) => row.currency === asked.currency);
  return { ...asked, form, openingMinor, rows, closingMinor, ageing: inCurrency ? cutsOf(inCurrency) : NOTHING_OPEN };
}

const signed = sql<bigint>`case when i.side = 'debit' then i.amount_minor else -i.amount_minor end`;

/** A transfer names the account it went to, or came from. */
const OTHER_SIDE = sql<string | null>`case i.side when 'debit' then t.to_name else t.from_name end`;

async function balanceBefore(db: ReadDb, asked: StatementAsked): Promise<bigint> {
  const row = await db
    .selectFrom('open_items as i')
    .select(sql<bigint>`coalesce(sum(${signed}), 0)::bigint`.as('balance'))
    .where('i.customer_id', '=', asked.customerId)
    .where('i.currency', '=', asked.currency)
    .where('i.effective_on', '<', asked.fromOn)
    .where(wasKnown('i.xid', asked.knownAt))
    .executeTakeFirstOrThrow();
  return row.balance;
}

async function readMovements(db: ReadDb, asked: StatementAsked): Promise<Movement[]> {
  const rows = await db
    .selectFrom('open_items as i')
    .leftJoin('invoices as v', (join) =>
      join.onRef('v.id', '=', 'i.source_id').onRef('v.customer_id', '=', 'i.customer_id'),
    )
    .leftJoin('payments as p', (join) =>
      join.onRef('p.id', '=', 'i.source_id').onRef('p.customer_id', '=', 'i.customer_id'),
    )
    .leftJoin('transfers as t', (join) => join.onRef('t.id', '=', 'i.source_id').on('i.kind', '=', 'transfer'))
    .select(['i.id', 'i.kind', 'i.source_id', 'i.effective_on', 'i.side', 'v.due_on', 'v.kind as document_kind'])
    .select(signed.as('amount_minor'))
    .select(
      sql<PlainDate | null>`case when i.kind = 'payment' and p.value_on <> p.received_on then p.value_on end`.as(
        'value_on',
      ),
    )
    .select((eb) => [
      eb.fn.coalesce('v.number', 'p.number', sql<string>`item_number(i.kind, i.source_id)`).as('number'),
      eb.fn.coalesce('v.title', 'p.reference', OTHER_SIDE, sql<string>`''`).as('title'),
      eb.fn.coalesce('v.po_number', sql<string>`''`).as('po_number'),
      eb.fn.coalesce('p.method', sql<string>`''`).as('method'),
    ])
    .where('i.customer_id', '=', asked.customerId)
    .where('i.currency', '=', asked.currency)
    .where('i.effective_on', '>=', asked.fromOn)
    .where('i.effective_on', '<=', asked.toOn)
    .where(wasKnown('i.xid', asked.knownAt))
    .orderBy(movementOrder('i'))
    .execute();
  return rows.map((row) => ({
    itemId: row.id,
    on: row.effective_on as PlainDate,
    kind: row.kind as EntryKind,
    sourceId: row.source_id,
    number: row.number,
    title: row.title,
    poNumber: row.po_number,
    method: row.method,
    dueOn: row.side === 'debit' && row.document_kind !== null ? (row.due_on as PlainDate | null) : null,
    valueOn: row.value_on,
    amountMinor: row.amount_minor,
  }));
}

export const NOTHING_OPEN: StatementAgeing = {
  notDueMinor: 0n,
  d1to30Minor: 0n,
  d31to60Minor: 0n,
  d61to90Minor: 0n,
  over90Minor: 0n,
  creditsMinor: 0n,
  disputedMinor: 0n,
  totalMinor: 0n,
};

export const cutsOf = (row: StatementAgeing): StatementAgeing => ({
  notDueMinor: row.notDueMinor,
  d1to30Minor: row.d1to30Minor,
  d31to60Minor: row.d31to60Minor,
  d61to90Minor: row.d61to90Minor,
  over90Minor: row.over90Minor,
  creditsMinor: row.creditsMinor,
  disputedMinor: row.disputedMinor,
  totalMinor: row.totalMinor,
});
