import type { Actor } from '#app/modules/audit/types.ts';
import type { Membership } from '#app/modules/auth/types.ts';
import {
  creditOnOffer,
  spendCredit,
  spendOldestFirst,
} from '#app/modules/cash-application/queries/credit-on-offer.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import type { Company } from '#app/modules/company/types.ts';
import { heldParts } from '#app/modules/ledger/queries/held-parts.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { attemptInTheWay } from '#app/modules/payments/queries/attempt-in-the-way.server.ts';
import { itemsOnTheirWay } from '#app/modules/payments/queries/items-on-their-way.server.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import { surchargesOn } from '#app/modules/payments/queries/surcharges.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { type PortalScope, readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { InTransaction } from '#app/workflows/open-checkout.server.ts';
import { takesBankDebit } from '#app/workflows/pay-online.server.ts';
import { readPayLines } from './pay-choice.ts';
import type { PayFields } from './pay-fields.ts';
import { type PayChoice, sumUp } from './pay-sum.ts';
import { type PayTrouble, troubleOf } from './pay-trouble.ts';

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

type ReadChoice = { readonly choice: PayChoice; readonly trouble: PayTrouble | null };

/** The choice against what is open now, and whether somebody is paying some of it already. */
export const readChoice = (payer: Payer, fields: PayFields): Promise<ReadChoice> =>
  readAsPortal(portalDb(), payer.scope, (db) => choiceIn(db, payer, fields));

async function choiceIn(db: ReadDb, payer: Payer, fields: PayFields): Promise<ReadChoice> {
  const { customerId, company, moment } = payer;
  const isLink = payer.linkPath !== undefined;
  const { locale, baseCurrency: standardCurrency } = company;
  // The holder of a link sees the invoices it names and nothing else of the customer's: no credit, no saved method.
  const [items, onTheirWay, heldFor, methods] = await Promise.all([
    openItemsOf(db, { customerId }),
    itemsOnTheirWay(db, { customerId }),
    heldParts(db, { customerId }),
    isLink ? [] : listSavedMethods(db, customerId),
  ]);
  const lines = readPayLines(fields, {
    ...{ items, today: moment.today, locale, standardCurrency },
    ...{ onTheirWay, heldFor, isLink, spendOldestFirst },
  });
  const { currency } = lines;
  const [offer, surcharges] = await Promise.all([
    isLink ? { credits: [], promised: false } : creditOnOffer(db, { customerId, currency, items }),
    surchargesOn(db, { currency, on: moment.today }),
  ]);
  const hasBankDebit = takesBankDebit(currency);
  const choice = sumUp(lines, fields, { offer, spendCredit, surcharges, methods, hasBankDebit });
  const itemIds = choice.lines.filter((line) => line.ticked).map((line) => line.itemId);
  const inTheWay = await attemptInTheWay(db, itemIds);
  return { choice, trouble: inTheWay ? troubleOf({ code: 'payment-in-flight', inTheWay }, payer.linkPath) : null };
}

/** Everything the review page shows. The key makes a second press of Pay harmless. */
export async function payPage(payer: Payer, fields: PayFields) {
  const [{ choice, trouble }, banks] = await readAsPortal(portalDb(), payer.scope, (db) =>
    Promise.all([choiceIn(db, payer, fields), listBankAccounts(db)]),
  );
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
