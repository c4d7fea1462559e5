import { sql } from 'kysely';
import { AssertionBroken } from '#app/kernel/assert.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { decidePromises } from '#app/modules/collections/commands/decide-promises.server.ts';
import { makePromise } from '#app/modules/collections/commands/make-promise.server.ts';
import { sayPaid } from '#app/modules/collections/commands/say-paid.server.ts';
import { setReminderGroup } from '#app/modules/collections/commands/set-reminder-group.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const COLLECTOR: Actor = { ...SYSTEM, kind: 'staff', name: 'Ana Ruiz' };
const PAYER: Actor = { ...SYSTEM, kind: 'customer', name: 'Accounts payable' };
const DAY_MS = 86_400_000;

/** The same hour so many days ago. */
const ago = ({ now, today }: Moment, days: number): Moment => ({
  now: new Date(now.getTime() - days * DAY_MS),
  today: addDays(today, -days),
});

type Owing = {
  id: string;
  currency: string;
  owed: string;
  invoice_id: string;
  left: string;
  paid: string | null;
  paid_on: PlainDate | null;
};

/**
 * What a desk finds on a morning: promises that are open, due, kept, kept in part and broken, one invoice that is said to be
 * paid, one customer who gets the gentle reminders. Reminders themselves begin on the next working day.
 */
export async function demoCollections(tx: Tx, { butOf }: { butOf: string }, moment: Moment): Promise<void> {
  const { rows } = await sql<Owing>`
    select c.id, c.currency, o.owed::text, o.invoice_id, o.left_minor::text as left, p.amount_minor::text as paid, p.value_on as paid_on
    from customers c
    cross join lateral (select sum(i.residual_minor) as owed, (array_agg(v.id order by i.due_on))[1] as invoice_id,
      (array_agg(i.residual_minor order by i.due_on))[1] as left_minor
      from open_items i join invoices v on v.open_item_id = i.id
      where i.customer_id = c.id and i.side = 'debit' and i.currency = c.currency and i.residual_minor > 0 and i.due_on < ${moment.today}::date) o
    left join lateral (select x.amount_minor, x.value_on from payments x where x.customer_id = c.id and x.currency = c.currency
      and x.value_on between ${moment.today}::date - 12 and ${moment.today}::date - 4
      and not exists (select from payment_reversals r where r.payment_id = x.id) order by x.value_on limit 1) p on true
    where c.id <> ${butOf}::uuid and c.archived_at is null and o.owed > 0 order by c.number`.execute(tx);
  const paid = rows.filter((row) => row.paid !== null && BigInt(row.owed) > BigInt(row.paid));
  const others = rows.filter((row) => !paid.includes(row));
  for (const [index, row] of paid.slice(0, 3).entries()) {
    const amount = index === 0 ? BigInt(row.paid!) : BigInt(row.paid!) + BigInt(row.owed) / 10n + 1n;
    await promised(tx, row, { amount: smaller(amount, BigInt(row.owed)), madeAgo: 13, inDays: 10 }, moment);
  }
  for (const [index, row] of others.slice(0, 4).entries()) {
    const when = [
      { madeAgo: 12, inDays: 6 },
      { madeAgo: 3, inDays: 3 },
      { madeAgo: 1, inDays: 7 },
      { madeAgo: 2, inDays: 12 },
    ][index]!;
    await promised(tx, row, { amount: BigInt(row.owed), ...when }, moment);
  }
  const [said, gentle] = others.slice(4, 6);
  if (said) {
    const of = {
      customerId: said.id,
      invoiceId: said.invoice_id,
      amountMinor: BigInt(said.left),
      paidOn: addDays(moment.today, -1),
    };
    await must(sayPaid(tx, PAYER, { ...of, reference: 'BACS 20447' }, moment));
  }
  if (gentle)
    await setReminderGroup(
      tx,
      COLLECTOR,
      { customerId: gentle.id, group: 'gentle', heldUntil: null, reason: 'Pays on the 25th of each month, always' },
      moment,
    );
  await sql`insert into reminder_runs (run_on, policy_id, started_at, ended_at)
    select ${moment.today}::date, p.id, ${moment.now}, ${moment.now} from policy_on(${moment.today}::date) p`.execute(
    tx,
  );
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

type Word = { readonly amount: bigint; readonly madeAgo: number; readonly inDays: number };

async function promised(
  tx: Tx,
  { id, currency }: Owing,
  { amount, madeAgo, inDays }: Word,
  moment: Moment,
): Promise<void> {
  const then = ago(moment, madeAgo);
  const promise = {
    ...{ customerId: id, currency, amountMinor: amount, promisedOn: addDays(then.today, inDays) },
    ...{ source: 'phone' as const, note: 'Called about what is open' },
  };
  await must(makePromise(tx, COLLECTOR, promise, then));
  await decidePromises(tx, SYSTEM, { customerId: id }, moment);
}

async function must(work: Promise<Result<unknown, { code: string }>>): Promise<void> {
  const done = await work;
  if (!done.ok) throw new AssertionBroken(`the demo was refused: ${done.refusal.code}`);
}
