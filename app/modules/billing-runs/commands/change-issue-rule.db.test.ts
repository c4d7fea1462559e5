import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, on, setUpCompany } from '#tests/support/people.ts';
import { issueRuleHistory, issueRulesNow, type RuleValues } from '../queries/issue-rules.server.ts';
import { changeIssueRule } from './change-issue-rule.server.ts';
import { testIssueRule } from './test-issue-rule.server.ts';

const database = useDatabase();
const NOW = on('2026-11-20');
let manager: Awaited<ReturnType<typeof aColleague>>;
let strict: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  manager = await aColleague(staff.db, 'manager');
  strict = await aCustomer(staff.db, { name: 'Strict Ltd' });
  const loose = await aCustomer(staff.db, { name: 'Loose Ltd' });
  const days = { old: plainDate('2025-01-02'), recent: plainDate('2026-11-02') };
  await issue(staff.db, anInvoice(strict, 100n, { documentOn: days.old }));
  for (const [customer, minor] of [
    [strict, 200n],
    [strict, 300n],
    [loose, 400n],
  ] as const)
    await issue(staff.db, anInvoice(customer, minor, { documentOn: days.recent }));
  await owner.db.updateTable('customers').set({ po_required: true }).where('id', '=', strict).execute();
});

const values = (more: Partial<RuleValues> = {}): RuleValues => ({
  ...{ code: 'po-missing', severity: 'warn', customerId: null, productId: null, params: { everybody: true } },
  ...more,
});
const test = (wanted: RuleValues) =>
  inTransaction(database.current.staff.db, (tx) => testIssueRule(tx, manager, wanted, NOW));
const change = (wanted: RuleValues, state: 'on' | 'off' = 'on', reason = 'the auditors asked') =>
  inTransaction(database.current.staff.db, (tx) => changeIssueRule(tx, manager, { ...wanted, state, reason }, NOW));

describe('a rule before issue', () => {
  it('says what it would have stopped among the invoices of twelve months', async () => {
    const all = await test(values());
    expect(all).toMatchObject({ ok: true, value: { lookedAtCount: 3, stoppedCount: 3, lookedFromOn: '2025-11-20' } });
    const byTerms = await test(values({ params: {} }));
    expect(byTerms).toMatchObject({ ok: true, value: { lookedAtCount: 3, stoppedCount: 2 } });
    expect(byTerms.ok && byTerms.value.stopped[0]).toMatchObject({ customerName: 'Strict Ltd', currency: 'GBP' });
    expect(await test(values({ customerId: strict, params: {} }))).toMatchObject({ value: { lookedAtCount: 2 } });
    expect(await test(values({ code: 'duplicate', params: {} }))).toMatchObject({ value: { stoppedCount: 0 } });
    expect(await test(values({ code: 'first-invoice', params: {} }))).toMatchObject({ value: { stoppedCount: 1 } });
    expect(await test(values({ code: 'quantity-jump', params: { morePercent: 10 } }))).toMatchObject({ ok: true });
  });

  it('is switched on after a test of exactly its values, and not before', async () => {
    const wanted = values({ severity: 'block' });
    expect(await change(wanted)).toEqual({ ok: false, refusal: { code: 'not-tested' } });
    await test(wanted);
    expect(await change({ ...wanted, customerId: strict })).toEqual({ ok: false, refusal: { code: 'not-tested' } });
    expect(await change(wanted, 'on', ' ')).toEqual({ ok: false, refusal: { code: 'reason-missing' } });
    expect(await change(wanted)).toEqual({ ok: true, value: undefined });
    expect(await change(wanted)).toEqual({ ok: false, refusal: { code: 'nothing-changed' } });
    expect(await change(wanted, 'off')).toEqual({ ok: true, value: undefined });
    const now = (await issueRulesNow(database.current.staff.db)).filter(({ code }) => code === 'po-missing');
    expect(now).toEqual([expect.objectContaining({ state: 'off', params: { everybody: true } })]);
    const history = await issueRuleHistory(database.current.staff.db, { code: 'po-missing', limit: 10 });
    expect(history.map(({ state, stoppedCount, changedByName }) => [state, stoppedCount, changedByName])).toEqual([
      ['off', null, manager.name],
      ['on', 3, manager.name],
      ['on', null, ''],
    ]);
  });

  it('is refused where it cannot be', async () => {
    const unknown = '0199a000-0000-7000-8000-00000000ffff';
    for (const [more, code] of [
      [{ params: { morePercent: 5 } }, 'does-not-fit'],
      [{ customerId: unknown }, 'unknown-customer'],
      [{ productId: unknown }, 'not-per-product'],
      [{ code: 'estimated', params: {}, productId: unknown }, 'unknown-product'],
    ] as [Partial<RuleValues>, string][])
      expect(await test(values(more)), code).toEqual({ ok: false, refusal: { code } });
  });
});
