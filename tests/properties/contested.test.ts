import { beforeAll, expect, it } from 'vitest';
import { addMonthsClamped, plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { writeOff } from '#app/modules/adjustments/commands/write-off.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { issueDraft } from '#app/modules/invoicing/commands/issue-draft.server.ts';
import { saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { requestReopening } from '#app/modules/ledger/commands/request-reopening.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { aCustomer, anInvoice, aUser, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';

/*
 * One thing, sixteen people, each on a connection of their own: as many win as there is room for, never more and never
 * none. A round is a race.
 */
const database = useDatabase();
const CLIENTS = 16;
const ROUNDS = process.env.TALLYSTICK_LONG ? 1_150 : 2;
const moment = on('2026-04-10');
const makers: Actor[] = [];

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  for (let n = 0; n <= CLIENTS; n += 1) {
    const id = await aUser(database.current.staff.db, { email: `controller${n}@people.example`, role: 'controller' });
    makers.push({ kind: 'staff', id, name: `Controller ${n}`, requestId: 'test', role: 'controller' });
  }
});

const db = () => database.current.staff.db;
type Attempt = (tx: Tx, who: Actor) => Promise<Result<unknown, unknown>>;
/** Makes the thing and answers what everybody does to it. */
type Contest = { winners: number; open: (round: number) => Promise<Attempt> };

