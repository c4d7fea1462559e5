import { data, redirect } from 'react-router';
import { z } from 'zod';
import type { Currency } from '#app/kernel/money.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import type { Company } from '#app/modules/company/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { attemptInTheWay } from '#app/modules/payments/queries/attempt-in-the-way.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { type PortalScope, readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import type { InTransaction } from '#app/workflows/open-checkout.server.ts';
import { payOnline } from '#app/workflows/pay-online.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import { type PayChoice, type PayFields, readPayChoice } from './pay-choice.ts';
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
};

/** Runs work as the portal's database role, inside the payer's scope. */
export const runAs =
  (payer: Payer): InTransaction =>
  (work) =>
    writeAsPortal(portalDb(), payer.scope, work);

const IDS_MAX = 500;

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
    const context = { items, today: moment.today, locale: company.locale, standardCurrency: company.baseCurrency };
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

const form = z.looseObject({
  key: z.string().min(8).max(200),
  currency: z.string().max(3),
  total: z.string().regex(/^\d{1,18}$/),
  intent: z.enum(['pay', 'update']),
  show: z.array(z.string()).max(IDS_MAX).default([]),
  i: z.array(z.string()).max(IDS_MAX).default([]),
  account: z.string().max(40).default(''),
});

function fieldsOfForm(posted: z.output<typeof form>): PayFields {
  const amounts = Object.entries(posted).flatMap(([name, text]) =>
    name.startsWith('amount-') && typeof text === 'string' ? [[name.slice('amount-'.length), text] as const] : [],
  );
  const { show, i, currency, account } = posted;
  return { show, ticked: i, all: null, currency, amounts: new Map(amounts), onAccount: account };
}

/** What the page is shown again with after a press that did not lead to paying. */
export type PayAnswer = { choice: PayChoice; trouble: PayTrouble | null; hasErrors: boolean };

/** Pay or recount: on the way to the processor's page, or back with the page as it stands now. */
export async function payAction(payer: Payer, { request, url }: { request: Request; url: URL }) {
  const parsed = await parseForm(request, form);
  if (!parsed.ok) return answer(await readChoice(payer, fieldsOfAddress(url)), 'unreadable', 422);
  const posted = parsed.value;
  const read = await readChoice(payer, fieldsOfForm(posted));
  const { choice } = read;
  if (Object.keys(choice.fieldErrors).length > 0) return answer(read, null, 422);
  if (posted.intent === 'update') return answer(read, null, 200);
  if (choice.totalMinor === 0n) return answer(read, 'nothing', 422);
  // Nobody pays an amount that was not in the button they pressed.
  if (choice.totalMinor.toString() !== posted.total) return answer(read, 'changed', 422);
  const input = {
    key: posted.key,
    keyOwnerId: payer.keyOwnerId,
    customerId: payer.customerId,
    currency: choice.currency as Currency,
    amountMinor: choice.totalMinor,
    items: choice.lines.filter((line) => line.ticked).map(({ itemId, amountMinor }) => ({ itemId, amountMinor })),
    notifyEmail: payer.email,
  };
  const paid = await payOnline(
    checkoutPorts(),
    runAs(payer),
    { actor: payer.actor, input, linkPath: payer.linkPath },
    payer.moment,
  );
  if (!paid.ok) {
    const again = await readChoice(payer, fieldsOfForm(posted));
    return data(
      { ...again, trouble: troubleOf(paid.refusal, payer.linkPath), hasErrors: true } satisfies PayAnswer,
      409,
    );
  }
  return redirect(paid.value.goTo);
}

type Read = { choice: PayChoice; trouble: PayTrouble | null };

function answer(read: Read, code: 'changed' | 'nothing' | 'unreadable' | null, status: number) {
  const trouble = code ? troubleOf({ code }) : read.trouble;
  const hasErrors = status >= 400;
  return data({ choice: read.choice, trouble, hasErrors } satisfies PayAnswer, status);
}
