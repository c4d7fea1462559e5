import { money } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import { makeInvitation } from '#app/modules/auth/commands/invite-person.server.ts';
import type { InvitationId } from '#app/modules/auth/types.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { getPaymentAsk } from '#app/modules/payments/queries/payment-asks.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import {
  type Composer,
  common,
  type Letterhead,
  letter,
  nothing,
  PREVIEW_TOKEN,
  type Rendering,
} from './letter-parts.server.ts';

const PREVIEW = { code: '000000', name: '', role: 'viewer', invitedByName: 'Somebody' } as const;

/** A person is asked to act for a customer; the link and the code are made for this mail alone. */
export async function invitationLetter(
  outside: Composer,
  message: Message,
  letterhead: Letterhead,
): Promise<Rendering> {
  const { company, customer, moment } = letterhead;
  const invitationId = message.details.invitationId as InvitationId | undefined;
  const shared = { ...common(message, letterhead), codeAddress: `${outside.baseUrl}/join` };
  if (outside.isPreview) {
    const { code, role, invitedByName: inviter } = PREVIEW;
    const link = `${outside.baseUrl}/join/${PREVIEW_TOKEN}`;
    return letter('invitation', {
      ...shared,
      code,
      role,
      inviter,
      link,
      customer: customer?.name ?? '',
      until: moment.today,
    });
  }
  if (!invitationId) return nothing('The invitation does not exist.');
  const made = await inTransaction(outside.db, (tx) => makeInvitation(tx, { invitationId }, moment));
  if (!made.ok) return nothing('The invitation was accepted, taken back or is out of date.');
  const { token, code, name, role, invitedByName, customerName, expiresAt } = made.value;
  return letter('invitation', {
    ...shared,
    ...{ recipientName: name || null, inviter: invitedByName, customer: customerName, role, code },
    link: `${outside.baseUrl}/join/${token}`,
    until: dateInZone(expiresAt, company.timeZone),
  });
}

/** A prepared payment: to an approver while it waits, to its asker when it was sent back. */
export async function paymentAskedLetter(
  outside: Composer,
  message: Message,
  letterhead: Letterhead,
): Promise<Rendering> {
  const askId = message.details.askId;
  const ask = askId ? await getPaymentAsk(outside.db, { askId }, letterhead.moment.now) : null;
  if (!ask) return nothing('There is no such prepared payment.');
  const isAsked = message.kind === 'payment_asked';
  if (isAsked && ask.state !== 'waiting' && !outside.isPreview)
    return nothing('It was paid or answered before this message left.');
  return letter('paymentAsked', {
    ...common(message, letterhead),
    news: isAsked ? 'asked' : 'sent-back',
    by: isAsked ? ask.askedByName : (ask.answeredByName ?? ''),
    amount: money(ask.amountMinor, ask.currency),
    numbers: ask.items.map((item) => item.number).filter((number) => number !== ''),
    note: isAsked ? ask.note : (ask.answer ?? ''),
    until: dateInZone(ask.expiresAt, letterhead.company.timeZone),
    link: `${outside.baseUrl}/asks/${ask.id}`,
  });
}
