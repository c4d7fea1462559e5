/*
 * Which model knows which command. A model is a test that says beforehand what a command does to the ledger, or that it is
 * refused, and compares. Each line leads from the model to the command: every file imports the next one.
 */
const MODELS = 'tests/support/ledger-model';
const STEPS = [`${MODELS}-steps.ts`];
const CORRECTIONS = [`${MODELS}-corrections.ts`];
const MONTHS = [`${MODELS}-months.ts`];
const ASKING = [`${MODELS}-asking.ts`];
const PEOPLE = [...STEPS, 'tests/support/people.ts'];
const DECIDED = [...ASKING, 'app/workflows/decide-and-do.server.ts'];
const EFFECT = (name: string) => [...DECIDED, `app/workflows/effects/${name}.server.ts`];
const CHEQUES = ['tests/properties/cheques-model.test.ts'];
const TAKING = [...CHEQUES, 'tests/support/cheques.ts', 'app/workflows/receive-cheque.server.ts'];
const BANK_ACCOUNT = ['tests/properties/ledger-model.test.ts', 'tests/support/adjusting.ts'];
const REFUNDS = ['tests/properties/refunds-payable.test.ts'];
const SHUFFLES = ['tests/properties/webhook-shuffles.test.ts'];
const ATTEMPTS = [...SHUFFLES, 'tests/support/paying.ts'];
const SETTLED = [
  ...SHUFFLES,
  'tests/support/two-settlers.ts',
  'app/workflows/job-handlers.server.ts',
  'app/workflows/settle-payment.server.ts',
  'app/workflows/settle-attempt.server.ts',
];
const MONEY = [
  'tests/properties/processor-money.test.ts',
  'app/workflows/sweep-payments.server.ts',
  'app/workflows/take-processor-balance.server.ts',
];
const PAYOUTS = [...MONEY, 'app/workflows/settle-payout.server.ts'];
const CHARGEBACKS = [...MONEY, 'app/workflows/settle-chargeback.server.ts'];
const CHARGES = [
  'tests/properties/charge-shuffles.test.ts',
  'tests/support/saved-methods.ts',
  'app/workflows/charge-saved-method.server.ts',
];
const command = (name: string) => `app/modules/${name.replace('/', '/commands/')}.server.ts`;

export const KNOWN_BY_A_MODEL: Readonly<Record<string, readonly string[]>> = {
  'invoicing/issue-invoices': PEOPLE,
  'invoicing/issue-draft': CORRECTIONS,
  'invoicing/save-draft': [...CORRECTIONS, 'app/workflows/cancel-and-rebill.server.ts'],
  'invoicing/issue-credit-note': CORRECTIONS,
  'invoicing/issue-debit-note': CORRECTIONS,
  'payments/record-payment': PEOPLE,
  'payments/record-payments': [...PEOPLE, command('payments/record-payment')],
  'payments/reverse-payment': STEPS,
  'cash-application/apply-payment': STEPS,
  'cash-application/unapply': STEPS,
  'cash-application/reduce-item': CORRECTIONS,
  'adjustments/ask-write-off': ASKING,
  'adjustments/write-off': CORRECTIONS,
  'adjustments/reinstate': CORRECTIONS,
  'adjustments/ask-refund': ASKING,
  'adjustments/refund': EFFECT('refund'),
  'adjustments/step-refund': ASKING,
  'adjustments/ask-refund-batch': REFUNDS,
  'adjustments/make-refund-batch': EFFECT('refund'),
  'ledger/apply-items': STEPS,
  'ledger/post-entries': STEPS,
  'ledger/place-holds': STEPS,
  'ledger/release-holds': STEPS,
  'ledger/close-period': MONTHS,
  'ledger/request-reopening': MONTHS,
  'ledger/reopen-period': EFFECT('period-reopen'),
  'ledger/seal-ledger': ['tests/properties/seals.test.ts'],
  'ledger/take-snapshot': ['tests/properties/ageing-snapshots.test.ts'],
  'ledger/reverse-applications': [...STEPS, command('payments/reverse-payment')],
  'approvals/request-approval': BANK_ACCOUNT,
  'approvals/decide-approval': DECIDED,
  'approvals/record-effect': DECIDED,
  'approvals/withdraw-approval': ASKING,
  'instruments/cancel-deposit': CHEQUES,
  'instruments/clear-cheques': CHEQUES,
  'instruments/give-back': CHEQUES,
  'instruments/hand-over': CHEQUES,
  'instruments/make-deposit': CHEQUES,
  'instruments/record-instrument': TAKING,
  'instruments/take-steps': [...CHEQUES, command('instruments/clear-cheques')],
  'instruments/end-holds': [...CHEQUES, command('instruments/give-back')],
  'instruments/post-bank-charge': [...CHEQUES, 'app/workflows/return-cheque.server.ts'],
  'payments/start-payment-attempt': ATTEMPTS,
  'payments/start-charge': CHARGES,
  'payments/claim-attempt-items': [...CHARGES, command('payments/start-charge')],
  'payments/close-attempt': SETTLED,
  'payments/finish-attempt': [...SETTLED, 'app/workflows/take-money.server.ts'],
  'payments/mark-attempt-processing': SETTLED,
  'payments/mark-attempt-reversed': SETTLED,
  'payments/take-movements': MONEY,
  'payments/post-processor-fees': MONEY,
  'payments/note-payout': PAYOUTS,
  'payments/keep-payout-parts': PAYOUTS,
  'payments/post-payout': PAYOUTS,
  'payments/note-chargeback': CHARGEBACKS,
  'payments/charge-back-part': CHARGEBACKS,
  'payments/record-chargeback-step': CHARGEBACKS,
};

