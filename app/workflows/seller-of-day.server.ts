import { getBranding, PLAIN_BRANDING } from '#app/modules/company/queries/get-branding.server.ts';
import { getSeller, type Seller } from '#app/modules/company/queries/get-seller.server.ts';
import type { Branding } from '#app/modules/company/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A document's date, and the instant up to which it was known what holds on it: its issue, its seal. */
export type SellerDay = Parameters<typeof getSeller>[1];

/** The seller as the documents of a day name and show it; `branding` is null until somebody chose one. */
export async function sellerOn(
  db: ReadDb,
  at: SellerDay,
): Promise<Omit<Seller, 'branding'> & { branding: Branding | null }> {
  const { company, banks, branding } = await getSeller(db, at);
  return { company, banks, branding: chosen(branding) };
}

/** How documents of a day look; null is the product's plain look, with the tally mark beside the name. */
export const brandingOn = async (db: ReadDb, { on, knownAt }: SellerDay): Promise<Branding | null> =>
  chosen(await getBranding(db, on, knownAt));

const chosen = (branding: Branding): Branding | null => (branding === PLAIN_BRANDING ? null : branding);
