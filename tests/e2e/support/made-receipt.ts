import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { aStatement } from './made-bank.ts';

/** Money of today on our account of which nobody knows whose it is. */
export async function aReceiptOfNobody(): Promise<string> {
  const { lineIds } = await aStatement([{ amountMinor: 7_755n, text: 'FASTER PAYMENT 1190', partyName: 'R Unknown' }]);
  const clerk = await aColleague(demoDatabase().db, 'cash_poster');
  const parts = [{ kind: 'unidentified' as const, amountMinor: 7_755n, note: 'No customer has this name' }];
  const said = await inTransaction(demoDatabase().db, (tx) =>
    explainLine(tx, clerk, { lineId: lineIds[0]!, parts }, momentIn('Europe/London')),
  );
  if (!said.ok) throw new Error(said.refusal.code);
  return oneValue<string>('select id from unidentified_receipts order by receipt_no desc limit 1');
}
