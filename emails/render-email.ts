import { createElement } from 'react';
import { render } from 'react-email';
import { autopayFailed } from '#emails/autopay-failed.ts';
import { autopayNotice } from '#emails/autopay-notice.ts';
import { chequeReturned } from '#emails/cheque-returned.ts';
import { dispute } from '#emails/dispute.ts';
import { disputeWork } from '#emails/dispute-work.ts';
import { invitation } from '#emails/invitation.ts';
import { invoiceIssued } from '#emails/invoice-issued.ts';
import { invoicesIssued } from '#emails/invoices-issued.ts';
import { type Letter, letterText } from '#emails/letter.ts';
import { LetterEmail } from '#emails/letter-email.tsx';
import { methodExpiring } from '#emails/method-expiring.ts';
import { paymentAsked } from '#emails/payment-asked.ts';
import { paymentFailed } from '#emails/payment-failed.ts';
import { paymentPlan } from '#emails/payment-plan.ts';
import { paymentProcessing } from '#emails/payment-processing.ts';
import { paymentReceipt } from '#emails/payment-receipt.ts';
import { portfolio } from '#emails/portfolio.ts';
import { refund } from '#emails/refund.ts';
import { reminder } from '#emails/reminder.ts';
import { signInLink } from '#emails/sign-in-link.ts';
import { statement } from '#emails/statement.ts';

const LETTERS = {
  autopayFailed,
  autopayNotice,
  chequeReturned,
  dispute,
  disputeWork,
  invoiceIssued,
  invoicesIssued,
  invitation,
  paymentAsked,
  signInLink,
  paymentReceipt,
  paymentFailed,
  methodExpiring,
  paymentPlan,
  paymentProcessing,
  portfolio,
  refund,
  reminder,
  statement,
};

export type EmailName = keyof typeof LETTERS;
export type EmailProps<Name extends EmailName> = Parameters<(typeof LETTERS)[Name]>[0];
export type RenderedEmail = { subject: string; html: string; text: string };

/** An e-mail by name: subject of one line, HTML part and plain-text part that say the same. Pure; the same props give the same e-mail. */
export async function renderEmail<Name extends EmailName>(name: Name, props: EmailProps<Name>): Promise<RenderedEmail> {
  const write = LETTERS[name] as (given: EmailProps<Name>) => Letter;
  const letter = write(props);
  return {
    subject: letter.subject,
    html: await render(createElement(LetterEmail, { letter })),
    text: letterText(letter),
  };
}
