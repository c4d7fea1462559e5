import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { changeLimit } from '#app/modules/approvals/commands/change-limit.server.ts';
import { delegate } from '#app/modules/approvals/commands/delegate.server.ts';
import { endDelegation } from '#app/modules/approvals/commands/end-delegation.server.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { withdrawApproval } from '#app/modules/approvals/commands/withdraw-approval.server.ts';
import { getApproval } from '#app/modules/approvals/queries/get-approval.server.ts';
import { getDecider } from '#app/modules/approvals/queries/get-decider.server.ts';
import { approvalsForMe, listApprovals } from '#app/modules/approvals/queries/list-approvals.server.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import { authorityOver } from '#app/modules/approvals/rules/may-decide.ts';
import type { ApprovalKind } from '#app/modules/approvals/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import type { ApprovalEffect } from '#app/workflows/effects/effect.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
type Colleague = Awaited<ReturnType<typeof aColleague>>;
const people = {} as Record<'clerk' | 'manager' | 'second' | 'controller' | 'auditor', Colleague>;
let customerId: string;
const DAY = on('2026-04-06');
const db = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db());
  people.clerk = await aColleague(db(), 'billing_clerk', 'Priya Clerk');
  people.manager = await aColleague(db(), 'manager', 'Mo Manager');
  people.second = await aColleague(db(), 'manager', 'Sia Second');
  people.controller = await aColleague(db(), 'controller', 'Cai Controller');
  people.auditor = await aColleague(db(), 'auditor', 'Ari Auditor');
});

async function ask(by: Colleague, baseMinor: bigint, kind: ApprovalKind = 'credit_note'): Promise<string> {
  const asked = await inTransaction(db(), (tx) =>
    requestApproval(
      tx,
      by,
      {
        ...{
          kind,
          subjectKind: 'customer',
          subjectId: customerId,
          customerId,
          currency: 'GBP',
          amountMinor: baseMinor,
        },
        ...{ baseMinor, summary: 'Credit the late delivery', reason: 'late delivery', payload: { baseMinor } },
      },
      DAY,
    ),
  );
  if (!asked.ok) throw new Error(asked.refusal.code);
  return asked.value.approvalId;
}

/** An effect that uses the approval as a document would, and leaves a trace that can be counted. */
const credit: ApprovalEffect = async (tx: Tx, _actor, approval) => {
  const { sql } = await import('kysely');
  await sql`select check_money_out(${approval.kind}, ${approval.id}::uuid, ${approval.requestedBy}::uuid, ${approval.baseMinor})`.execute(
    tx,
  );
  return ok({ text: 'Credited.', path: null });
};
const closed: ApprovalEffect = async (tx: Tx) => {
  await tx.insertInto('customers').values({ number: randomUUID(), name: 'Half done', currency: 'GBP' }).execute();
  return refuse({ text: 'March is closed.' });
};

type Said = { note?: string; effect?: ApprovalEffect; moment?: Moment };
const decide = (
  by: Colleague,
  approvalId: string,
  decision: 'approve' | 'send-back',
  { note = '', effect = credit, moment = DAY }: Said = {},
) =>
  inTransaction(db(), (tx) =>
    decideAndDo(tx, by, { approvalId, decision, note }, moment, { credit_note: effect, refund: effect }),
  );

describe('asking', () => {
  it('is not needed within the limit of the role, and the rule that says so is answered', async () => {
    const within = await limitFor(db(), { kind: 'credit_note', role: 'billing_clerk', baseMinor: 10_000n });
    expect(within.alone).toBe(true);
    expect(within.rule.roles.billing_clerk).toMatchObject({ aloneUpToMinor: '10000' });
    const beyond = await limitFor(db(), { kind: 'credit_note', role: 'billing_clerk', baseMinor: 10_001n });
    expect(beyond.alone).toBe(false);
    expect((await limitFor(db(), { kind: 'refund', role: 'controller', baseMinor: 1n })).alone).toBe(false);
    expect((await limitFor(db(), { kind: 'period_reopen', role: 'controller', baseMinor: null })).alone).toBe(false);
    expect((await limitFor(db(), { kind: 'credit_note', role: 'auditor', baseMinor: 1n })).alone).toBe(false);
  });

  it('needs a reason and a member of staff', async () => {
    const request = {
      ...({ kind: 'bank_details', subjectKind: 'customer', subjectId: customerId } as const),
      ...{ summary: 'New account', payload: {} },
    };
    const without = await inTransaction(db(), (tx) =>
      requestApproval(tx, people.clerk, { ...request, reason: ' ' }, DAY),
    );
    expect(without).toEqual({ ok: false, refusal: { code: 'reason-missing' } });
    const stranger = { kind: 'customer', id: randomUUID(), name: 'Tom', requestId: null } as const;
    const byStranger = await inTransaction(db(), (tx) =>
      requestApproval(tx, stranger, { ...request, reason: 'x' }, DAY),
    );
    expect(byStranger).toEqual({ ok: false, refusal: { code: 'not-staff' } });
  });
});