const READS = 'Locks and reads for the commands beside it; writes nothing.';
const OUTSIDE = 'Notes how far an outside event or an attempt is; writes no entry, application or hold.';
const METHODS = 'Keeps by what a customer pays; writes no entry, application or hold.';
const PEOPLE_ONLY = 'Says who may decide what; writes no entry, application or hold.';
const CURRENCIES =
  'Between two currencies, and the model has one: scenarios/foreign-currency, and every law at its end.';
const CHOSEN = 'What is chosen with a payment settles with it or not at all: scenarios/pay-page.';
const GROUPS = 'Between two customers, and the model has one: scenarios/groups and returned-with-differences.';

/** Commands that no model knows, and why that is enough. */
export const WITHOUT_A_MODEL: Readonly<Record<string, string>> = {
  'cash-application/ask-about-credit': 'it posts nothing: a customer says what a credit is for',
  'cash-application/answer-credit-request': 'it posts nothing: what is done is done on the page of the credit',
  'invoicing/discard-draft': 'A draft owes nothing.',
  'invoicing/keep-typed': 'A draft owes nothing.',
  'invoicing/import-invoices': 'A history taken over, once and before everything else: its own test and the laws.',
  'invoicing/read-issue-facts': READS,
  'payments/post-processor-exchanges':
    'Settled in another currency, and the model has one: scenarios/payouts, and every law at its end.',
  'payments/claim-processor-effect': OUTSIDE,
  'payments/finish-processor-event': OUTSIDE,
  'payments/store-processor-event': OUTSIDE,
  'payments/resolve-parked-event': OUTSIDE,
  'payments/move-sweep-cursor': OUTSIDE,
  'payments/note-attempt-checkout': OUTSIDE,
  'payments/close-movement': OUTSIDE,
  'payments/change-method': METHODS,
  'payments/keep-method': METHODS,
  'payments/note-setup': METHODS,
  'payments/order-as-portal': METHODS,
  'payments/lock-attempt': READS,
  'payments/read-payment-facts': READS,
  'payments/ask-to-pay': 'Prepares a payment and takes nothing: tests/scenarios/payments-for-approval.test.ts.',
  'payments/note-surcharge': CHOSEN,
  'payments/bill-surcharge': CHOSEN,
  'payments/credit-surcharge': CHOSEN,
  'cash-application/plan-credit-use': CHOSEN,
  'cash-application/do-credit-use': CHOSEN,
  'payments/start-attempt-once': 'The attempt of a form pressed twice: its own test.',
  'cash-application/read-debit-items': READS,
  'cash-application/read-reducible': READS,
  'cash-application/record-case-event': 'What was said about a claim; writes no entry, application or hold.',
  'cash-application/take-back-reductions': 'With the payment that named them: scenarios/returned-with-differences.',
  'cash-application/take-back-transfers': GROUPS,
  'cash-application/transfer-credit': GROUPS,
  'cash-application/apply-across-group': GROUPS,
  'adjustments/build-allowance': 'Between two accounts of the company; no open item: scenarios/loss-allowance.',
  'adjustments/check-common': READS,
  'adjustments/lock-items': READS,
  'adjustments/lock-write-off': READS,
  'adjustments/ask-small-write-offs': 'A list of write-offs, each of which the model knows: scenarios/write-offs.',
  'adjustments/write-off-small': 'A list of write-offs, each of which the model knows: scenarios/write-offs.',
  'adjustments/take-tax-relief': 'Between two accounts of the company; no open item: scenarios/write-offs.',
  'ledger/ask-for-proof': 'Asks for the laws to be read; writes no entry, application or hold.',
  'ledger/record-proof-run': 'Keeps what reading the laws found; writes no entry, application or hold.',
  'ledger/import-opening-balances':
    'A history taken over, once and before everything else: scenarios/opening-balances.',
  'ledger/lock-customers': READS,
  'ledger/seal-or-find': 'Seals as seal-ledger does, unless there is a seal already.',
  'instruments/follow-up': 'Who looks after a cheque; writes no entry, application or hold.',
  'instruments/move-due-dates': 'When a cheque can be banked; writes no entry, application or hold.',
  'instruments/take-out-of-deposit':
    'Cancels a deposit and makes one of the rest, both of which the model knows: scenarios/deposits.',
  'instruments/lock-instruments': READS,
  'currencies/convert-credit': CURRENCIES,
  'currencies/import-rates': 'Rates of days; writes no entry, application or hold.',
  'currencies/revalue': CURRENCIES,
  'approvals/change-limit': PEOPLE_ONLY,
  'approvals/delegate': PEOPLE_ONLY,
  'approvals/end-delegation': PEOPLE_ONLY,
};
