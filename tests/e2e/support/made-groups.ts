import { currency } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { transferCredit } from '#app/modules/cash-application/commands/transfer-credit.server.ts';
import { importOpeningBalances } from '#app/modules/ledger/commands/import-opening-balances.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { aNewCustomer, done, type MadeCustomer } from './made-things.ts';

/** A parent with one child, and credit of the parent moved to the child. */
export async function aGroup(): Promise<{ parent: MadeCustomer; child: MadeCustomer; transferId: string }> {
  const [parent, child] = [await aNewCustomer('Group parent'), await aNewCustomer('Group child')];
  await demoDatabase()
    .db.updateTable('customers')
    .set({ parent_id: parent.customerId })
    .where('id', '=', child.customerId)
    .execute();
  const moment = momentIn('Europe/London');
  const paid = await done((tx) =>
    recordPayment(
      tx,
      SYSTEM,
      {
        ...{ customerId: parent.customerId, method: 'transfer', currency: currency('GBP'), amountMinor: 5_000n },
        ...{ receivedOn: moment.today, reference: 'for the group', payerName: parent.name, note: '' },
      },
      moment,
    ),
  );
  const { transferId } = await done((tx) =>
    transferCredit(
      tx,
      SYSTEM,
      {
        ...{ creditItemId: paid.openItemId, toCustomerId: child.customerId, amountMinor: 3_000n, reason: '' },
        effectiveOn: moment.today,
      },
      moment,
    ),
  );
  return { parent, child, transferId };
}

/** A debt taken over from the books kept before. */
export async function anOpeningBalance(customer: MadeCustomer): Promise<string> {
  const moment = momentIn('Europe/London');
  const line = `${customer.number},OLD-${customer.number},${moment.today},${moment.today},GBP,40.00,Ash`;
  const content = new TextEncoder().encode(`customer,number,document_on,due_on,currency,amount,title\n${line}\n`);
  await done(async (tx) => importOpeningBalances(tx, SYSTEM, { content, effectiveOn: moment.today }, moment));
  return oneValue<string>('select id from opening_items where customer_id = $1', [customer.customerId]);
}
