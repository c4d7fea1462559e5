import pg from 'pg';
import { random } from '#scripts/demo/random.ts';
import type { Tally } from '#tests/support/mixed-work.ts';
import { onServer } from '#tests/support/template.ts';
import { inParallel, mustEqual, perSecond, timed } from './figures.ts';

const TABLES = `
  drop table if exists mixed_series, mixed_documents, mixed_lines, mixed_postings, mixed_items, mixed_applications, mixed_holds, mixed_audit;
  create table mixed_series (code text primary key, next_no bigint not null) with (fillfactor = 10);
  insert into mixed_series values ('INV', 1), ('PAY', 1);
  create table mixed_documents (id bigint primary key, number bigint not null, customer_id int not null, on_day date not null, amount bigint not null);
  create table mixed_lines (document_id bigint not null, description text not null, amount bigint not null);
  create table mixed_postings (entry_id bigint not null, account text not null, amount bigint not null);
  create table mixed_items (id bigint primary key, customer_id int not null, amount bigint not null, residual bigint not null);
  create table mixed_applications (credit_id bigint not null, debit_id bigint not null, amount bigint not null, on_day date not null);
  create table mixed_holds (item_id bigint not null, amount bigint not null);
  create table mixed_audit (id bigint generated always as identity primary key, action text not null, subject_id bigint not null)`;

const NUMBER = 'update mixed_series set next_no = next_no + 1 where code = $1 returning next_no - 1 as no';
const DOCUMENT = `insert into mixed_documents values ($1, $2, $3, '2026-06-15', $4)`;
const LINE = `insert into mixed_lines values ($1, 'Fly ash', $2)`;
const POSTINGS = `insert into mixed_postings values ($1, '1100', $2), ($1, '4010', -$2::bigint)`;
const ITEM = 'insert into mixed_items values ($1, $2, $3, $3)';
const APPLY = `insert into mixed_applications values ($1, $2, $3, '2026-06-15')`;
const STAMP = 'update mixed_items set residual = residual - $3 where id in ($1, $2)';
const HOLD = 'insert into mixed_holds values ($1, $2)';
const AUDIT = 'insert into mixed_audit (action, subject_id) values ($1, $2)';

type Send = (text: string, values: unknown[]) => Promise<pg.QueryResult>;
type Rows = { id: number; customer: number; amount: number };

const document = async (send: Send, series: string, { id, customer, amount }: Rows): Promise<void> => {
  const { rows } = await send(NUMBER, [series]);
  await send(DOCUMENT, [id, rows[0].no, customer, amount]);
  if (series === 'INV') await send(LINE, [id, amount]);
  await send(POSTINGS, [id, amount]);
  await send(ITEM, [id, customer, amount]);
};
const application = async (send: Send, { id, amount }: Rows): Promise<void> => {
  await send(APPLY, [id, id + 1, amount]);
  await send(STAMP, [id, id + 1, amount]);
};

/** The rows of one command without locks, checks, roles, foreign keys, seals or jobs. */
const WRITES: Record<string, (send: Send, of: Rows) => Promise<void>> = {
  issue: (send, of) => document(send, 'INV', of),
  record: (send, of) => document(send, 'PAY', of),
  async receive(send, of) {
    await document(send, 'PAY', of);
    await application(send, of);
  },
  apply: application,
  unapply: application,
  async hold(send, { id, amount }) {
    await send(HOLD, [id, amount]);
  },
  async release(send, { id, amount }) {
    await send(HOLD, [id, -amount]);
  },
  async reverse(send, of) {
    await send(POSTINGS, [of.id, -of.amount]);
    await send(ITEM, [of.id, of.customer, of.amount]);
    await application(send, of);
  },
};

/** Plain SQL by as many clients: for each command that was done its rows, a transaction each. Answers commands a second. */
export async function mixedFloor(url: string, { tally, clients }: { tally: Tally; clients: number }): Promise<number> {
  await onServer(url, (client) => client.query(TABLES));
  const rng = random(1);
  const names = Object.entries(tally).flatMap(([name, { done }]) => Array.from({ length: done }, () => name));
  const order = names.map((name) => ({ name, at: rng.int(0, 1_000_000) })).sort((a, b) => a.at - b.at);
  const pool = new pg.Pool({ connectionString: url, max: clients });
  const one = async (index: number): Promise<void> => {
    const client = await pool.connect();
    const send: Send = (text, values) => client.query({ name: text.slice(0, 60), text, values });
    const { name } = order[index]!;
    try {
      await client.query('begin');
      await WRITES[name]!(send, { id: index, customer: index % 200, amount: 1_000 + index });
      await send(AUDIT, [name, index]);
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  const { ms } = await timed(() => inParallel(order.length, clients, one));
  const { rows } = await pool.query('select count(*)::int as n from mixed_audit');
  mustEqual('floor, commands', rows[0].n, order.length);
  await pool.end();
  return perSecond(order.length, ms);
}
