import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { BillTo } from '#app/modules/invoicing/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { buyerParty, sellerParty } from '../rules/build-party.ts';
import { FIXES_BY_KIND, missingFor } from '../rules/missing-for.ts';
import { taxCategory } from '../rules/tax-category.ts';
import { unitCodeOf } from '../rules/unit-code.ts';
import { type BuyerFacts, type EinvoiceLack, type EinvoiceProfile, isEinvoiceProfile } from '../types.ts';
import { type BuyerRow, buyerOf, getSellerFacts, unitCodes } from './einvoice-facts.server.ts';

/** A document before it is one, as far as what e-invoices need of it goes. */
export type ToAsk = {
  readonly customerId: string;
  /** As the document names the customer; left out: as the customer is now. */
  readonly billTo?: BillTo;
  readonly poNumber: string;
  readonly taxes: readonly { readonly letter: string; readonly rateBp: number }[];
  readonly lines: readonly { readonly lineNo: number; readonly unit: string }[];
};

type Taker = { readonly profile: EinvoiceProfile; readonly facts: BuyerFacts; readonly billTo: BillTo };

/**
 * For many customers at once: what their documents of a day lack to be the e-invoice each customer takes. Answers null where
 * a customer takes none, or nothing is missing. One question where nobody of them takes one, four otherwise.
 */
export async function einvoiceLacks(
  db: ReadDb,
  { customerIds, on }: { readonly customerIds: readonly string[]; readonly on: PlainDate },
): Promise<(document: ToAsk) => EinvoiceLack | null> {
  const takers = await readTakers(db, customerIds);
  if (takers.size === 0) return () => null;
  const [company, seller, units] = await Promise.all([getCompany(db, { on }), getSellerFacts(db), unitCodes(db)]);
  return ({ customerId, billTo, poNumber, taxes, lines }) => {
    const taker = takers.get(customerId);
    if (!taker) return null;
    const { profile, facts } = taker;
    const known = {
      ...{ buyerReference: facts.buyerReference, purchaseOrder: poNumber.trim() },
      seller: sellerParty(company, seller, profile),
      buyer: buyerParty(billTo ?? taker.billTo, facts, profile),
      taxes: taxes.map(({ letter, rateBp }) => ({ category: taxCategory(letter, rateBp, profile) })),
      lines: lines.map(({ lineNo, unit }) => ({ id: String(lineNo), unitCode: unitCodeOf(unit, units) ?? '' })),
    };
    const missing = missingFor(known, profile, FIXES_BY_KIND);
    return missing.length === 0 ? null : { profile, missing };
  };
}

type TakerRow = BuyerRow & {
  readonly customer_id: string;
  readonly wanted: string;
  readonly bill_to: BillTo;
};

/** Who has invoices sent as an e-invoice, or keeps a format of their own to fetch. */
async function readTakers(db: ReadDb, customerIds: readonly string[]): Promise<Map<string, Taker>> {
  const { rows } = await sql<TakerRow>`
    select c.id as customer_id, coalesce(w.sent_as, b.profile) as wanted, b.profile, coalesce(b.portal_download, false) as portal_download,
      coalesce(b.buyer_reference, '') as buyer_reference, coalesce(b.endpoint_scheme, '') as endpoint_scheme, coalesce(b.endpoint_id, '') as endpoint_id,
      coalesce(b.registration_scheme, '') as registration_scheme, coalesce(b.registration_id, '') as registration_id, coalesce(b.tin, '') as tin,
      coalesce(b.street, '') as street, coalesce(b.city, '') as city, coalesce(b.postcode, '') as postcode, coalesce(b.region, '') as region,
      jsonb_build_object('name', c.name, 'addressLines', c.address_lines, 'country', c.country, 'taxNumber', c.tax_number, 'language', c.language) as bill_to
    from unnest(${[...customerIds]}::uuid[]) as asked (id) join customers c on c.id = asked.id
      cross join delivery_defaults d left join delivery_choices o on o.customer_id = c.id and o.document_kind = 'invoice'
      left join einvoice_buyers b on b.customer_id = c.id
      cross join lateral (select case when coalesce(o.channel, d.channel) = 'einvoice' then coalesce(o.einvoice_profile, d.einvoice_profile) end as sent_as) w
    where d.document_kind = 'invoice' and coalesce(w.sent_as, b.profile) is not null`.execute(db);
  return new Map(
    rows.flatMap((row) =>
      isEinvoiceProfile(row.wanted)
        ? [[row.customer_id, { profile: row.wanted, facts: buyerOf(row), billTo: row.bill_to }] as const]
        : [],
    ),
  );
}
