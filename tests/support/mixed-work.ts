import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { receivePayment } from '#app/workflows/receive-payment.server.ts';
import { type Random, random } from '#scripts/demo/random.ts';
import { type Account, type Call, type Outcome, recent } from './mixed-account.ts';
import { closeOneMonth, credit, debitNote, writeOff } from './mixed-corrections.ts';
import { anInvoice, CLERK, GBP, on } from './people.ts';

export type Tally = Record<string, { done: number; refused: Record<string, number> }>;
export type MixedWork = {
  db: Db;
  accounts: readonly Account[];
  clients: number;
  /** In all, over the clients. */
  commands: number;
  seed: number;
  /** Share of commands that go to the first account. */
  hotShare?: number;
  moment?: Moment;
  /** A member of staff with limits of their own, who also credits, debits, writes off and closes months. */
  maker?: Actor;
  /** Called when a command was acknowledged that wrote this reference (payments) or order number (invoices). */
  onAcknowledged?: (reference: string) => void;
  /** Called after each command, done or refused. */
  onDone?: () => void;
  isEnding?: () => boolean;
};

/** By share of a hundred: a day of a desk, with more second thoughts than a real one. */
const MIX: [number, string][] = [
  [26, 'issue'],
  [52, 'receive'],
  [60, 'record'],
  [76, 'apply'],
  [86, 'unapply'],
  [91, 'hold'],
  [95, 'release'],
  [100, 'reverse'],
  [108, 'credit'],
  [111, 'debit note'],
  [116, 'write off'],
  [117, 'close a month'],
];
const WITHOUT_MAKER = 100;
/** What a run with a maker does; each of them must have been done by its end. */
export const MIXED_NAMES: readonly string[] = MIX.map(([, name]) => name);

/** Runs commands as so many people do at once, each with choices of its own; counts what was done and what was refused. */
export async function runMixed(work: MixedWork): Promise<Tally> {
  const tally: Tally = {};
  const moment = work.moment ?? on('2026-06-15');
  let left = work.commands;
  const client = async (number: number): Promise<void> => {
    const rng = random(work.seed * 1_000 + number);
    for (let count = 0; left > 0 && !work.isEnding?.(); count += 1) {
      left -= 1;
      const isHot = work.hotShare !== undefined && rng.chance(work.hotShare);
      const account = isHot ? work.accounts[0]! : rng.pick(work.accounts);
      const reference = `R-${work.seed}-${number}-${count}`;
      const name = nameOf(rng, work.maker ? MIX.at(-1)![0] : WITHOUT_MAKER);
      const outcome = await COMMANDS[name]!({
        rng,
        account,
        work: { db: work.db, moment, maker: work.maker ?? CLERK },
        reference,
      });
      work.onDone?.();
      tally[name] ??= { done: 0, refused: {} };
      const counted = tally[name];
      if (outcome?.ok) counted.done += 1;
      else {
        const code = outcome ? outcome.refusal.code : 'nothing-to-do';
        counted.refused[code] = (counted.refused[code] ?? 0) + 1;
      }
      if (outcome?.ok && ['issue', 'receive', 'record'].includes(name)) work.onAcknowledged?.(reference);
    }
  };
  await Promise.all(Array.from({ length: work.clients }, (_, number) => client(number)));
  return tally;
}

function nameOf(rng: Random, most: number): string {
  const roll = rng.int(1, most);
  return MIX.find(([upTo]) => roll <= upTo)![1];
}

const command = <Value, Refusal>(db: Db, run: (tx: Tx) => Promise<Result<Value, Refusal>>) => inTransaction(db, run);
const today = (work: Call['work']) => work.moment.today;

const COMMANDS: Record<string, (call: Call) => Promise<Outcome>> = {
  async issue({ rng, account, work, reference }) {
    const amountMinor = BigInt(rng.int(1_000, 500_000));
    const invoice = anInvoice(account.customerId, amountMinor, { documentOn: today(work), poNumber: reference });
    const issued = await command(work.db, (tx) =>
      issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [invoice] }, work.moment),
    );
    if (issued.ok)
      account.debits.push({ itemId: issued.value[0]!.openItemId, amountMinor, invoiceId: issued.value[0]!.id });
    return issued;
  },
  async receive(call) {
    const { account, work } = call;
    const input = { payment: paymentOf(call), apply: { kind: 'oldest-first' as const } };
    const paid = await command(work.db, (tx) => receivePayment(tx, CLERK, input, work.moment));
    if (paid.ok) {
      account.credits.push({ itemId: paid.value.openItemId, paymentId: paid.value.id });
      account.applications.push(...paid.value.applicationIds);
    }
    return paid;
  },
  async record(call) {
    const { account, work } = call;
    const recorded = await command(work.db, (tx) => recordPayment(tx, CLERK, paymentOf(call), work.moment));
    if (recorded.ok) account.credits.push({ itemId: recorded.value.openItemId, paymentId: recorded.value.id });
    return recorded;
  },
  async apply({ rng, account, work }) {
    const [credit, debit] = [recent(rng, account.credits), recent(rng, account.debits)];
    if (!credit || !debit) return null;
    const amountMinor = BigInt(rng.int(100, 100_000));
    const how = { kind: 'chosen' as const, allocations: [{ itemId: debit.itemId, amountMinor }] };
    const applied = await command(work.db, (tx) =>
      applyPayment(tx, CLERK, { creditItemId: credit.itemId, how, effectiveOn: today(work) }),
    );
    if (applied.ok) account.applications.push(...applied.value.applicationIds);
    return applied;
  },
  async unapply({ rng, account, work }) {
    const id = recent(rng, account.applications);
    if (!id) return null;
    return command(work.db, (tx) =>
      unapply(tx, CLERK, { applicationIds: [id], reason: 'second thoughts' }, work.moment),
    );
  },
  async hold({ rng, account, work }) {
    const debit = recent(rng, account.debits);
    if (!debit) return null;
    const held = await command(work.db, (tx) =>
      placeHolds(tx, CLERK, {
        holds: [
          {
            ...{ customerId: account.customerId, itemId: debit.itemId, kind: 'legal', reason: 'short delivery' },
            ...{ amountMinor: debit.amountMinor / 2n + 1n, effectiveOn: today(work) },
          },
        ],
      }),
    );
    if (held.ok) account.holds.push(held.value[0]!);
    return held;
  },
  async release({ rng, account, work }) {
    const id = recent(rng, account.holds);
    if (!id) return null;
    return command(work.db, async (tx) => ({
      ok: true as const,
      value: await releaseHolds(tx, CLERK, { holdIds: [id], reason: 'answered', effectiveOn: today(work) }),
    }));
  },
  async reverse({ rng, account, work }) {
    const credit = recent(rng, account.credits);
    if (!credit) return null;
    const input = { paymentId: credit.paymentId, reason: 'returned by the bank', effectiveOn: today(work) };
    return command(work.db, (tx) => reversePayment(tx, CLERK, input, work.moment));
  },
  credit,
  'debit note': debitNote,
  'write off': writeOff,
  'close a month': closeOneMonth,
};

const paymentOf = ({ rng, account, work, reference }: Call) => ({
  ...{ customerId: account.customerId, method: 'transfer' as const, currency: GBP, payerName: '', note: '', reference },
  ...{ amountMinor: BigInt(rng.int(1_000, 400_000)), receivedOn: today(work) },
});
