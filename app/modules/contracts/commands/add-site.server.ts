import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { SiteId } from '../types.ts';

export type SiteInput = { readonly code: string; readonly name: string; readonly addressLines: readonly string[] };
export type SiteRefusal = { readonly code: 'code-taken' | 'customer-unknown' };

/** A place of a customer. Refuses a code the customer has already. */
export async function addSite(
  tx: Tx,
  actor: Actor,
  { customerId, ...site }: { readonly customerId: string } & SiteInput,
): Promise<Result<{ siteId: SiteId }, SiteRefusal>> {
  try {
    const { id } = await tx
      .insertInto('sites')
      .values({ customer_id: customerId, code: site.code, name: site.name, address_lines: [...site.addressLines] })
      .returning('id')
      .executeTakeFirstOrThrow();
    await writeAudit(tx, actor, {
      ...{ action: 'site.added', subjectKind: 'site', subjectId: id, customerId },
      ...{ before: null, after: site },
    });
    return ok({ siteId: id as SiteId });
  } catch (error) {
    const name = constraintOf(error);
    if (name === 'sites_code_unique') return refuse({ code: 'code-taken' });
    if (name === 'sites_customer_fk') return refuse({ code: 'customer-unknown' });
    throw error;
  }
}
