import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { aSending } from '#tests/security/sample-sendings.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';

const database = useDatabase();
let deliveryId: string;
let customerId: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  customerId = await aCustomer(staff.db);
  const invoice = await issue(staff.db, anInvoice(customerId, 100n));
  ({ deliveryId } = await aSending(owner, { customerId, invoiceId: invoice.id, sha256: 'c'.repeat(64) }));
});

const refusedAs = async (pool: 'owner' | 'staff' | 'portal', text: string): Promise<string> => {
  try {
    await database.current[pool].pool.query(text);
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a sending', () => {
  it('is moved by its steps alone, which never change', async () => {
    expect(await refusedAs('staff', `update deliveries set state = 'delivered'`)).toBe('42501');
    expect(await refusedAs('staff', `update delivery_events set person = 'Another'`)).toBe('42501');
    expect(await refusedAs('owner', `update delivery_events set person = 'Another'`)).toBe('TS001');
    expect(await refusedAs('owner', 'delete from delivery_evidence')).toBe('TS001');
  });

  it.each([
    ['a step that does not follow', `'handed_over', 'R. Shah', '', ''`, 'TS065'],
    ['a rejection without a reason', `'rejected', '', '', ''`, '23514'],
    ['a hand-over to nobody', `'handed_over', ' ', '', ''`, '23514'],
    ['a submission without a reference', `'submitted', '', ' ', ''`, '23514'],
  ])('refuses %s', async (_, values, code) => {
    const insert = `insert into delivery_events (delivery_id, customer_id, happened_at, by_name, noted_at, kind, person, reference, reason)
      values ('${deliveryId}', '${customerId}', now(), 'test', now(), ${values})`;
    expect(await refusedAs('staff', insert)).toBe(code);
  });
});

/** Breaks a law behind the back of every trigger, asks its file, and puts everything back. */
async function found(law: string, ...breaks: string[]): Promise<number> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query(`set local session_replication_role = replica`);
    for (const text of breaks)
      await client.query(text.replaceAll('DELIVERY', deliveryId).replaceAll('CUSTOMER', customerId));
    const { rows } = await client.query(readFileSync(path.join(SQL_DIR, 'invariants', law), 'utf8'));
    return rows.length;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const message = (state: string) =>
  `with m as (insert into messages (send_key, customer_id, kind, to_address, state, provider_ref, queued_at, changed_at)
     values ('planted', 'CUSTOMER', 'invoice', 'a@b.example', '${state}', 'x', now(), now()) returning id)
   insert into delivery_messages (delivery_id, message_id, customer_id) select 'DELIVERY', id, 'CUSTOMER' from m`;

describe('the laws find what was planted', () => {
  const STEPS = '094_sendings_stand_where_their_steps_led.sql';
  it.each([
    ['no order', STEPS, [`delete from delivery_events where kind = 'ordered'`]],
    ['delivered by hand to nobody', STEPS, [`delete from delivery_events where kind = 'handed_over'`]],
    ['submitted without its step', STEPS, [`update deliveries set channel = 'supplier_portal', state = 'submitted'`]],
    ['posted without its step', STEPS, [`update deliveries set channel = 'post', state = 'sent'`]],
    [
      'delivered, though its mail came back',
      '095_sendings_by_mail_stand_where_their_mails_do.sql',
      [`update deliveries set channel = 'email', state = 'delivered'`, message('bounced')],
    ],
    [
      'a first print twice',
      '096_one_first_print.sql',
      [
        'drop index print_batch_items_first_unique',
        ...[1, 2].map(
          (
            batch,
          ) => `with b as (insert into print_batches (channel, documents_count, pages_count, sha256, size_bytes, made_by_name, made_at)
            values ('hand', 1, 1, repeat('d', 64), ${batch}, 'test', now()) returning id)
          insert into print_batch_items (batch_id, position, delivery_id, customer_id, is_reprint)
          select id, 1, 'DELIVERY', 'CUSTOMER', false from b`,
        ),
      ],
    ],
  ])('%s', async (_, law, breaks) => {
    expect(await found(law)).toBe(0);
    expect(await found(law, ...breaks)).toBeGreaterThan(0);
  });
});
