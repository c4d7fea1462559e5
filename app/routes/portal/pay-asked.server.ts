import { redirect } from 'react-router';
import { mayPay } from '#app/modules/auth/queries/may-pay.server.ts';
import { mayPortal, type PayLimit } from '#app/modules/auth/types.ts';
import { askToPay } from '#app/modules/payments/commands/ask-to-pay.server.ts';
import { getPaymentAsk } from '#app/modules/payments/queries/payment-asks.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { ShownAsk } from './pay-asked.tsx';
import { NO_FIELDS, type PayFields } from './pay-fields.ts';
import { type Payer, runAs } from './pay-page.server.ts';
import type { PayChoice } from './pay-sum.ts';
import { typedAmount } from './typed-amount.ts';

type Posted = { readonly ask?: string | undefined; readonly note: string; readonly key: string };

/** What this person may pay alone; null where there is no limit, and for the holder of a link, whom the database asks. */
export const aloneOf = ({ right }: Payer): PayLimit | null => right?.limit ?? null;

const mayRelease = ({ right }: Payer): boolean => right !== undefined && mayPortal(right.role, 'release');

/** Of an approver, the asking this payment answers; the database refuses one that is not theirs to release. */
export const releasedBy = (payer: Payer, { ask }: Posted): string | null => (ask && mayRelease(payer) ? ask : null);

/** The prepared payment an address names, as what the page is filled with; null where there is none waiting to release. */
export async function askedIn(payer: Payer, url: URL): Promise<{ fields: PayFields; shown: ShownAsk } | null> {
  const askId = url.searchParams.get('ask');
  if (!askId || !/^[0-9a-f-]{36}$/.test(askId) || !mayRelease(payer)) return null;
  const ask = await readAsPortal(portalDb(), payer.scope, (db) =>
    getPaymentAsk(db, { askId, customerId: payer.customerId }, payer.moment.now),
  );
  if (ask?.state !== 'waiting' || ask.askedBy === payer.actor.id) return null;
  const ids = ask.items.flatMap((item) => item.invoiceId ?? []);
  const named = ask.items.reduce((sum, item) => sum + item.amountMinor, 0n);
  const plain = (minor: bigint) => typedAmount(minor, ask.currency);
  return {
    fields: {
      ...{ ...NO_FIELDS, show: ids, ticked: ids, currency: ask.currency },
      amounts: new Map(ask.items.map((item) => [item.invoiceId ?? '', plain(item.amountMinor)])),
      onAccount: ask.amountMinor > named ? plain(ask.amountMinor - named) : '',
    },
    shown: {
      id: ask.id,
      askedByName: ask.askedByName,
      note: ask.note,
      amountMinor: ask.amountMinor,
      currency: ask.currency,
    },
  };
}

/** What is asked for is what the invoices come to: whoever releases it chooses the way of paying and whether credit is used. */
const beforeCredit = (choice: PayChoice): bigint => choice.payMinor + choice.credit.usedMinor;

/**
 * Above what a person may pay alone nothing is taken: the payment is prepared, its approvers are told, and the page of what
 * was asked comes next. Null where they may pay it themselves.
 */
export async function askInstead(payer: Payer, choice: PayChoice, posted: Posted): Promise<Response | null> {
  if (!payer.right || releasedBy(payer, posted)) return null;
  if (mayPay(payer.right, choice.totalMinor, choice.currency) !== 'needs-approver') return null;
  const ticked = choice.lines.filter((line) => line.ticked);
  const input = {
    ...{ customerId: payer.customerId, currency: choice.currency, amountMinor: beforeCredit(choice) },
    items: ticked.map(({ itemId, amountMinor }) => ({ itemId, amountMinor })),
    ...{ note: posted.note, key: posted.key },
  };
  const asked = await runAs(payer)((tx) => askToPay(tx, payer.actor, input, payer.moment));
  return redirect(asked.ok ? `/asks/${asked.value.askId}` : '/asks');
}
