import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { getBuyerFacts, getSellerFacts } from '../queries/einvoice-facts.server.ts';
import type { BuyerFacts, PartyFacts, SellerFacts } from '../types.ts';

const columnsOf = (facts: PartyFacts) => ({
  ...{ endpoint_scheme: facts.endpoint?.scheme ?? '', endpoint_id: facts.endpoint?.id ?? '' },
  ...{ registration_scheme: facts.registration?.scheme ?? '', registration_id: facts.registration?.id ?? '' },
  ...{ tin: facts.tin, street: facts.street, city: facts.city, postcode: facts.postcode, region: facts.region },
});

/** One row without an id of its own; the audit wants one. */
const SELLER_ID = '00000000-0000-0000-0000-000000000000';

/** Says what e-invoices tell of the seller from now on; files already made keep what they say. Refuses nothing. */
export async function setSellerFacts(
  tx: Tx,
  actor: Actor,
  facts: SellerFacts,
  moment: Moment,
): Promise<Result<undefined, never>> {
  const before = await getSellerFacts(tx);
  const columns = {
    ...columnsOf(facts),
    ...{ msic_code: facts.msic?.code ?? '', msic_name: facts.msic?.name ?? '', changed_at: moment.now },
  };
  await tx
    .insertInto('einvoice_seller')
    .values(columns)
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet(columns))
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'einvoice.seller-changed', subjectKind: 'company', subjectId: SELLER_ID },
    ...{ before: { ...before }, after: { ...facts } },
  });
  return ok();
}

/** Says what e-invoices tell of a customer from now on, and the format it wants. Refuses a customer that is not there. */
export async function setBuyerFacts(
  tx: Tx,
  actor: Actor,
  { customerId, ...facts }: BuyerFacts & { readonly customerId: string },
  moment: Moment,
): Promise<Result<undefined, { code: 'not-found' }>> {
  const before = await getBuyerFacts(tx, customerId);
  const columns = {
    ...columnsOf(facts),
    ...{ profile: facts.profile, portal_download: facts.portalDownload },
    ...{ buyer_reference: facts.buyerReference, changed_at: moment.now },
  };
  try {
    await tx
      .insertInto('einvoice_buyers')
      .values({ ...columns, customer_id: customerId })
      .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(columns))
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'einvoice_buyers_customer_fk') return refuse({ code: 'not-found' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'einvoice.buyer-changed', subjectKind: 'customer', subjectId: customerId, customerId },
    ...{ before: { ...before }, after: { ...facts } },
  });
  return ok();
}
