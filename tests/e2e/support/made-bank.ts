import type { CustomerId } from '#app/kernel/ids.ts';
import type { IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { type MadeLine, storedBankLines } from '#tests/support/bank-lines.ts';
import { aMadePayout } from '#tests/support/made-payouts.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { aNewCustomer, anIssuedInvoice } from './made-things.ts';

const moment = () => momentIn('Europe/London');

/** A stored statement of today whose lines are all open. */
export async function aStatement(lines: readonly MadeLine[]) {
  const stored = await storedBankLines({ owner: demoDatabase() } as never, {
    account: 'GB33BUKB20201555555555',
    bookedOn: moment().today,
    lines,
  });
  return stored;
}

/** For looking at the desk: exact, likely, to choose, nothing that fits, a charge. */
export async function aSmallStatement(): Promise<{ bankStatement: string; bankLine: string }> {
  const customer = await aNewCustomer('Bank matching');
  const pay = async (price: string) => (await anIssuedInvoice(customer.customerId, price)).number;
  const { statementId, lineIds } = await aStatement([
    { amountMinor: 82_850n, text: `BGC ${await pay('828.50')} OCT SOLAR`, partyName: customer.name },
    { amountMinor: 30_611n, text: 'PAYMENT THANKS', partyName: customer.name },
    { amountMinor: 38_500n, text: await pay('400.00'), partyName: customer.name },
    { amountMinor: 61_213n, text: 'FASTER PAYMENT 8842' },
    { amountMinor: -1_850n, text: 'TOTAL CHARGES TO 31OCT' },
  ]);
  await pay('306.11');
  const other = await aNewCustomer('Somebody else');
  await anIssuedInvoice(other.customerId, '612.13');
  return { bankStatement: statementId, bankLine: lineIds[0]! };
}

/**
 * Fifty lines as a bank sends them, made against open items of their own: by reference, several invoices, less a bank's charge, by
 * name and amount, a payout, charges, one that nobody knows, one whose amount alone fits, one named by another number.
 */
export async function aStatementOf50() {
  const customers = await Promise.all(['Ash', 'Birch', 'Cedar', 'Damson'].map((name) => aNewCustomer(`${name} Fifty`)));
  const payer = (at: number) => customers[at % customers.length]!;
  let pence = 1;
  const invoice = (customerId: CustomerId): Promise<IssuedInvoice & { minor: bigint }> => {
    pence += 1;
    const minor = 41_300n + BigInt(pence) * 137n;
    const price = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
    return anIssuedInvoice(customerId, price).then((made) => ({ ...made, minor }));
  };
  const lines: MadeLine[] = [];
  for (let at = 0; at < 30; at += 1) {
    const made = await invoice(payer(at).customerId);
    lines.push({ amountMinor: made.minor, text: `BGC ${made.number} THANKS`, partyName: payer(at).name });
  }
  for (let at = 0; at < 5; at += 1) {
    const [a, b] = [await invoice(payer(at).customerId), await invoice(payer(at).customerId)];
    lines.push({
      amountMinor: a.minor + b.minor,
      text: `${a.number} ${b.number} AS PER REMIT`,
      partyName: payer(at).name,
    });
  }
  for (let at = 0; at < 3; at += 1) {
    const made = await invoice(payer(at).customerId);
    lines.push({ amountMinor: made.minor - 1_500n, text: made.number, partyName: payer(at).name });
  }
  for (let at = 0; at < 4; at += 1) {
    const made = await invoice(payer(at).customerId);
    lines.push({ amountMinor: made.minor, text: 'PAYMENT THANKS', partyName: payer(at).name });
  }
  const payout = await oneValue<string>('select ref from payouts where id = $1', [
    await aMadePayout(demoDatabase().db, moment()),
  ]);
  lines.push({ amountMinor: 43_700n, text: `STRIPE ${payout}`, payerRef: payout, partyName: 'Stripe Payments UK' });
  const [stranger, aside] = [await aNewCustomer('Elder Alone'), await aNewCustomer('Fir Found')];
  const [alone, found] = [await invoice(stranger.customerId), await invoice(aside.customerId)];
  lines.push({ amountMinor: -1_850n, text: 'TOTAL CHARGES' }, { amountMinor: -375n, text: 'FOREIGN FEE' });
  lines.push({ amountMinor: 7n, text: 'WHO SENT THIS' }, { amountMinor: 9n, text: 'SUMUP PID 48812' });
  lines.push({ amountMinor: -11n, text: 'PRIVATE' }, { amountMinor: alone.minor, text: 'FASTER PAYMENT 8842' });
  lines.push({ amountMinor: found.minor - 100n, text: 'THEIR SISTER PAYS' });
  const { statementId } = await aStatement(lines);
  return { statementId, found: found.number, count: lines.length };
}
