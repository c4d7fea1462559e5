import type { TestDatabase } from '#tests/support/database.ts';

/** A rule of the customer's that takes from their saved card, and a collection of it that was announced and tried. */
export async function anAutopay(
  { pool }: Pick<TestDatabase['owner'], 'pool'>,
  { customerId, itemId }: { readonly customerId: string; readonly itemId: string },
): Promise<{ ruleId: string; chargeId: string }> {
  const { rows } = await pool.query<{ rule: string; charge: string }>(
    `with rule as (
       insert into autopay_rules (customer_id, currency, method_id, collects, notice_days, state, notify_email, made_by_name, made_at, changed_by_name, changed_at)
       select $1, 'GBP', m.id, 'due_date', 3, 'on', 'someone@customer.example', 'Someone', now(), 'Someone', now()
       from saved_methods m where m.customer_id = $1 limit 1 returning id, method_id),
     told as (
       insert into messages (send_key, customer_id, kind, to_address, queued_at, changed_at)
       values ('autopay_notice:' || gen_random_uuid(), $1, 'autopay_notice', 'someone@customer.example', now(), now()) returning id),
     charge as (
       insert into autopay_charges (customer_id, rule_id, method_id, currency, collect_on, noticed_minor, notice_days, message_id, made_at, changed_at)
       select $1, rule.id, rule.method_id, 'GBP', current_date, 10, 3, told.id, now(), now() from rule, told returning id, rule_id, method_id),
     item as (
       insert into autopay_charge_items (charge_id, item_id, customer_id, amount_minor, live) select charge.id, $2, $1, 10, true from charge),
     tried as (
       insert into autopay_tries (charge_id, try_no, customer_id, method_id, amount_minor, tried_at)
       select charge.id, 1, $1, charge.method_id, 10, now() from charge)
     select rule_id as rule, id as charge from charge`,
    [customerId, itemId],
  );
  return { ruleId: rows[0]!.rule, chargeId: rows[0]!.charge };
}
