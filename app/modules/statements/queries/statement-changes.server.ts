import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EntryKind, Seal } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { LearnedRow, Named, StatementChanges } from '../types.ts';
import { getStatement, type StatementAsked } from './get-statement.server.ts';

type Asked = Omit<StatementAsked, 'knownAt'> & { readonly before: Seal; readonly after: Seal };

/**
 * What a statement would say at a later seal that it did not say at an earlier one: the statement at both, and each row
 * learned in between that is dated up to its last day. The movements learned add up to the difference of the closing
 * balances; applications move no balance, only what is open of each item. By the order in which they were learned.
 */
export async function statementChanges(db: ReadDb, asked: Asked): Promise<StatementChanges> {
  const { before: earlier, after: later, ...range } = asked;
  const before = await getStatement(db, { ...range, knownAt: earlier });
  const after = await getStatement(db, { ...range, knownAt: later });
  const learned = [...(await movementsLearned(db, asked)), ...(await applicationsLearned(db, asked))];
  return { before, after, learned: learned.sort((a, b) => Number(a.learnedAt.sealNo - b.learnedAt.sealNo)) };
}

const between = (xid: string, { before, after }: Asked) =>
  sql`${sql.ref(xid)} >= ${before.beforeXid}::xid8 and ${sql.ref(xid)} < ${after.beforeXid}::xid8`;

/** The seal that took a row in: the first whose boundary lies above it. */
const sealOf = (xid: string) =>
  sql`lateral (select seal_no, before_xid::text as before_xid, sealed_at from seals where before_xid > ${sql.ref(xid)} order by before_xid limit 1)`;

async function movementsLearned(db: ReadDb, asked: Asked): Promise<LearnedRow[]> {
  const { rows } = await sql<MovementRow>`
    select i.id, i.kind, i.source_id, i.effective_on, case i.side when 'debit' then i.amount_minor else -i.amount_minor end as minor,
      coalesce(v.number, p.number, '') as number, coalesce(v.title, p.reference, '') as title, coalesce(p.method, '') as method,
      s.seal_no, s.before_xid, s.sealed_at
    from open_items i cross join ${sealOf('i.xid')} s
    left join invoices v on v.id = i.source_id and v.customer_id = i.customer_id
    left join payments p on p.id = i.source_id and p.customer_id = i.customer_id
    where i.customer_id = ${asked.customerId} and i.currency = ${asked.currency} and i.effective_on <= ${asked.toOn}
      and ${between('i.xid', asked)}
    order by s.seal_no, i.effective_on, i.id`.execute(db as never);
  return rows.map((row) => ({
    what: 'movement',
    id: row.id,
    place: row.effective_on < asked.fromOn ? 'before' : 'within',
    of: { kind: row.kind as EntryKind, sourceId: row.source_id, number: row.number },
    method: row.method,
    title: row.title,
    on: row.effective_on as PlainDate,
    amountMinor: row.minor,
    learnedAt: toSeal(row),
  }));
}

async function applicationsLearned(db: ReadDb, asked: Asked): Promise<LearnedRow[]> {
  const { rows } = await sql<ApplicationRow>`
    select a.id, a.effective_on, a.amount_minor as minor, s.seal_no, s.before_xid, s.sealed_at,
      c.kind as credit_kind, c.source_id as credit_source, coalesce(cv.number, cp.number, '') as credit_number,
      d.kind as debit_kind, d.source_id as debit_source, coalesce(dv.number, dp.number, '') as debit_number
    from applications a cross join ${sealOf('a.xid')} s
    join open_items c on c.id = a.credit_item_id join open_items d on d.id = a.debit_item_id
    left join invoices cv on cv.id = c.source_id left join payments cp on cp.id = c.source_id
    left join invoices dv on dv.id = d.source_id left join payments dp on dp.id = d.source_id
    where a.customer_id = ${asked.customerId} and c.currency = ${asked.currency} and a.effective_on <= ${asked.toOn}
      and ${between('a.xid', asked)}
    order by s.seal_no, a.effective_on, a.id`.execute(db as never);
  return rows.map((row) => ({
    what: row.minor > 0n ? 'applied' : 'taken-back',
    id: row.id,
    credit: named(row.credit_kind, row.credit_source, row.credit_number),
    debit: named(row.debit_kind, row.debit_source, row.debit_number),
    on: row.effective_on as PlainDate,
    amountMinor: row.minor > 0n ? row.minor : -row.minor,
    learnedAt: toSeal(row),
  }));
}

const named = (kind: string, sourceId: string, number: string): Named => ({
  kind: kind as EntryKind,
  sourceId,
  number,
});

type SealRow = { seal_no: bigint; before_xid: string; sealed_at: Date };
const toSeal = (row: SealRow): Seal => ({ sealNo: row.seal_no, beforeXid: row.before_xid, sealedAt: row.sealed_at });

type MovementRow = SealRow & {
  id: string;
  kind: string;
  source_id: string;
  effective_on: string;
  minor: bigint;
  number: string;
  title: string;
  method: string;
};

type ApplicationRow = SealRow & {
  id: string;
  effective_on: string;
  minor: bigint;
  credit_kind: string;
  credit_source: string;
  credit_number: string;
  debit_kind: string;
  debit_source: string;
  debit_number: string;
};
