/** What a test number makes happen, as the vendor documents it. */
export type Outcome =
  | {
      readonly kind: 'succeed';
      readonly availableAtOnce?: boolean;
      readonly thenDisputed?: boolean;
      /** What becomes of a refund: it waits for the bank first, or looks done and then fails. Without it, done at once. */
      readonly refund?: 'pending' | 'fails-later';
    }
  | { readonly kind: 'decline'; readonly code: string; readonly declineCode: string | null; readonly message: string }
  | { readonly kind: 'authenticate'; readonly always: boolean }
  | { readonly kind: 'attach-then-decline' }
  | {
      readonly kind: 'debit';
      readonly settles: boolean;
      readonly failureCode?: string;
      readonly thenDisputed?: boolean;
    };

export type TestCard = {
  readonly number: string;
  readonly brand: string;
  readonly says: string;
  readonly outcome: Outcome;
};

const declined = (declineCode: string, message = 'Your card was declined.', code = 'card_declined'): Outcome => ({
  kind: 'decline',
  code,
  declineCode: code === 'card_declined' ? declineCode : null,
  message,
});
const card = (number: string, says: string, outcome: Outcome, brand = 'visa'): TestCard => ({
  number,
  brand,
  says,
  outcome,
});

export const GENERIC_DECLINE = declined('generic_decline');

export const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', 'Succeeds', { kind: 'succeed' }),
  card('5555555555554444', 'Succeeds (Mastercard)', { kind: 'succeed' }, 'mastercard'),
  card('378282246310005', 'Succeeds (American Express)', { kind: 'succeed' }, 'amex'),
  card('4000000000000077', 'Succeeds, money available at once', { kind: 'succeed', availableAtOnce: true }),
  card('4000000000000002', 'Declined', GENERIC_DECLINE),
  card(
    '4000000000009995',
    'Declined: insufficient funds',
    declined('insufficient_funds', 'Your card has insufficient funds.'),
  ),
  card('4000000000009987', 'Declined: lost card', declined('lost_card')),
  card('4000000000009979', 'Declined: stolen card', declined('stolen_card')),
  card('4000000000000069', 'Declined: expired card', declined('', 'Your card has expired.', 'expired_card')),
  card(
    '4000000000000127',
    'Declined: wrong security code',
    declined('', "Your card's security code is incorrect.", 'incorrect_cvc'),
  ),
  card(
    '4000000000000119',
    'Declined: processing error',
    declined('', 'An error occurred while processing your card. Try again in a little bit.', 'processing_error'),
  ),
  card('4000002500003155', 'Asks for authentication, unless saved before', { kind: 'authenticate', always: false }),
  card('4000002760003184', 'Asks for authentication every time', { kind: 'authenticate', always: true }),
  card('4000000000000341', 'Can be saved, then declines', { kind: 'attach-then-decline' }),
  card('4000000000000259', 'Succeeds, then disputed', { kind: 'succeed', thenDisputed: true }),
  card('4000000000007726', 'Succeeds; a refund waits for the bank', { kind: 'succeed', refund: 'pending' }),
  card('4000000000005126', 'Succeeds; a refund fails later', { kind: 'succeed', refund: 'fails-later' }),
]; // prettier-ignore

export type DebitKind = 'sepa_debit' | 'au_becs_debit' | 'bacs_debit';
export type TestAccount = {
  readonly kind: DebitKind;
  /** IBAN, or the sort code or BSB of the bank. */
  readonly bank: string;
  /** Account number; empty for an IBAN. */
  readonly account: string;
  readonly says: string;
  readonly outcome: Outcome;
};

const settles: Outcome = { kind: 'debit', settles: true };
const fails = (failureCode: string): Outcome => ({ kind: 'debit', settles: false, failureCode });
const account = (kind: DebitKind, bank: string, number: string, says: string, outcome: Outcome): TestAccount => ({
  kind,
  bank,
  account: number,
  says,
  outcome,
}); // prettier-ignore

export const TEST_ACCOUNTS: readonly TestAccount[] = [
  account('sepa_debit', 'DE89370400440532013000', '', 'Processing, then succeeds', settles),
  account('sepa_debit', 'DE62370400440532013001', '', 'Processing, then fails', fails('insufficient_funds')),
  account('sepa_debit', 'DE35370400440532013002', '', 'Processing, succeeds, then disputed', {
    ...settles,
    thenDisputed: true,
  }),
  account('au_becs_debit', '000000', '000123456', 'Processing, then succeeds', settles),
  account('au_becs_debit', '000000', '111111113', 'Processing, then fails: account closed', fails('account_closed')),
  account(
    'au_becs_debit',
    '000000',
    '222222227',
    'Processing, then fails: refer to customer',
    fails('refer_to_customer'),
  ),
  account('bacs_debit', '108800', '00012345', 'Processing, then succeeds', settles),
  account('bacs_debit', '108800', '22222227', 'Processing, then fails: refer to customer', fails('refer_to_customer')),
]; // prettier-ignore

/** Bank debits are offered by currency, as automatic payment methods do. */
export const DEBIT_OF_CURRENCY: Record<string, DebitKind | undefined> = {
  eur: 'sepa_debit',
  aud: 'au_becs_debit',
  gbp: 'bacs_debit',
};

/** Payment method ids that exist without being made, for calls made without a person present. */
export const NAMED_METHODS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_visa_chargeDeclined: '4000000000000002',
  pm_card_visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_createDispute: '4000000000000259',
};

export function findCard(number: string): TestCard | undefined {
  return TEST_CARDS.find((candidate) => candidate.number === number);
}

export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const digits = [...number].reverse().map(Number);
  const total = digits.reduce((sum, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return total % 10 === 0;
}
