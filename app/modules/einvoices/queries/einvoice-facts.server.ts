import type { Selectable } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { EinvoiceBuyers, EinvoiceSeller } from '#db/types.generated.ts';
import {
  type BuyerFacts,
  type EinvoiceProfile,
  type EnId,
  isEinvoiceProfile,
  type PartyFacts,
  type SellerFacts,
} from '../types.ts';

type PartyRow = Pick<
  Selectable<EinvoiceSeller>,
  | 'endpoint_scheme'
  | 'endpoint_id'
  | 'registration_scheme'
  | 'registration_id'
  | 'tin'
  | 'street'
  | 'city'
  | 'postcode'
  | 'region'
>;

const NOBODY_SAID: PartyFacts = {
  ...{ endpoint: null, registration: null, tin: '', street: '', city: '', postcode: '', region: '' },
};
const NO_BUYER_FACTS: BuyerFacts = {
  ...NOBODY_SAID,
  ...{ buyerReference: '', profile: null, portalDownload: false },
};

const idOf = (scheme: string, id: string): EnId | null => (id === '' ? null : { scheme, id });
const partyOf = (row: PartyRow): PartyFacts => ({
  endpoint: idOf(row.endpoint_scheme, row.endpoint_id),
  registration: idOf(row.registration_scheme, row.registration_id),
  ...{ tin: row.tin, street: row.street, city: row.city, postcode: row.postcode, region: row.region },
});

/** What e-invoices say of the seller beyond the company; everything empty until somebody said it. */
export async function getSellerFacts(db: ReadDb): Promise<SellerFacts> {
  const row = await db.selectFrom('einvoice_seller').selectAll().executeTakeFirst();
  if (!row) return { ...NOBODY_SAID, msic: null };
  return { ...partyOf(row), msic: row.msic_code === '' ? null : { code: row.msic_code, name: row.msic_name } };
}

/** What e-invoices say of a customer beyond its account. */
export async function getBuyerFacts(db: ReadDb, customerId: string): Promise<BuyerFacts> {
  const row = await db
    .selectFrom('einvoice_buyers')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row ? buyerOf(row) : NO_BUYER_FACTS;
}

export type BuyerRow = PartyRow & Pick<Selectable<EinvoiceBuyers>, 'profile' | 'buyer_reference' | 'portal_download'>;

/** A row of what e-invoices say of a customer. */
export function buyerOf(row: BuyerRow): BuyerFacts {
  const profile: EinvoiceProfile | null = row.profile !== null && isEinvoiceProfile(row.profile) ? row.profile : null;
  return { ...partyOf(row), buyerReference: row.buyer_reference, profile, portalDownload: row.portal_download };
}

/** Which format a customer wants and whether it may fetch the files itself: all that the customer's own session may read. */
export async function portalEinvoices(
  db: ReadDb,
  customerId: string,
): Promise<{ readonly profile: string | null; readonly mayFetch: boolean }> {
  const row = await db
    .selectFrom('einvoice_buyers')
    .select(['profile', 'portal_download'])
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return { profile: row?.profile ?? null, mayFetch: row?.portal_download ?? false };
}

/** From our words for units to codes of UN/ECE Recommendation 20. */
export async function unitCodes(db: ReadDb): Promise<Map<string, string>> {
  const rows = await db.selectFrom('units').select(['code', 'un_code']).execute();
  return new Map(rows.map((row) => [row.code, row.un_code]));
}
