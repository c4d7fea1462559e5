import type { FailureCode } from '../types.ts';

/** Failures after which a saved method takes no money ever again, by what the customer is told of it. */
const HARD: ReadonlyMap<FailureCode, string> = new Map([
  ['account_closed', 'The bank says that this account is closed.'],
  ['bank_account_closed', 'The bank says that this account is closed.'],
  ['no_account', 'The bank does not know this account.'],
  ['debit_not_authorized', 'The bank does not allow debits from this account any more.'],
  ['bank_account_restricted', 'The bank does not allow debits from this account any more.'],
  ['lost_card', 'The bank says that this card is not in use any more.'],
  ['stolen_card', 'The bank says that this card is not in use any more.'],
  ['pickup_card', 'The bank says that this card is not in use any more.'],
  ['method-gone', 'It was removed at the payment service.'],
]);

/** Why a method that failed so is of no more use; null when another try may work. */
export const whyUnusable = (failure: FailureCode): string | null => HARD.get(failure) ?? null;
