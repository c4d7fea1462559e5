import type { Currency } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { storeAdvice } from '#app/modules/remittances/commands/store-advice.server.ts';
import { currencyNamed } from '#app/modules/remittances/queries/advice-items.server.ts';
import { readAdvice } from '#app/modules/remittances/queries/read-advice.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** A file of rows that came with a mail. */
export type MailedSheet = { readonly name: string; readonly bytes: Uint8Array };

/**
 * Keeps what the spreadsheets of a mail say of payments, so that their lines of the bank find them. Only where nothing is guessed:
 * the documents they name are ours and in one currency, and the amounts can be read in one way. Whatever is left waits with the
 * mail for a person; the same file twice adds nothing. Nothing is posted by it.
 */
export async function takeMailedAdvice(
  tx: Tx,
  of: { readonly mailId: string; readonly sheets: readonly MailedSheet[]; readonly baseCurrency: Currency },
  moment: Moment,
): Promise<void> {
  for (const { name: fileName, bytes } of of.sheets) {
    const looked = readAdvice(bytes, { currency: of.baseCurrency });
    if (!looked.ok) continue;
    const numbers = looked.value.rows.map(({ number }) => number);
    const currency = await currencyNamed(tx, numbers);
    if (!currency) continue;
    const read = readAdvice(bytes, { currency });
    if (!read.ok || read.value.currency !== currency) continue;
    await storeAdvice(tx, SYSTEM, { advice: read.value, bytes, source: 'mail', fileName, mailId: of.mailId }, moment);
  }
}
