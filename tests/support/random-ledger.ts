import fc from 'fast-check';
import { sql } from 'kysely';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { takeSnapshot } from '#app/modules/ledger/commands/take-snapshot.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive } from '#tests/support/people.ts';

/**
 * Random accounts for properties: invoices, payments, applications and their undoing on random days in random order, with
 * snapshots in between and transactions that commit after younger ones.
 */
export const DAYS = 120;
const start = plainDate('2026-01-01');
export const dayOf = (day: number): PlainDate => addDays(start, day);

type Item = { id: string; customerId: string; day: number };
export type History = {
  db: Db;
  customers: string[];
  debits: Item[];
  credits: Item[];
  applications: string[];
};
export type Step = (history: History) => Promise<void>;
const pick = <T>(list: readonly T[], n: number): T | undefined => (list.length > 0 ? list[n % list.length] : undefined);

export const snapshotOf = async (db: Db, day: number): Promise<void> => {
  await inTransaction(db, async (tx) => ok(await takeSnapshot(tx, { periodEndOn: dayOf(day) })));
};

const issueStep =
  (who: number, amount: bigint, day: number): Step =>
  async (history) => {
    const customerId = pick(history.customers, who)!;
    const invoice = anInvoice(customerId, amount, { documentOn: dayOf(day), dueOn: dayOf(day + (who % 3) * 15) });
    history.debits.push({ id: (await issue(history.db, invoice)).openItemId, customerId, day });
  };

const receiveStep =
  (who: number, amount: bigint, day: number): Step =>
  async (history) => {
    const customerId = pick(history.customers, who)!;
    const payment = await receive(history.db, customerId, amount, dayOf(day));
    history.credits.push({ id: payment.openItemId, customerId, day });
  };

const applyStep =
  (c: number, d: number, amount: bigint, after: number): Step =>
  async (history) => {
    const credit = pick(history.credits, c);
    const debit =
      credit &&
      pick(
        history.debits.filter((item) => item.customerId === credit.customerId),
        d,
      );
    if (!credit || !debit) return;
    const effectiveOn = dayOf(Math.max(credit.day, debit.day) + after);
    const application = {
      customerId: credit.customerId,
      creditItemId: credit.id,
      debitItemId: debit.id,
      amountMinor: amount,
      effectiveOn,
    };
    const applied = await inTransaction(history.db, (tx) => applyItems(tx, CLERK, { applications: [application] }));
    if (applied.ok) history.applications.push(applied.value[0]!);
  };

const undoStep =
  (n: number, day: number): Step =>
  async (history) => {
    const id = pick(history.applications, n);
    if (!id) return;
    const undo = { applicationIds: [id], effectiveOn: dayOf(day), reason: 'test' };
    const undone = await inTransaction(history.db, (tx) => reverseApplications(tx, CLERK, undo));
    if (undone.ok) history.applications.splice(history.applications.indexOf(id), 1);
  };

const snapshotStep =
  (day: number): Step =>
  ({ db }) =>
    snapshotOf(db, day);

/** A transaction writes, a snapshot is taken, and only then does the transaction commit. */
const slowStep =
  (who: number, amount: bigint, day: number, snapshotDay: number): Step =>
  async (history) => {
    const customerId = pick(history.customers, who)!;
    const invoice = anInvoice(customerId, amount, { documentOn: dayOf(day) });
    const issued = await inTransaction(history.db, async (tx) => {
      const made = await issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [invoice] }, on(dayOf(day)));
      await snapshotOf(history.db, snapshotDay);
      return made;
    });
    if (issued.ok) history.debits.push({ id: issued.value[0]!.openItemId, customerId, day });
  };

/** Three new customers and nothing posted. */
export async function newHistory(db: Db): Promise<History> {
  const customers: string[] = [];
  for (let n = 0; n < 3; n += 1) customers.push(await aCustomer(db));
  return { db, customers, debits: [], credits: [], applications: [] };
}

/** A transaction that began before `meanwhile` posts and commits after it: what it wrote has the older id. */
const overtakenStep =
  (who: number, amount: bigint, day: number, meanwhile: Step): Step =>
  async (history) => {
    const customerId = pick(history.customers, who)!;
    const invoice = anInvoice(customerId, amount, { documentOn: dayOf(day) });
    const issued = await inTransaction(history.db, async (tx) => {
      await sql`select pg_current_xact_id()`.execute(tx);
      await meanwhile(history);
      return issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [invoice] }, on(dayOf(day)));
    });
    if (issued.ok) history.debits.push({ id: issued.value[0]!.openItemId, customerId, day });
  };

const amounts = fc.bigInt({ min: 1n, max: 50_000n });
const days = fc.integer({ min: 0, max: DAYS });
const nat = fc.nat({ max: 50 });
const posting = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(nat, amounts, days).map((args) => issueStep(...args)) },
  { weight: 3, arbitrary: fc.tuple(nat, amounts, days).map((args) => receiveStep(...args)) },
  { weight: 4, arbitrary: fc.tuple(nat, nat, amounts, nat).map((args) => applyStep(...args)) },
  { weight: 1, arbitrary: fc.tuple(nat, days).map((args) => undoStep(...args)) },
  { weight: 2, arbitrary: days.map(snapshotStep) },
  { weight: 1, arbitrary: fc.tuple(nat, amounts, days, days).map((args) => slowStep(...args)) },
);

/** One random step of a history. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: posting },
  { weight: 1, arbitrary: fc.tuple(nat, amounts, days, posting).map((args) => overtakenStep(...args)) },
);
