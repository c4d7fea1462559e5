import type { Actor } from '#app/modules/audit/types.ts';
import type { Membership } from '#app/modules/auth/types.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import type { Company } from '#app/modules/company/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { attemptInTheWay } from '#app/modules/payments/queries/attempt-in-the-way.server.ts';
import { itemsOnTheirWay } from '#app/modules/payments/queries/items-on-their-way.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { type PortalScope, readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { InTransaction } from '#app/workflows/open-checkout.server.ts';
import { type PayFields, readPayChoice } from './pay-choice.ts';
import { troubleOf } from './pay-trouble.ts';

/** Who pays, from either door: signed in, or with a link. */
export type Payer = {
  readonly actor: Actor;
  readonly scope: PortalScope;
  readonly customerId: string;
  readonly company: Company;
  readonly moment: Moment;
  /** Where the receipt goes. */
  readonly email: string;
  /** Whose form keys these are: the customer, or the link. */
  readonly keyOwnerId: string;
  /** Root of a scoped link's pages; absent for a signed-in person. */
  readonly linkPath?: string;
  /** What a signed-in person may pay alone. */
  readonly right?: Pick<Membership, 'role' | 'limit'>;
};

/** Runs work as the portal's database role, inside the payer's scope. */
export const runAs =
  (payer: Payer): InTransaction =>
  (work) =>
    writeAsPortal(portalDb(), payer.scope, work);

/** Invoices named in one address or form. */
export const IDS_MAX = 500;

/** What the address asks for: `i` invoices, or `all=due`, and a currency. */
export function fieldsOfAddress(url: URL): PayFields {
  return {
    show: null,
    ticked: url.searchParams.getAll('i').slice(0, IDS_MAX),
    all: url.searchParams.get('all') === 'due' ? 'due' : null,
    currency: url.searchParams.get('currency'),
    amounts: new Map(),
    onAccount: '',
  };
}

/** The choice against what is open now, and whether somebody is paying some of it already. */
export function readChoice(payer: Payer, fields: PayFields) {
  const { customerId, company, moment } = payer;
  return readAsPortal(portalDb(), payer.scope, async (db) => {
    const items = await openItemsOf(db, { customerId });
    const onTheirWay = await itemsOnTheirWay(db, { customerId });
    const { locale, baseCurrency: standardCurrency } = company;
    const context = { items, today: moment.today, locale, standardCurrency, onTheirWay };
    // A link shows its invoices and takes money for them alone.
    const choice = readPayChoice(payer.linkPath ? { ...fields, onAccount: '' } : fields, context);
    const inTheWay = await attemptInTheWay(
      db,
      choice.lines.filter((line) => line.ticked).map((line) => line.itemId),
    );
    return { choice, trouble: inTheWay ? troubleOf({ code: 'payment-in-flight', inTheWay }, payer.linkPath) : null };
  });
}

/** Everything the review page shows. The key makes a second press of Pay harmless. */
export async function payPage(payer: Payer, fields: PayFields) {
  const { choice, trouble } = await readChoice(payer, fields);
  const banks = await readAsPortal(portalDb(), payer.scope, (db) => listBankAccounts(db));
  return {
    key: newId<never>() as string,
    choice,
    trouble,
    today: payer.moment.today,
    company: payer.company.name,
    email: payer.email,
    bank: banks.find((bank) => bank.currency === choice.currency) ?? null,
  };
}
