import { addDays } from '#app/kernel/plain-date.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { agreeOrRequest } from '#app/modules/payment-plans/commands/agree-or-request.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { aNewCustomer, anIssuedInvoice, done, type MadeCustomer } from './made-things.ts';

const moment = () => momentIn('Europe/London');

/** A customer of their own who owes one invoice of 400.00, still free to be spread. */
export async function aPlanPayer(about: string): Promise<MadeCustomer & { itemId: string }> {
  const customer = await aNewCustomer(about);
  const { openItemId } = await anIssuedInvoice(customer.customerId, '400.00');
  return { ...customer, itemId: openItemId ?? '' };
}

/** One customer with a plan that runs over one invoice and a request over another; a third invoice is free. */
export async function somePlans(): Promise<{
  planPayer: string;
  plan: string;
  planRequest: string;
  planCustomer: string;
}> {
  const customer = await aPlanPayer('Has plans');
  const second = await anIssuedInvoice(customer.customerId, '300.00');
  await anIssuedInvoice(customer.customerId, '200.00');
  const ask = (itemId: string, amountMinor: bigint, count: number) => {
    const wish = {
      ...{ count, rhythm: 'monthly' as const, firstOn: addDays(moment().today, 7), firstMinor: null, nextOn: null },
      ...{ currency: 'GBP' as never, items: [{ itemId, amountMinor }] },
    };
    const asked = { customerId: customer.customerId, wish, methodId: null, note: 'A hard winter.' };
    return done((tx) => agreeOrRequest(tx, { ...SYSTEM, kind: 'customer', name: 'Pat Payer' }, asked, moment()));
  };
  // Agreeing orders the mail about it.
  await openJobs(startedDemo().ownerUrl);
  const plan = await ask(customer.itemId, 40_000n, 4);
  const request = await ask(second.openItemId ?? '', 30_000n, 10);
  await closeJobs();
  return {
    planPayer: customer.payer,
    ...{ plan: plan.planId, planRequest: request.planId, planCustomer: customer.customerId },
  };
}
