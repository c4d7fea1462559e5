import type { MessageKind } from '#app/modules/delivery/types.ts';

/** What each kind of mail brings. */
export const MAIL_NAMES: Readonly<Record<MessageKind, string>> = {
  invoice: 'Invoice, debit or credit note',
  invoices: 'Several documents in one',
  receipt: 'Receipt',
  statement: 'Statement of account',
  reminder: 'Reminder',
  payment_failed: 'Payment that did not go through',
  payment_processing: 'Payment being checked',
  sign_in: 'Sign-in link',
  portfolio: 'Portfolio of a collector',
  invitation: 'Invitation to act for a customer',
  payment_asked: 'Payment waiting for an approver',
  payment_sent_back: 'Payment an approver sent back',
  dispute_handover: 'Question about a dispute to a department',
  dispute_work: 'Work on disputes, to a colleague',
  refund_sent: 'Refund on its way',
  refund_paid: 'Refund paid',
  refund_failed: 'Refund that came back',
  cheque_returned: 'Cheque that was not paid',
  autopay_notice: 'Debit to come',
  autopay_failed: 'Debit that did not go through',
  method_expiring: 'Card that comes to its end',
  plan_agreed: 'Payment plan that started or has new dates',
  plan_answer: 'Answer to a request for a payment plan',
  plan_payment: 'Payment of a plan: coming, late or missed',
  plan_over: 'Payment plan that is over',
  dispute_received: 'Question or dispute that came in',
  dispute_reply: 'Answer in a question or dispute',
  dispute_needs_answer: 'Question back to the customer',
  dispute_decided: 'Question or dispute that is decided',
  dispute_withdrawn: 'Question or dispute taken back',
};

/** Languages the mails have words in; a customer with another language is written to in English. */
export const MAIL_LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'ms', label: 'Malay' },
  { value: 'ar', label: 'Arabic' },
  { value: 'hi', label: 'Hindi' },
  { value: 'ml', label: 'Malayalam' },
  { value: 'zh', label: 'Chinese' },
] as const;
