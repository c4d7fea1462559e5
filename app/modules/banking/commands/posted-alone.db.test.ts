import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { storedBankLines } from '#tests/support/bank-lines.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { on, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';
import { ownEvidence, postingChoice } from '../queries/own-evidence.server.ts';
import { listBankRules } from '../queries/rules-for.server.ts';
import { RULE_NEEDS } from '../types.ts';
import { choosePosting } from './choose-posting.server.ts';
import { openGate } from './open-gate.server.ts';
import { type BankRuleInput, endBankRule, setBankRule, tickBankRule } from './set-bank-rule.server.ts';

/** A class of which the shipped set holds nothing, so that the company's own history speaks alone. */
const CLASS = 'creditor/account/equal';
const DAY = on('2026-11-03');
const database = useDatabase();
const owner = () => database.current.owner;
const staff = () => database.current.staff.db;
const worker = () => database.current.worker.db;
let clerk: Awaited<ReturnType<typeof aColleague>>;

beforeAll(async () => {
  await setUpCompany(owner().db);
  clerk = await aColleague(owner().db, 'controller');
});

/** Lines of the bank that a person confirmed as suggested; checks of single rows are left out, the laws look at the end. */
async function confirmed(count: number, evidenceClass: string, sureness = 'exact'): Promise<string[]> {
  const { lineIds } = await storedBankLines(database.current, {
    lines: Array.from({ length: count }, () => ({ amountMinor: -100n, text: 'Monthly fee' })),
  });
  const client = await owner().pool.connect();
  try {
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    const { rows } = await client.query<{ id: string }>(
      `insert into bank_explanations (id, line_id, how, evidence_class, sureness, suggestion, made_by, made_by_name, made_at)
       select uuidv7(), line, 'person', $2, $3, '{"taken": true}', $4, 'Clerk', now() from unnest($1::uuid[]) line returning id`,
      [lineIds, evidenceClass, sureness, clerk.id],
    );
    await client.query(
      `insert into bank_line_links (explanation_id, line_id, no, kind, amount_minor, note)
       select id, line_id, 1, 'not_ours', -100, 'made' from bank_explanations where line_id = any ($1::uuid[])`,
      [lineIds],
    );
    await client.query(
      `update bank_line_states s set state = 'explained', explanation_id = e.id from bank_explanations e
       where e.line_id = s.line_id and s.line_id = any ($1::uuid[])`,
      [lineIds],
    );
    await client.query('commit');
    return rows.map(({ id }) => id);
  } finally {
    client.release();
  }
}

const undone = (explanationId: string): Promise<void> =>
  owner()
    .db.transaction()
    .execute(async (tx) => {
      await tx
        .updateTable('bank_line_states')
        .set({ state: 'open', explanation_id: null })
        .where('explanation_id', '=', explanationId)
        .execute();
      await tx
        .insertInto('bank_explanation_undoings')
        .values({
          explanation_id: explanationId,
          reason: 'another invoice',
          made_by_name: 'Clerk',
          made_at: new Date(),
        })
        .execute();
    });

const open = (evidenceClass = CLASS) =>
  worker()
    .transaction()
    .execute(async (tx) => (await openGate(tx, [evidenceClass], DAY)).get(evidenceClass));

const opening = (fields: { own?: number; shipped?: number; bound: number; evidenceClass?: string; source?: string }) =>
  plantIn(owner(), [
    `insert into bank_gate_openings (evidence_class, source, own_right, own_seen, shipped_right, shipped_seen, bound_ppm, choice_version, opened_at)
     values ($1, $2, $3, $3, $4, $4, $5, (select max(version) from bank_posting_choices), now())`,
    [fields.evidenceClass ?? CLASS, fields.source ?? 'own-history', fields.own ?? 0, fields.shipped ?? 0, fields.bound],
  ]);

/** An explanation without a person and its leave, planted below every command; the line has no other. */
async function planted(by: { openingId?: string; ruleId?: string }, how: string, evidenceClass: string | null) {
  const { lineIds } = await storedBankLines(database.current, { lines: [{ amountMinor: -100n }] });
  const explanationId = newId();
  const made: Statement[] = [
    [
      `insert into bank_explanations (id, line_id, how, evidence_class, sureness, made_by_name, made_at)
       values ($1, $2, $3, $4, 'exact', 'Tallystick', now())`,
      [explanationId, lineIds[0], how, evidenceClass],
    ],
    [
      `insert into bank_line_links (explanation_id, line_id, no, kind, amount_minor, note) values ($1, $2, 1, 'not_ours', -100, 'made')`,
      [explanationId, lineIds[0]],
    ],
    [
      `update bank_line_states set state = 'explained', explanation_id = $1 where line_id = $2`,
      [explanationId, lineIds[0]],
    ],
  ];
  const leave: Statement = [
    'insert into bank_automatic_postings (explanation_id, opening_id, rule_id) values ($1, $2, $3)',
    [explanationId, by.openingId ?? null, by.ruleId ?? null],
  ];
  return plantIn(owner(), ...made, ...(by.openingId || by.ruleId ? [leave] : []));
}

