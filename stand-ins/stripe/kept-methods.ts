import type Stripe from 'stripe';
import { invalidRequest } from './api-error.ts';
import { emit, mustFind, save, type World } from './world.ts';

/** A method that nobody keeps any more: it can never be used again. */
export function giveUp(world: World, method: Stripe.PaymentMethod): Stripe.PaymentMethod {
  world.store.put('given_up', method.id, true);
  const detached = save(world, 'payment_method', { ...method, customer: null });
  emit(world, 'payment_method.detached', detached);
  return detached;
}

export type NewDate = { readonly month: number; readonly year: number; readonly last4?: string };

/** The card's bank told the network of a new card: the same method has a new date, and maybe a new number. */
export function renewCard(world: World, methodId: string, to: NewDate): void {
  const method = mustFind(world, 'payment_method', methodId);
  if (method.card === undefined) throw invalidRequest('Only cards have a date.');
  const card = { ...method.card, exp_month: to.month, exp_year: to.year, last4: to.last4 ?? method.card.last4 };
  emit(world, 'payment_method.automatically_updated', save(world, 'payment_method', { ...method, card }));
}
