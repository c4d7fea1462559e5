import type Stripe from 'stripe';
import { newCardMethod, newDebitMethod } from './new-payment-objects.ts';
import { findCard, type Outcome, passesLuhn, TEST_ACCOUNTS } from './test-numbers.ts';
import { keepOutcome, type World } from './world.ts';

export type FormMistake = { readonly field: string; readonly says: string };
export type Entered = { readonly method: Stripe.PaymentMethod } | { readonly mistakes: readonly FormMistake[] };

/** A number that is no test number: the vendor declines real cards in test mode with these words. */
const NOT_A_TEST_CARD: Outcome = {
  kind: 'decline',
  code: 'card_declined',
  declineCode: 'test_mode_live_card',
  message: 'Your card was declined. Your request was in test mode, but used a non test card.',
};

/** Reads the card form. The number lives only in this function: brand, last four digits and the outcome are kept. */
export function cardFromForm(world: World, form: Record<string, string>): Entered {
  const number = (form.number ?? '').replace(/[\s-]/g, '');
  const mistakes: FormMistake[] = [];
  if (!passesLuhn(number))
    mistakes.push({ field: 'card-number', says: 'Enter a card number, such as 4242 4242 4242 4242' });
  const expiry = readExpiry(world, form.expiry ?? '');
  if (expiry === null)
    mistakes.push({ field: 'card-expiry', says: 'Enter a month and year in the future, such as 12/34' });
  if (!/^\d{3,4}$/.test(form.cvc ?? ''))
    mistakes.push({ field: 'card-cvc', says: 'Enter the three or four digits of the security code' });
  mistakes.push(...emailMistake(form, 'card-email'));
  if (mistakes.length > 0 || expiry === null) return { mistakes };
  const card = findCard(number);
  const method = newCardMethod(world, {
    brand: card?.brand ?? 'unknown',
    last4: number.slice(-4),
    expMonth: expiry.month,
    expYear: expiry.year,
    name: nameOf(form),
    email: form.email || null,
  });
  keepOutcome(world, method.id, card?.outcome ?? NOT_A_TEST_CARD);
  return { method };
}

function readExpiry(world: World, text: string): { month: number; year: number } | null {
  const match = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(text);
  if (match === null) return null;
  const month = Number(match[1]);
  const year = (Number(match[2]) % 100) + 2_000;
  const today = new Date(world.now() * 1_000);
  const past = year * 12 + month < today.getUTCFullYear() * 12 + today.getUTCMonth() + 1;
  return month < 1 || month > 12 || past ? null : { month, year };
}

/** Reads the direct debit form. Only the listed test accounts exist; anything else is a mistake of the form. */
export function debitFromForm(world: World, form: Record<string, string>, session: Stripe.Checkout.Session): Entered {
  const bank = (form.bank ?? '').replace(/[\s-]/g, '').toUpperCase();
  const number = (form.account ?? '').replace(/[\s-]/g, '');
  const offered = TEST_ACCOUNTS.filter((account) => session.payment_method_types.includes(account.kind));
  const account = offered.find((candidate) => candidate.bank === bank && candidate.account === number);
  const mistakes: FormMistake[] = [];
  if (account === undefined)
    mistakes.push({ field: 'debit-bank', says: 'Enter one of the test accounts listed below' });
  if (nameOf(form) === null) mistakes.push({ field: 'debit-name', says: 'Enter the name of the account holder' });
  if (!form.email) mistakes.push({ field: 'debit-email', says: 'Enter an e-mail address for the debit notice' });
  else mistakes.push(...emailMistake(form, 'debit-email'));
  if (mistakes.length > 0 || account === undefined) return { mistakes };
  const method = newDebitMethod(world, account, nameOf(form), form.email || null);
  keepOutcome(world, method.id, account.outcome);
  return { method };
}

const nameOf = (form: Record<string, string>) => form.name?.trim() || null;

function emailMistake(form: Record<string, string>, field: string): FormMistake[] {
  const email = form.email ?? '';
  if (email === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return [];
  return [{ field, says: 'Enter an e-mail address in the form name@example.com' }];
}
