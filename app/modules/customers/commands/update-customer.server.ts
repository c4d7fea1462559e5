import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { CustomerInput, CustomerRefusal, ParentRefusal } from '../types.ts';
import { columnsOf } from './create-customer.server.ts';
import { findParent } from './find-parent.server.ts';

/**
 * Changes a customer. Issued documents keep the name and address they were issued with. Locks the customer; refuses one
 * that is not there, a number that is taken and a parent that cannot be one. Writes nothing, not even audit, when nothing changed.
 */
export async function updateCustomer(
  tx: Tx,
  actor: Actor,
  input: { customerId: CustomerId } & CustomerInput,
  moment: Moment,
): Promise<Result<{ changed: boolean }, CustomerRefusal | ParentRefusal>> {
  const { customerId, ...fields } = input;
  const parent = await findParent(tx, fields.parentNumber, customerId);
  if (!parent.ok) return parent;
  const columns = columnsOf({ ...fields, ...parent.value });
  const before = await tx
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', customerId)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return refuse({ code: 'not-found' });
  const names = Object.keys(columns) as (keyof typeof columns)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(columns[name]));
  if (changed.length === 0) return ok({ changed: false });
  if (changed.includes('number') && (await numberIsTaken(tx, columns.number, customerId)))
    return refuse({ code: 'number-taken', number: columns.number });
  try {
    await tx
      .updateTable('customers')
      .set({ ...columns, changed_at: moment.now })
      .where('id', '=', customerId)
      .execute();
  } catch (error) {
    // Another took the number between the look and the write; the transaction is over, and the refusal rolls it back.
    if (/^customers_number_/.test(constraintOf(error) ?? ''))
      return refuse({ code: 'number-taken', number: columns.number });
    throw error;
  }
  await writeAudit(tx, actor, {
    action: 'customer.changed',
    subjectKind: 'customer',
    subjectId: customerId,
    customerId,
    before: Object.fromEntries(changed.map((name) => [name, before[name]])),
    after: Object.fromEntries(changed.map((name) => [name, columns[name]])),
  });
  return ok({ changed: true });
}

async function numberIsTaken(tx: Tx, number: string, except: CustomerId): Promise<boolean> {
  const other = await tx
    .selectFrom('customers')
    .select('id')
    .where((eb) => eb(eb.fn<string>('lower', ['number']), '=', number.toLowerCase()))
    .where('id', '<>', except)
    .executeTakeFirst();
  return other !== undefined;
}