describe('deciding', () => {
  it('does what was asked in the same transaction, and says by whom', async () => {
    const id = await ask(people.clerk, 20_000n);
    const decided = await decide(people.manager, id, 'approve');
    expect(decided).toMatchObject({ ok: true, value: { done: { text: 'Credited.' } } });
    expect(await getApproval(db(), id)).toMatchObject({
      ...{
        state: 'approved',
        decidedByName: 'Mo Manager',
        decidedFor: null,
        effect: { text: 'Credited.', path: null },
      },
    });
  });

  it('one’s own request is refused, whatever one’s limit', async () => {
    const id = await ask(people.controller, 20_000n);
    expect(await decide(people.controller, id, 'approve')).toEqual({ ok: false, refusal: { code: 'own-request' } });
  });

  it('beyond one’s limit is refused; sending back is not', async () => {
    const id = await ask(people.clerk, 1_000_001n);
    expect(await decide(people.manager, id, 'approve')).toEqual({ ok: false, refusal: { code: 'beyond-limit' } });
    expect(await decide(people.auditor, id, 'send-back', { note: 'no' })).toEqual({
      ok: false,
      refusal: { code: 'beyond-limit' },
    });
    expect(await decide(people.manager, id, 'send-back')).toEqual({ ok: false, refusal: { code: 'reason-missing' } });
    expect((await decide(people.manager, id, 'send-back', { note: 'which lines?' })).ok).toBe(true);
    expect(await getApproval(db(), id)).toMatchObject({ state: 'refused', decisionNote: 'which lines?' });
  });

  it('decides nothing and leaves nothing when the effect is refused', async () => {
    const id = await ask(people.clerk, 20_000n);
    const refused = await decide(people.manager, id, 'approve', { effect: closed });
    expect(refused).toEqual({ ok: false, refusal: { code: 'effect-refused', text: 'March is closed.' } });
    expect(await getApproval(db(), id)).toMatchObject({ state: 'waiting' });
    const half = await db().selectFrom('customers').select('id').where('name', '=', 'Half done').execute();
    expect(half).toEqual([]);
    expect((await decide(people.manager, id, 'approve')).ok).toBe(true);
  });

  it('twice is refused, and the second is told by whom and when', async () => {
    const id = await ask(people.clerk, 20_000n);
    await decide(people.manager, id, 'approve');
    expect(await decide(people.second, id, 'send-back', { note: 'late' })).toEqual({
      ok: false,
      refusal: { code: 'already-decided', state: 'approved', byName: 'Mo Manager', at: DAY.now },
    });
  });

  it('by two people at once gives one decision and one effect', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = await ask(people.clerk, 20_000n);
      const results = await Promise.all([
        decide(people.manager, id, 'approve'),
        decide(people.second, id, round % 2 ? 'approve' : 'send-back', { note: 'not so fast' }),
        decide(people.controller, id, 'approve'),
        inTransaction(db(), (tx) => withdrawApproval(tx, people.clerk, { approvalId: id, note: '' }, DAY)),
      ]);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      for (const result of results) if (!result.ok) expect(result.refusal).toMatchObject({ code: 'already-decided' });
    }
  });

  it('is no more possible once withdrawn, and only who asked withdraws', async () => {
    const id = await ask(people.clerk, 20_000n);
    const withdraw = (by: Colleague) =>
      inTransaction(db(), (tx) => withdrawApproval(tx, by, { approvalId: id, note: '' }, DAY));
    expect(await withdraw(people.manager)).toEqual({ ok: false, refusal: { code: 'not-yours' } });
    expect((await withdraw(people.clerk)).ok).toBe(true);
    expect(await decide(people.manager, id, 'approve')).toMatchObject({
      refusal: { code: 'already-decided', state: 'withdrawn', byName: 'Priya Clerk' },
    });
  });
});

describe('the rule', () => {
  it('stays as it was at the request, whatever is changed meanwhile', async () => {
    const before = await ask(people.clerk, 900_000n);
    const change = (approvesUpToMinor: bigint) =>
      inTransaction(db(), (tx) =>
        changeLimit(
          tx,
          people.controller,
          { kind: 'credit_note', role: 'manager', aloneUpToMinor: 0n, approvesUpToMinor, reason: 'new policy' },
          DAY,
        ),
      );
    expect((await change(50_000n)).ok).toBe(true);
    expect(await change(50_000n)).toEqual({ ok: false, refusal: { code: 'nothing-changed' } });
    const after = await ask(people.clerk, 900_000n);
    expect((await decide(people.manager, before, 'approve')).ok).toBe(true);
    expect(await decide(people.manager, after, 'approve')).toEqual({ ok: false, refusal: { code: 'beyond-limit' } });
    expect((await change(1_000_000n)).ok).toBe(true);
    expect(await decide(people.manager, after, 'approve')).toEqual({ ok: false, refusal: { code: 'beyond-limit' } });
    expect((await decide(people.controller, after, 'approve')).ok).toBe(true);
  });

  it('never lets one person alone change bank details', async () => {
    const alone = await inTransaction(db(), (tx) =>
      changeLimit(
        tx,
        people.controller,
        { kind: 'bank_details', role: 'controller', aloneUpToMinor: null, approvesUpToMinor: null, reason: 'quicker' },
        DAY,
      ),
    );
    expect(alone).toEqual({ ok: false, refusal: { code: 'never-alone', kind: 'bank_details' } });
  });
});

