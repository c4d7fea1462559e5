import { beforeAll, describe, expect, it } from 'vitest';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
let manager: Awaited<ReturnType<typeof aColleague>>;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  manager = await aColleague(staff.db, 'manager');
});

/** Runs statements as a login of the application inside one transaction that is always rolled back. */
async function plant(statements: string[], as: 'owner' | 'staff' = 'owner'): Promise<string> {
  const client = await database.current[as].pool.connect();
  try {
    await client.query('begin');
    for (const text of statements) await client.query(text);
    return 'accepted';
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? (error as { code: string }).code;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const TEST = '0199a000-0000-7000-8000-000000000001';
const tested = (params: string, { code = 'quantity-jump', severity = 'block', customer = 'null' } = {}) =>
  `insert into issue_rule_tests (id, code, severity, customer_id, params, looked_from_on, looked_to_on, looked_at_count, stopped_count, stopped,
     tested_by, tested_by_name, tested_at)
   values ('${TEST}', '${code}', '${severity}', ${customer}, '${params}', '2026-01-01', '2026-11-01', 10, 2, '[]', '${manager.id}', 'M', now())`;
const switched = (
  params: string,
  { state = 'on', severity = 'block', customer = 'null', test = `'${TEST}'`, reason = 'too many' } = {},
) =>
  `insert into issue_rules (code, severity, customer_id, params, state, test_id, reason, changed_by, changed_by_name, changed_at)
   values ('quantity-jump', '${severity}', ${customer}, '${params}', '${state}', ${test}, '${reason}', '${manager.id}', 'M', now())`;

describe('a rule', () => {
  const values = '{"morePercent": 50}';

  it('is switched on only with a test of exactly its values', async () => {
    const customer = `'${await aCustomer(database.current.staff.db)}'`;
    expect(await plant([switched(values, { test: 'null' })])).toBe('issue_rules_tested_check');
    expect(await plant([tested(values), switched(values)], 'staff')).toBe('accepted');
    expect(await plant([tested(values), switched('{"morePercent": 51}')])).toBe('issue_rules_test_fk');
    expect(await plant([tested(values), switched(values, { severity: 'warn' })])).toBe('issue_rules_test_fk');
    expect(await plant([tested(values), switched(values, { customer })])).toBe('issue_rules_test_fk');
    expect(await plant([tested(values, { customer }), switched(values, { customer })])).toBe('accepted');
  });

  it('is switched off without one, but never without a reason', async () => {
    expect(await plant([switched(values, { state: 'off', test: 'null' })], 'staff')).toBe('accepted');
    expect(await plant([switched(values, { state: 'off', test: 'null', reason: ' ' })])).toBe(
      'issue_rules_reason_check',
    );
  });

  it('says what its code reads and nothing else', async () => {
    for (const wrong of [
      '{}',
      '{"morePercent": -1}',
      '{"morePercent": "50"}',
      '{"lessPercent": 101}',
      '{"countries": ["GB"]}',
      '[]',
    ])
      expect(await plant([switched(wrong, { state: 'off', test: 'null' })]), wrong).toBe('issue_rule_fits');
    expect(await plant([tested('{}', { code: 'no-such-rule' })])).toBe('issue_rule_fits');
  });

  it('keeps its history, and nobody calls their own rule delivered', async () => {
    expect(await plant(['update issue_rules set params = params'])).toBe('append_only');
    expect(await plant(['delete from issue_rules'])).toBe('append_only');
    expect(await plant(['delete from issue_rules'], 'staff')).toBe('42501');
    expect(
      await plant(
        [
          `insert into issue_rules (code, severity, params, state, delivered, reason, changed_by_name, changed_at)
           values ('duplicate', 'warn', '{}', 'on', true, 'x', 'x', now())`,
        ],
        'staff',
      ),
    ).toBe('42501');
  });
});
