import type { Result } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { sameAsStored, timesStored } from '../queries/known-lines.server.ts';
import { stagedPreview } from '../rules/staged-preview.ts';
import type { BankFile, BankFileFault, BankImportId, BankImportWish } from '../types.ts';

/** Rows that were left out and are listed one by one. */
const REFUSED_KEPT = 5_000;

/** Keeps what reading a staged file gave: the preview, or the sentence why nothing of it was read. Takes the import's row. */
export async function keepBankReading(
  tx: Tx,
  of: {
    readonly importId: BankImportId;
    readonly wish: BankImportWish;
    readonly read: Result<BankFile, BankFileFault>;
  },
  moment: Moment,
): Promise<void> {
  const { importId, read, wish } = of;
  const row = tx.updateTable('bank_imports').where('id', '=', importId).where('state', '=', 'reading');
  const fault = read.ok ? nothingIn(read.value) : read.refusal;
  if (!read.ok || fault) {
    await row.set({ state: 'refused', fault: JSON.stringify(fault) }).execute();
    return;
  }
  const file = read.value;
  const account = wish.account?.account ?? '';
  const compared = { same: await sameAsStored(tx, file, account), asOf: await timesStored(tx) };
  const preview = stagedPreview(file, { account, readAt: moment.now, ...compared });
  const refused = [...file.problems, ...file.statements.flatMap(({ problems }) => problems)].filter(
    ({ weight }) => weight === 'refused',
  );
  await row
    .set({
      ...{ state: 'ready', format: file.format, fault: null, preview: JSON.stringify(preview) },
      line_count: preview.statements.reduce((sum, { lineCount }) => sum + lineCount, 0),
      ...{ refused: JSON.stringify(refused.slice(0, REFUSED_KEPT)), refused_count: refused.length },
    })
    .execute();
}

/** A file of which every statement was left out is as good as unread. */
function nothingIn({ statements, problems }: BankFile): BankFileFault | null {
  if (statements.length > 0) return null;
  const { line, sentence } = problems[0] ?? { line: 1, sentence: 'The file holds no statement.' };
  return { code: 'no-statement', line, sentence };
}
