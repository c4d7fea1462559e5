import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { on, setUpCompany } from '#tests/support/people.ts';
import type { ApprovalId } from '../types.ts';
import { requestApproval } from './request-approval.server.ts';

const database = useDatabase();
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let clerk: Colleague;
let manager: Colleague;
let controller: Colleague;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  clerk = await aColleague(staff.db, 'billing_clerk');
  manager = await aColleague(staff.db, 'manager');
  controller = await aColleague(staff.db, 'controller');
});

const law = (error: unknown) => (error as { constraint?: string }).constraint ?? (error as { code: string }).code;

/** Plants rows as the superuser, below every command, inside one transaction that is always rolled back. */
async function plant(statements: [string, unknown[]][]): Promise<string> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    for (const [text, values] of statements) await client.query(text, values);
    await client.query('set constraints all immediate');
    return 'accepted';
  } catch (error) {
    return String(law(error));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function asked(by: Colleague, baseMinor: bigint): Promise<ApprovalId> {
  const result = await inTransaction(database.current.staff.db, (tx) =>
    requestApproval(
      tx,
      by,
      {
        ...{ kind: 'credit_note', subjectKind: 'invoice', subjectId: randomUUID(), currency: 'GBP' },
        ...{ amountMinor: baseMinor, baseMinor, summary: 'Credit note', reason: 'wrong price', payload: {} },
      },
      on('2026-04-06'),
    ),
  );
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.approvalId;
}

type Planted = { by: Colleague; outcome?: string; role?: string; requestedBy?: Colleague; note?: string };
const decision = (id: string, { by, outcome = 'approved', role, requestedBy = clerk, note = '' }: Planted) =>
  [
    `insert into approval_decisions (approval_id, outcome, requested_by, decided_by, decided_by_name, decided_role, decided_at, note)
     values ($1, $2, $3, $4, $5, $6, '2026-04-06T12:00Z', $7)`,
    [id, outcome, requestedBy.id, by.id, by.name, role ?? by.role, note],
  ] as [string, unknown[]];

describe('a decision', () => {
  it('by the one who asked is refused by the database', async () => {
    const own = await asked(manager, 600_000n);
    expect(await plant([decision(own, { by: manager, requestedBy: manager })])).toBe(
      'approval_decisions_second_person_check',
    );
    // Naming somebody else as the asker does not help.
    expect(await plant([decision(own, { by: manager, requestedBy: clerk })])).toBe('approval_decisions_request_fk');
  });

  it('is one: a second is refused', async () => {
    const id = await asked(clerk, 20_000n);
    expect(await plant([decision(id, { by: manager })])).toBe('accepted');
    expect(await plant([decision(id, { by: manager }), decision(id, { by: controller })])).toBe(
      'approval_decisions_pkey',
    );
  });

  it('beyond the limit of the role, or in a role one does not hold, is refused', async () => {
    const id = await asked(clerk, 1_000_001n);
    expect(await plant([decision(id, { by: manager })])).toBe('approver_limit');
    expect(await plant([decision(id, { by: manager, role: 'controller' })])).toBe('approver_limit');
    expect(await plant([decision(id, { by: controller })])).toBe('accepted');
  });

  it('that sends back says why', async () => {
    const id = await asked(clerk, 20_000n);
    expect(await plant([decision(id, { by: manager, outcome: 'refused' })])).toBe(
      'approval_decisions_sent_back_says_why_check',
    );
    expect(await plant([decision(id, { by: manager, outcome: 'refused', note: 'no proof' })])).toBe('accepted');
  });

  it('in the name of a colleague needs a delegation in force that day', async () => {
    const id = await asked(clerk, 2_000_000n);
    const delegation = randomUUID();
    const delegated = (from: string, to: string): [string, unknown[]] => [
      `insert into approval_delegations (id, from_user, to_user, from_on, to_on, made_at) values ($1, $2, $3, $4, $5, now())`,
      [delegation, controller.id, manager.id, from, to],
    ];
    const inTheirName: [string, unknown[]] = [
      `insert into approval_decisions (approval_id, outcome, requested_by, decided_by, decided_by_name, decided_for, decided_for_name,
        delegation_id, decided_role, decided_at)
       values ($1, 'approved', $2, $3, 'Manager', $4, 'Controller', $5, 'controller', '2026-04-06T12:00Z')`,
      [id, clerk.id, manager.id, controller.id, delegation],
    ];
    expect(await plant([delegated('2026-04-01', '2026-04-05'), inTheirName])).toBe('delegation_in_force');
    expect(await plant([delegated('2026-04-06', '2026-04-06'), inTheirName])).toBe('accepted');
    const ended: [string, unknown[]] = [
      `insert into approval_delegation_ends (delegation_id, ended_by, ended_at) values ($1, $2, '2026-04-06T09:00Z')`,
      [delegation, controller.id],
    ];
    expect(await plant([delegated('2026-04-06', '2026-04-06'), ended, inTheirName])).toBe('delegation_in_force');
    const disabled: [string, unknown[]] = ['update users set disabled_at = now() where id = $1', [controller.id]];
    expect(await plant([delegated('2026-04-06', '2026-04-06'), disabled, inTheirName])).toBe('approver_limit');
  });
});

describe('a request', () => {
  it('keeps the limits as they stand, whatever is written with it', async () => {
    const forged = `insert into approval_requests (kind, subject_kind, subject_id, currency, amount_minor, base_minor, summary, reason, payload,
        rule, requested_by, requested_by_name, requested_role, requested_at)
      values ('refund', 'payment', $1, 'GBP', 5, 5, 'x', 'y', '{}', '{"kind":"refund","roles":{"auditor":{"approvesUpToMinor":null}}}',
        $2, 'x', 'billing_clerk', now()) returning rule`;
    const client = await database.current.owner.pool.connect();
    await client.query('begin');
    const { rows } = await client.query<{ rule: { roles: object } }>(forged, [randomUUID(), clerk.id]);
    await client.query('rollback');
    client.release();
    expect(Object.keys(rows[0]?.rule.roles ?? {}).sort()).toEqual(['administrator', 'controller', 'manager']);
  });

  it('and its decision are never changed, not even by the owner', async () => {
    const id = await asked(clerk, 20_000n);
    for (const change of [
      `update approval_requests set base_minor = 1, amount_minor = 1 where id = '${id}'`,
      `delete from approval_requests where id = '${id}'`,
      `update approval_decisions set outcome = 'approved'`,
      `update approval_rules set approves_up_to_minor = null`,
      `delete from approval_delegation_ends`,
      `delete from approval_uses`,
    ]) {
      expect(await plant([[change, []]]), change).toBe('append_only');
    }
  });
});

describe('money out', () => {
  const spend = (kind: string, id: string | null, maker: Colleague | null, baseMinor: number) =>
    ['select check_money_out($1, $2, $3, $4)', [kind, id, maker?.id ?? null, baseMinor]] as [string, unknown[]];

  it('needs an approval beyond what its maker does alone', async () => {
    expect(await plant([spend('credit_note', null, clerk, 10_000)])).toBe('accepted');
    expect(await plant([spend('credit_note', null, clerk, 10_001)])).toBe('approval_needed');
    expect(await plant([spend('refund', null, controller, 1)])).toBe('approval_needed');
    expect(await plant([spend('credit_note', null, null, 1)])).toBe('approval_needed');
  });

  it('needs an approved approval of its kind and amount, once', async () => {
    const id = await asked(clerk, 20_000n);
    const yes = decision(id, { by: manager });
    expect(await plant([spend('credit_note', id, clerk, 20_000)])).toBe('approval_needed');
    expect(await plant([yes, spend('credit_note', id, clerk, 20_001)])).toBe('approval_needed');
    expect(await plant([yes, spend('refund', id, clerk, 20_000)])).toBe('approval_needed');
    expect(await plant([yes, spend('credit_note', id, clerk, 20_000)])).toBe('accepted');
    expect(await plant([yes, spend('credit_note', id, clerk, 20_000), spend('credit_note', id, clerk, 20_000)])).toBe(
      'approval_used',
    );
    const no = decision(id, { by: manager, outcome: 'refused', note: 'no' });
    expect(await plant([no, spend('credit_note', id, clerk, 20_000)])).toBe('approval_needed');
  });

  it('may not be stamped as used by hand', async () => {
    const refused = await database.current.staff.pool
      .query('insert into approval_uses (approval_id) values ($1)', [randomUUID()])
      .then(() => 'accepted', law);
    expect(refused).toBe('42501');
  });
});
