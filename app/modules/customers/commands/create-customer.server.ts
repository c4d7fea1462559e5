import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { CustomerInput, CustomerRefusal, ParentRefusal } from '../types.ts';
import { findParent, type Parent } from './find-parent.server.ts';

/**
 * Opens the account of a customer. Refuses a number that is taken (compared without regard to case, so that C-1 and c-1
 * are never two customers), and a parent that cannot be one. Locks the parent only: a race on the same number ends at the unique constraint.
 */
export async function createCustomer(
  tx: Tx,
  actor: Actor,
  input: CustomerInput,
): Promise<Result<{ customerId: CustomerId }, CustomerRefusal | ParentRefusal>> {
  const parent = await findParent(tx, input.parentNumber);
  if (!parent.ok) return parent;
  const made = await createCustomers(tx, actor, [{ ...input, ...parent.value }]);
  return made.ok ? ok({ customerId: made.value[0]! }) : made;
}

/** The same for many, in one statement each for rows and audit; refuses all of them when one number is taken. */
export async function createCustomers(
  tx: Tx,
  actor: Actor,
  inputs: readonly (CustomerInput & Parent)[],
): Promise<Result<CustomerId[], CustomerRefusal>> {
  if (inputs.length === 0) return ok([]);
  const rows = inputs.map((input) => ({ id: newId<CustomerId>(), ...columnsOf(input) }));
  const inserted = await tx
    .insertInto('customers')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  if (inserted.length < rows.length) {
    const kept = new Set<string>(inserted.map((row) => row.id));
    const lost = rows.find((row) => !kept.has(row.id));
    return refuse({ code: 'number-taken', number: lost?.number ?? '' });
  }
  await writeAudit(
    tx,
    actor,
    rows.map((row, index) => ({
      action: 'customer.created',
      subjectKind: 'customer',
      subjectId: row.id,
      customerId: row.id,
      after: inputs[index]!,
    })),
  );
  return ok(rows.map((row) => row.id));
}

/** How a customer stands in its table. */
export const columnsOf = (input: CustomerInput & Parent) => ({
  number: input.number,
  name: input.name,
  address_lines: [...input.addressLines],
  country: input.country,
  tax_number: input.taxNumber,
  language: input.language,
  currency: input.currency,
  terms_days: input.termsDays,
  ...(input.termsFrom === undefined ? {} : { terms_from: input.termsFrom }),
  po_required: input.poRequired,
  ...(input.discount === undefined
    ? {}
    : { discount_bp: input.discount?.bp ?? null, discount_days: input.discount?.days ?? null }),
  ...(input.invoicePer === undefined ? {} : { invoice_per: input.invoicePer }),
  ...(input.riskClass === undefined ? {} : { risk_class: input.riskClass }),
  ...(input.parentId === undefined ? {} : { parent_id: input.parentId }),
});
