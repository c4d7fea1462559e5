import { decimal } from '#app/kernel/decimal.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { withdrawDispute } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import type { RaiseInput } from '#app/modules/disputes/types.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import type { IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { aNewCustomer, anInvoiceFor, done, type MadeCustomer } from './made-things.ts';

const moment = () => momentIn('Europe/London');
const PAT: Actor = { ...SYSTEM, kind: 'customer', name: 'Pat Payer' };
const ANA: Actor = { ...SYSTEM, kind: 'staff', name: 'Ana Ruiz' };

/** A customer of their own with one invoice of three charges: 100.00, 60.00 and 240.00, without tax. */
export async function threeCharges(about: string): Promise<MadeCustomer & { invoice: IssuedInvoice }> {
  const customer = await aNewCustomer(about);
  const one = anInvoiceFor(customer.customerId, '1.00');
  const lines = [
    ['Ash collected', '100.00'],
    ['Skip hire', '60.00'],
    ['Sorting', '240.00'],
  ].map(([description = '', price = '']) => ({ ...one.lines[0]!, description, unitPrice: decimal(price) }));
  const [invoice] = await done((tx) =>
    issueInvoices(tx, SYSTEM, { seriesCode: 'INV', invoices: [{ ...one, lines }] }, moment()),
  );
  return { ...customer, invoice: invoice! };
}

/** A customer with a dispute we are asked about, one that waits for their answer, and a question taken back. */
export async function someDisputes(): Promise<Record<'disputePayer' | 'dispute' | 'answerable' | 'takenBack', string>> {
  const { customerId, payer, invoice } = await threeCharges('Asks');
  const about = { customerId, invoiceId: invoice.id, expects: '', files: [], notifyEmail: payer };
  const raise = (input: Pick<RaiseInput, 'kind' | 'reasonCode' | 'claim' | 'words'>) =>
    done((tx) => raiseDispute(tx, PAT, { ...about, ...input }, moment()));
  const line = (lineNo: number): RaiseInput['claim'] => ({ kind: 'lines', lines: [{ lineNo, what: 'line' }] });
  // What happens to a dispute orders mails.
  await openJobs(startedDemo().ownerUrl);
  const dispute = await raise({ kind: 'dispute', reasonCode: 'not_received', claim: line(2), words: 'No skip came.' });
  const answerable = await raise({ kind: 'dispute', reasonCode: 'wrong_price', claim: line(3), words: 'Too dear.' });
  const asked = { disputeId: answerable.disputeId, words: 'Which price did we agree?', files: [], asks: true };
  await done((tx) => replyToDispute(tx, ANA, asked, moment()));
  const question = await raise({ kind: 'question', reasonCode: 'other', claim: null, words: 'Which site is it for?' });
  await done((tx) => withdrawDispute(tx, PAT, { disputeId: question.disputeId }, moment()));
  await closeJobs();
  return {
    disputePayer: payer,
    ...{ dispute: dispute.disputeId, answerable: answerable.disputeId, takenBack: question.disputeId },
  };
}

/** A question that was asked with a link, about the invoice it shows. */
export async function aLinkQuestion(of: { customerId: string; invoiceId: string; linkId: string }): Promise<string> {
  const { linkId, ...about } = of;
  const holder: Actor = { ...SYSTEM, kind: 'link', id: linkId, name: 'someone@browser.example' };
  const said = {
    kind: 'question',
    reasonCode: 'other',
    claim: null,
    words: 'Which site is it for?',
    expects: '',
  } as const;
  await openJobs(startedDemo().ownerUrl);
  const { disputeId } = await done((tx) =>
    raiseDispute(tx, holder, { ...about, ...said, files: [], notifyEmail: holder.name }, moment()),
  );
  await closeJobs();
  return disputeId;
}
