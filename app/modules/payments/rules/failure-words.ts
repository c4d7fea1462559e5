import type { FailureCode } from '../types.ts';

/** The processor's decline codes in groups, by what the customer can do next (its published list of decline codes). */
const WORDS: readonly (readonly [codes: readonly string[], text: string])[] = [
  [['cancelled'], 'You cancelled this payment. You have not been charged.'],
  [['timed-out'], 'The payment page was closed because nobody finished paying in time. You have not been charged.'],
  [['never-opened'], 'We could not reach the payment service. You have not been charged. Please try again.'],
  [
    ['not-payable'],
    'The payment service cannot take this amount in this currency. You have not been charged. Please pay by bank transfer.',
  ],
  [
    [
      'insufficient_funds',
      'withdrawal_count_limit_exceeded',
      'card_velocity_exceeded',
      'debit_not_authorized_insufficient',
    ],
    'There was not enough money in the account, or its limit was reached. You have not been charged. Try another card or pay by bank transfer.',
  ],
  [['expired_card'], 'The card is out of date. You have not been charged. Try another card.'],
  [
    [
      'incorrect_cvc',
      'invalid_cvc',
      'incorrect_number',
      'invalid_number',
      'invalid_expiry_month',
      'invalid_expiry_year',
      'incorrect_zip',
      'incorrect_address',
    ],
    'A detail of the card was not right. You have not been charged. Check the card and try again.',
  ],
  [
    ['authentication_required', 'payment_intent_authentication_failure'],
    'Your bank asked you to confirm the payment and did not get an answer. You have not been charged. Try again.',
  ],
  [
    ['processing_error', 'try_again_later', 'issuer_not_available', 'reenter_transaction'],
    'The bank could not be reached. You have not been charged. Try again in a few minutes.',
  ],
  [
    ['method-gone'],
    'This payment method is not kept any more. You have not been charged. Choose another one, or pay by card or bank transfer.',
  ],
  [
    ['superseded'],
    'This payment page was closed because the invoices are being paid with a saved payment method. We are checking, do not pay again.',
  ],
  [['paid-meanwhile'], 'Meanwhile the invoices were paid another way. You have not been charged.'],
  [
    ['account_closed', 'no_account', 'bank_account_closed', 'invalid_account_number_length'],
    'The bank account does not exist any more. You have not been charged. Pay with another account or a card.',
  ],
  [
    [
      'debit_not_authorized',
      'refer_to_customer',
      'payment_method_not_available',
      'bank_account_restricted',
      'generic_could_not_process',
    ],
    'Your bank did not allow the payment. You have not been charged. Ask your bank, or pay another way.',
  ],
];

const BY_CODE = new Map(WORDS.flatMap(([codes, text]) => codes.map((code) => [code, text] as const)));

/** Every code with words of its own. */
export const FAILURE_CODES: readonly FailureCode[] = [...BY_CODE.keys()];

/** Why a payment did not work, whether money moved and what to do next. A code we do not know is a decline without reason. */
export function failureWords(code: FailureCode): string {
  return (
    BY_CODE.get(code) ??
    'Your bank declined the payment. You have not been charged. Try another card or pay by bank transfer.'
  );
}
