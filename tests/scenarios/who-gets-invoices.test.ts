import { beforeAll, expect, test } from 'vitest';
import { setChoices } from '#app/modules/delivery/commands/set-choices.server.ts';
import { invoicesReachSomebody } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import type { DeliveryChoice } from '#app/modules/delivery/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, CLERK, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
beforeAll(() => setUpCompany(database.current.owner.db));

const BY_MAIL: DeliveryChoice = { channel: 'email', toRoles: [], attaches: true, gathers: 'each', einvoiceProfile: '' };

async function reach(customerId: string, choice: Partial<DeliveryChoice>): Promise<boolean> {
  const chosen = [{ kind: 'invoice' as const, choice: { ...BY_MAIL, ...choice } }];
  const set = await inTransaction(db(), (tx) => setChoices(tx, CLERK, { customerId, chosen }, nowInLondon()));
  expect(set.ok).toBe(true);
  return invoicesReachSomebody(db(), customerId);
}

test('a mail needs a reader; post, hand, a supplier portal and our own portal need none', async () => {
  const nobody = await aCustomer(db());
  expect(await reach(nobody, {})).toBe(false);
  expect(await reach(nobody, { channel: 'einvoice', einvoiceProfile: 'ubl' })).toBe(false);
  expect(await reach(nobody, { channel: 'post' })).toBe(true);
  expect(await reach(nobody, { channel: 'portal' })).toBe(true);
});

test('where a choice names roles, only who has one of them reads it', async () => {
  const customerId = await aCustomer(db(), { email: 'anybody@customer.example' });
  expect(await reach(customerId, {})).toBe(true);
  expect(await reach(customerId, { toRoles: ['purchasing'] })).toBe(false);
  await database.current.owner.pool.query(`update contacts set roles = '{purchasing}' where customer_id = $1`, [
    customerId,
  ]);
  expect(await reach(customerId, { toRoles: ['purchasing'] })).toBe(true);
});
