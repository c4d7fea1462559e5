import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import {
  type Channel,
  type ContactRole,
  type DeliveryChoice,
  DOCUMENT_KINDS,
  type DocumentKind,
  type SupplierPortal,
} from '../types.ts';

export type ChosenDelivery = {
  readonly kind: DocumentKind;
  readonly choice: DeliveryChoice;
  /** The customer's own, and not the company's default. */
  readonly isOwn: boolean;
};

type Row = {
  kind: string;
  own: boolean;
  channel: string;
  to_roles: string[];
  attaches: boolean;
  gathers: string;
  einvoice_profile: string;
};

/** How each kind of document goes out to a customer; without a customer, the company's defaults. */
export async function deliveryChoices(db: ReadDb, customerId: string | null): Promise<ChosenDelivery[]> {
  const { rows } = await sql<Row>`
    select d.document_kind as kind, c.customer_id is not null as own,
      coalesce(c.channel, d.channel) as channel, coalesce(c.to_roles, d.to_roles) as to_roles, coalesce(c.attaches, d.attaches) as attaches,
      coalesce(c.gathers, d.gathers) as gathers, coalesce(c.einvoice_profile, d.einvoice_profile) as einvoice_profile
    from delivery_defaults d left join delivery_choices c on c.document_kind = d.document_kind and c.customer_id = ${customerId}::uuid`.execute(
    db,
  );
  const byKind = new Map(rows.map((row) => [row.kind, row]));
  return DOCUMENT_KINDS.map((kind) => {
    const row = byKind.get(kind)!;
    return { kind, isOwn: row.own, choice: asChoice(row) };
  });
}

const asChoice = (row: Row): DeliveryChoice => ({
  channel: row.channel as Channel,
  toRoles: row.to_roles as ContactRole[],
  attaches: row.attaches,
  gathers: row.gathers as DeliveryChoice['gathers'],
  einvoiceProfile: row.einvoice_profile,
});

/** How one kind of document goes out to a customer. */
export async function deliveryChoice(db: ReadDb, customerId: string, kind: DocumentKind): Promise<DeliveryChoice> {
  return (await deliveryChoices(db, customerId)).find((chosen) => chosen.kind === kind)!.choice;
}

/**
 * The addresses a kind of document goes to: everyone with one of the roles of the choice, or without roles the contacts who
 * are ticked for it (statements: "Receives statements", everything else: "Receives invoices").
 */
export async function recipientsOf(
  db: ReadDb,
  of: { readonly customerId: string; readonly kind: DocumentKind; readonly toRoles: readonly ContactRole[] },
): Promise<string[]> {
  const ticked = of.kind === 'statement' ? ('receives_statements' as const) : ('receives_invoices' as const);
  const contacts = db
    .selectFrom('contacts')
    .select('email')
    .where('customer_id', '=', of.customerId)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id');
  const rows =
    of.toRoles.length > 0
      ? await contacts.where(sql<boolean>`roles && ${[...of.toRoles]}::text[]`).execute()
      : await contacts.where(ticked, '=', true).execute();
  return rows.map((row) => row.email);
}

/** Where a customer wants documents uploaded, or null. */
export async function getSupplierPortal(db: ReadDb, customerId: string): Promise<SupplierPortal | null> {
  const row = await db
    .selectFrom('supplier_portals as p')
    .leftJoin('users as u', 'u.id', 'p.login_owner')
    .selectAll('p')
    .select('u.name as owner_name')
    .where('p.customer_id', '=', customerId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    name: row.name,
    address: row.address,
    requiredFields: row.required_fields,
    format: row.format as SupplierPortal['format'],
    loginOwner: row.login_owner === null ? null : { id: row.login_owner, name: row.owner_name ?? '' },
    notes: row.notes,
  };
}

export type DeliveryRoute = {
  readonly route: string;
  readonly carriedBy: { readonly id: string; readonly name: string } | null;
  readonly hint: string;
};

/** The round on which papers reach a customer; empty where none is written down. */
export async function deliveryRoute(db: ReadDb, customerId: string): Promise<DeliveryRoute> {
  const row = await db
    .selectFrom('delivery_routes as r')
    .leftJoin('users as u', 'u.id', 'r.carried_by')
    .select(['r.route', 'r.hint', 'r.carried_by', 'u.name'])
    .where('r.customer_id', '=', customerId)
    .executeTakeFirst();
  return {
    route: row?.route ?? '',
    hint: row?.hint ?? '',
    carriedBy: row?.carried_by ? { id: row.carried_by, name: row.name ?? '' } : null,
  };
}

/** Whether invoices have somewhere to go the customer's way; the billing run asks the same function of the database. */
export async function invoicesReachSomebody(db: ReadDb, customerId: string): Promise<boolean> {
  const { rows } = await sql<{ reach: boolean }>`select invoices_reach_somebody(${customerId}::uuid) as reach`.execute(
    db,
  );
  return rows[0]!.reach;
}
