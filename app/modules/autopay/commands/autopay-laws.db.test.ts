import { beforeAll, expect, test } from 'vitest';
import { anAutopay } from '#tests/security/sample-autopay.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

/** The laws of autopay in the database itself: each is broken on purpose, below every command. */
const database = useDatabase({ checkInvariants: false });
let at: { customerId: string; itemId: string; ruleId: string; chargeId: string };

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  const customerId = await aCustomer(staff.db);
  const { openItemId: itemId } = await issue(staff.db, anInvoice(customerId, 1_000n));
  await owner.pool.query(`insert into processor_customers (customer_id, ref, made_at) values ($1, 'cus_1', now())`, [
    customerId,
  ]);
  await owner.pool.query(
    `insert into saved_methods (customer_id, kind, processor_kind, processor_ref, processor_customer_ref, brand, last4, added_by_name, added_at, changed_at)
     values ($1, 'card', 'card', 'pm_1', 'cus_1', 'visa', '4242', 'A', now(), now())`,
    [customerId],
  );
  at = { customerId, itemId, ...(await anAutopay(owner, { customerId, itemId })) };
});

/** The notice left so many days ago; the collection is of today and over 0.10. */
const leftDaysAgo = (days: number): Statement => [
  `update messages set state = 'sent', provider_ref = 'm', changed_at = now() - $2 * interval '1 day'
   where id = (select message_id from autopay_charges where id = $1)`,
  [at.chargeId, days],
];
const attempt = (minor: number): Statement => [
  `insert into payment_attempts (customer_id, kind, saved_method_id, currency, amount_minor, once_key, requested_by_kind, requested_by_name,
     created_at, changed_at, expires_at)
   select c.customer_id, 'automatic', c.method_id, 'GBP', $2, t.once_key, 'autopay', 'Autopay', now(), now(), now()
   from autopay_charges c join autopay_tries t on t.charge_id = c.id where c.id = $1`,
  [at.chargeId, minor],
];
const rule = (set: string): Statement => [`update autopay_rules set ${set} where id = $1`, [at.ruleId]];
const plant = (...statements: Statement[]) => plantIn(database.current.owner, ...statements);

test('a debit leaves once its notice left long enough before, for no more than it said', async () => {
  expect(await plant(leftDaysAgo(3), attempt(10))).toBe('accepted');
  expect(await plant(attempt(10))).toBe('autopay_notice');
  expect(await plant(leftDaysAgo(2), attempt(10))).toBe('autopay_notice');
  expect(await plant(leftDaysAgo(3), attempt(11))).toBe('autopay_noticed_amount');
});

test('a debit does not leave over the limit, while the rule is off or rests, or once its try was decided', async () => {
  const said = leftDaysAgo(3);
  expect(await plant(said, rule('ceiling_minor = 9'), attempt(10))).toBe('autopay_ceiling');
  expect(await plant(said, rule(`state = 'off'`), attempt(10))).toBe('autopay_on');
  const rests = `state = 'paused', paused_because = 'asked', paused_until_on = current_date + 5`;
  expect(await plant(said, rule(rests), attempt(10))).toBe('autopay_on');
  const decided: Statement = [
    `update autopay_tries set outcome = 'refused', decided_at = now() where charge_id = $1`,
    [at.chargeId],
  ];
  expect(await plant(said, decided, attempt(10))).toBe('autopay_try');
});

test('a notice that came back is none, however long ago it left', async () => {
  const bounced: Statement = [
    `update messages set state = 'bounced', changed_at = now() where id = (select message_id from autopay_charges where id = $1)`,
    [at.chargeId],
  ];
  expect(await plant(leftDaysAgo(9), bounced, attempt(10))).toBe('autopay_notice');
});

test('there is one collection a rule and day, one live collection an item, and no policy of a day that has passed', async () => {
  const again = (day: string): Statement => [
    `insert into autopay_charges (id, customer_id, rule_id, method_id, currency, collect_on, noticed_minor, notice_days, message_id, made_at, changed_at)
     select '00000000-0000-7000-8000-000000000001', customer_id, rule_id, method_id, currency, collect_on + $2::int, 10, 3, message_id, now(), now()
     from autopay_charges where id = $1`,
    [at.chargeId, day],
  ];
  expect(await plant(again('0'))).toBe('autopay_charges_day_unique');
  const item: Statement = [
    `insert into autopay_charge_items (charge_id, item_id, customer_id, amount_minor, live) values ('00000000-0000-7000-8000-000000000001', $1, $2, 10, true)`,
    [at.itemId, at.customerId],
  ];
  expect(await plant(again('1'), item)).toBe('autopay_charge_items_one_live_unique');
  const late: Statement = [
    `insert into autopay_policies (from_on, notice_days, retry_days, expiry_days, reason, made_by_name, made_at)
     values (current_date - 2, 3, '{3}', '{30}', 'late', 'A', now())`,
    [],
  ];
  expect(await plant(late)).toBe('autopay_policy_not_dated_back');
});