describe('posting without a person', () => {
  it('is off until somebody chooses it, takes 2,995 clean confirmations at 99.9 %, and one wrong takes it away', async () => {
    expect(await postingChoice(staff())).toMatchObject({ postsAlone: false, precisionPpm: 999_000 });
    await confirmed(300, CLASS);
    expect(await open()).toBeUndefined();
    const choice = { postsAlone: true, precisionPpm: 999_000, reason: 'agreed with the controller' };
    const chosen = () => inTransaction(staff(), (tx) => choosePosting(tx, clerk, choice, DAY));
    expect((await chosen()).ok).toBe(true);
    expect(await chosen()).toMatchObject({ refusal: { code: 'nothing-changed' } });
    expect(await open()).toBeUndefined();
    const [some] = await confirmed(2_695, CLASS);
    expect((await ownEvidence(staff()))[CLASS]).toEqual({ right: 2_995, total: 2_995 });
    const allowed = await open();
    expect(allowed?.answer).toMatchObject({ may: true, from: 'own-history' });
    const by = { openingId: allowed!.openingId };
    expect(await planted(by, 'automatic', CLASS)).toBe('accepted');
    expect(await planted(by, 'automatic', 'number/account/equal')).toBe('bank_automatic_by_gate');
    await undone(some!);
    expect((await ownEvidence(staff()))[CLASS]).toEqual({ right: 2_994, total: 2_995 });
    expect(await open()).toBeUndefined();
    expect(await planted(by, 'automatic', CLASS)).toBe('bank_automatic_by_gate');
  });

  it('is refused by the database without its counts, and for an amount alone whatever they are', async () => {
    expect(await planted({}, 'automatic', CLASS)).toBe('bank_automatic_allowed');
    expect(await planted({}, 'rule', 'rule/none')).toBe('bank_automatic_allowed');
    const other = 'range/account/sum';
    expect(await opening({ evidenceClass: other, own: 9_000, bound: 999_500 })).toBe('bank_gate_counted');
    const shipped = { evidenceClass: other, source: 'shipped-set' };
    expect(await opening({ ...shipped, shipped: 2_000, bound: 998_502 })).toBe('bank_gate_bound');
    expect(await opening({ ...shipped, shipped: 2_000, bound: 999_100 })).toBe('bank_gate_bound');
    expect(await opening({ ...shipped, shipped: 9_000, bound: 999_667 })).toBe('accepted');
    expect(await opening({ ...shipped, shipped: 9_000, bound: 999_668 })).toBe('bank_gate_bound');
    for (const alone of ['none/account/equal', 'none/unknown/equal', 'number/stranger/equal'])
      expect(await opening({ ...shipped, evidenceClass: alone, shipped: 99_999, bound: 999_900 })).toBe(
        'bank_gate_openings_class_check',
      );
    expect(await open('none/account/equal')).toBeUndefined();
  });
});

describe('a rule of staff', () => {
  const fee: BankRuleInput = {
    ...{ replaces: null, textHolds: 'monthly fee', partyIs: '', sign: 'out', underMinor: null, currency: null },
    ...{ kind: 'bank_charge', customerId: null, note: 'Account fee' },
  };
  const set = (input: Partial<BankRuleInput>) =>
    inTransaction(staff(), (tx) => setBankRule(tx, clerk, { ...fee, ...input }, DAY));

  it('names a text or a payer, and posts alone only ticked after twenty uses; one undone takes that away', async () => {
    expect(await set({ textHolds: ' - ' })).toMatchObject({ refusal: { code: 'names-nothing' } });
    expect(await set({ kind: 'on-account' })).toMatchObject({ refusal: { code: 'customer-missing' } });
    const made = await set({});
    if (!made.ok) throw new Error(made.refusal.code);
    const { ruleId } = made.value;
    const tick = () => inTransaction(staff(), (tx) => tickBankRule(tx, clerk, { ruleId, postsAlone: true }, DAY));
    const uses = await confirmed(RULE_NEEDS - 1, `rule/${ruleId}`, 'likely');
    expect(await tick()).toMatchObject({ refusal: { code: 'not-confirmed' } });
    await confirmed(1, `rule/${ruleId}`, 'likely');
    expect((await tick()).ok).toBe(true);
    expect(await planted({ ruleId }, 'rule', `rule/${ruleId}`)).toBe('accepted');
    await undone(uses[0]!);
    expect(await listBankRules(staff())).toMatchObject([{ id: ruleId, timesUsed: RULE_NEEDS - 1, timesWrong: 1 }]);
    expect(await planted({ ruleId }, 'rule', `rule/${ruleId}`)).toBe('bank_automatic_by_rule');
    const changed = await set({ replaces: ruleId, underMinor: 2_500n, currency: 'GBP' as never });
    expect(changed.ok).toBe(true);
    expect(await set({ replaces: ruleId })).toMatchObject({ refusal: { code: 'changed-meanwhile' } });
    const [now] = await listBankRules(staff());
    expect(now).toMatchObject({ underMinor: 2_500n, timesUsed: 0, postsAlone: false });
    const end = { ruleId: now!.id, reason: 'another bank' };
    expect((await inTransaction(staff(), (tx) => endBankRule(tx, clerk, end, DAY))).ok).toBe(true);
    expect(await listBankRules(staff())).toEqual([]);
  });
});