describe('standing in', () => {
  const away = (from: string, to: string) =>
    inTransaction(db(), (tx) =>
      delegate(
        tx,
        people.controller,
        { toUser: people.second.id, fromOn: plainDate(from), toOn: plainDate(to), reason: 'leave' },
        DAY,
      ),
    );

  it('gives the limits of the one who is away, on these days only, and says for whom', async () => {
    const made = await away('2026-04-06', '2026-04-10');
    const id = await ask(people.clerk, 3_000_000n);
    expect(await decide(people.manager, id, 'approve')).toEqual({ ok: false, refusal: { code: 'beyond-limit' } });
    const late = on('2026-04-11');
    expect(await decide(people.second, id, 'approve', { moment: late })).toMatchObject({
      refusal: { code: 'beyond-limit' },
    });
    expect((await decide(people.second, id, 'approve')).ok).toBe(true);
    expect(await getApproval(db(), id)).toMatchObject({
      decidedByName: 'Sia Second',
      decidedForName: 'Cai Controller',
    });

    const own = await ask(people.controller, 3_000_000n);
    expect(await decide(people.second, own, 'approve')).toEqual({
      ok: false,
      refusal: { code: 'stands-in-for-asker', name: 'Cai Controller' },
    });
    const mine = await ask(people.second, 3_000_000n);
    expect(await decide(people.second, mine, 'approve')).toEqual({ ok: false, refusal: { code: 'own-request' } });

    const delegationId = made.ok ? made.value.delegationId : '';
    const end = (by: Colleague) => inTransaction(db(), (tx) => endDelegation(tx, by, { delegationId }, DAY));
    expect(await end(people.manager)).toEqual({ ok: false, refusal: { code: 'not-yours' } });
    const another = await ask(people.clerk, 3_000_000n);
    expect((await end(people.controller)).ok).toBe(true);
    expect(await end(people.controller)).toEqual({ ok: false, refusal: { code: 'ended-already' } });
    expect(await decide(people.second, another, 'approve')).toEqual({ ok: false, refusal: { code: 'beyond-limit' } });
  });

  it('is for colleagues who decide, and for days to come', async () => {
    const to = (toUser: string, from = '2026-04-07', until = '2026-04-08') =>
      inTransaction(db(), (tx) =>
        delegate(tx, people.controller, { toUser, fromOn: plainDate(from), toOn: plainDate(until), reason: '' }, DAY),
      );
    expect(await to(people.controller.id)).toMatchObject({ refusal: { code: 'to-oneself' } });
    expect(await to(people.clerk.id)).toMatchObject({ refusal: { code: 'cannot-decide', name: 'Priya Clerk' } });
    expect(await to(people.second.id, '2026-04-09')).toMatchObject({ refusal: { code: 'ends-before-it-begins' } });
    expect(await to(people.second.id, '2026-04-01', '2026-04-05')).toMatchObject({ refusal: { code: 'in-the-past' } });
    expect(await to(people.second.id, '2026-04-07', '2028-04-07')).toMatchObject({ refusal: { code: 'too-long' } });
  });
});

describe('what waits for a person', () => {
  it('is the same in the list, in the count and by the rule', async () => {
    await ask(people.manager, 40_000n, 'refund');
    await ask(people.clerk, 4_000_000n, 'refund');
    const waiting = await listApprovals(db(), {
      view: 'waiting',
      userId: people.clerk.id,
      today: DAY.today,
      limit: 500,
    });
    for (const colleague of Object.values(people)) {
      const mine = await listApprovals(db(), { view: 'for-me', userId: colleague.id, today: DAY.today, limit: 500 });
      const decider = await getDecider(db(), { userId: colleague.id, today: DAY.today });
      const byRule = waiting.filter((one) => decider && authorityOver(one, decider, 'approve').ok);
      expect(mine.map(({ id }) => id)).toEqual(byRule.map(({ id }) => id));
      expect((await approvalsForMe(db(), { userId: colleague.id, today: DAY.today })).count).toBe(mine.length);
    }
  });
});