const contests: Record<string, Contest> = {
  'one payment of 50, 20 each': {
    winners: 2,
    async open() {
      const customerId = await aCustomer(db());
      const invoice = await issue(db(), anInvoice(customerId, 50_000n));
      const payment = await receive(db(), customerId, 5_000n);
      const how = { kind: 'chosen' as const, allocations: [{ itemId: invoice.openItemId, amountMinor: 2_000n }] };
      return (tx, who) => applyPayment(tx, who, { creditItemId: payment.openItemId, how, effectiveOn: moment.today });
    },
  },
  'one invoice of 50, 20 each from payments of their own': {
    winners: 2,
    async open() {
      const customerId = await aCustomer(db());
      const invoice = await issue(db(), anInvoice(customerId, 5_000n));
      const payments = await Promise.all(makers.map(() => receive(db(), customerId, 2_000n)));
      const how = { kind: 'chosen' as const, allocations: [{ itemId: invoice.openItemId, amountMinor: 2_000n }] };
      const itemOf = new Map(makers.map((maker, n) => [maker.id, payments[n]!.openItemId]));
      return (tx, who) => applyPayment(tx, who, { creditItemId: itemOf.get(who.id)!, how, effectiveOn: moment.today });
    },
  },
  'undoing one application': {
    winners: 1,
    async open() {
      const customerId = await aCustomer(db());
      await issue(db(), anInvoice(customerId, 5_000n));
      const payment = await receive(db(), customerId, 5_000n);
      const input = {
        creditItemId: payment.openItemId,
        how: { kind: 'oldest-first' as const },
        effectiveOn: moment.today,
      };
      const applied = await inTransaction(db(), (tx) => applyPayment(tx, CLERK, input));
      if (!applied.ok) throw new Error(applied.refusal.code);
      const { applicationIds } = applied.value;
      return (tx, who) => unapply(tx, who, { applicationIds, reason: 'race' }, moment);
    },
  },
  'one payment coming back': {
    winners: 1,
    async open() {
      const payment = await receive(db(), await aCustomer(db()), 5_000n);
      const input = { paymentId: payment.id, reason: 'race', effectiveOn: moment.today };
      return (tx, who) => reversePayment(tx, who, input, moment);
    },
  },
  'issuing one draft': {
    winners: 1,
    async open() {
      const invoice = anInvoice(await aCustomer(db()), 5_000n);
      const saved = await inTransaction(db(), (tx) => saveDraft(tx, CLERK, { invoice }, moment));
      if (!saved.ok) throw new Error(saved.refusal.code);
      return (tx, who) => issueDraft(tx, who, saved.value, moment);
    },
  },
  'crediting one invoice of 50, 20 each': {
    winners: 2,
    async open() {
      const invoice = await issue(db(), anInvoice(await aCustomer(db()), 5_000n));
      const choice = { kind: 'amount' as const, grossMinor: 2_000n };
      const rest = {
        reasonCode: 'price',
        note: '',
        documentOn: moment.today,
        apply: { kind: 'corrected-first' as const },
      };
      return (tx, who) => issueCreditNote(tx, who, { invoiceId: invoice.id, choice, ...rest }, moment);
    },
  },
  'writing off one invoice of 50, 20 each': {
    winners: 2,
    async open() {
      const invoice = await issue(db(), anInvoice(await aCustomer(db()), 5_000n));
      const input = { itemId: invoice.openItemId, amountMinor: 2_000n, reasonCode: 'small', reason: 'race' };
      return (tx, who) => writeOff(tx, who, { ...input, effectiveOn: moment.today, against: 'expense' }, moment);
    },
  },
  'holding one invoice of 50, 20 each': {
    winners: 2,
    async open() {
      const customerId = await aCustomer(db());
      const invoice = await issue(db(), anInvoice(customerId, 5_000n));
      const hold = {
        customerId,
        itemId: invoice.openItemId,
        kind: 'legal' as const,
        amountMinor: 2_000n,
        reason: 'race',
      };
      return (tx, who) => placeHolds(tx, who, { holds: [{ ...hold, effectiveOn: moment.today }] });
    },
  },
  'closing one month, then deciding to open it again': {
    winners: 1,
    async open(round) {
      const month = { kind: round % 2 === 0 ? ('posting' as const) : ('tax' as const) };
      const monthOn = addMonthsClamped(plainDate('1900-02-01'), Math.floor(round / 2));
      // The month of the race before may have been opened again by who decided first.
      const before = addMonthsClamped(monthOn, -1);
      await inTransaction(db(), (tx) => closePeriod(tx, makers[0]!, { ...month, monthOn: before }, moment));
      const close: Attempt = (tx, who) => closePeriod(tx, who, { ...month, monthOn }, moment);
      await expectWinners(close, { winners: 1, what: 'closing one month' });
      const asker = makers[CLIENTS]!;
      const asked = await inTransaction(db(), (tx) =>
        requestReopening(tx, asker, { ...month, monthOn, reason: 'race' }, moment),
      );
      if (!asked.ok) throw new Error(asked.refusal.code);
      const decision = { approvalId: asked.value.approvalId, note: 'race' };
      return (tx, who) =>
        decideAndDo(
          tx,
          who,
          { ...decision, decision: makers.indexOf(who) % 2 === 0 ? 'approve' : 'send-back' },
          moment,
        );
    },
  },
};

/** A closing and a decision are two races. */
const long = longRun('contested', 'races', ROUNDS * (Object.keys(contests).length + 1));

async function expectWinners(attempt: Attempt, { winners, what }: { winners: number; what: string }): Promise<void> {
  const results = await Promise.all(
    makers.slice(0, CLIENTS).map((who) => inTransaction<unknown, unknown>(db(), (tx) => attempt(tx, who))),
  );
  long.done();
  expect(
    results.filter((result) => result.ok),
    what,
  ).toHaveLength(winners);
}

it.each(Object.entries(contests))('%s', { timeout: timeAllowed(30_000) }, async (what, contest) => {
  for (let round = 0; round < ROUNDS; round += 1)
    await expectWinners(await contest.open(round), { winners: contest.winners, what: `${what}, round ${round}` });
});

it('after all races every law holds', { timeout: 600_000 }, async () => {
  const differences = await brokenInvariants(database.current.owner.pool, SQL_DIR);
  expect(differences).toEqual([]);
  long.finish({ clients: CLIENTS, differences: differences.length });
});
