import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { timesStored } from '../queries/known-lines.server.ts';
import { type OwnAccount, ownAccounts } from '../queries/own-accounts.server.ts';
import type { BankPreview, StagedStatement } from '../rules/staged-preview.ts';
import type { BankImportChoices, BankImportId } from '../types.ts';

/**
 * `not-ready`: not read, or stored already. `unknown-account`: nobody said that this account is ours. `to-take`: what does not
 * add up was not taken knowingly. `busy`: another file is being stored. `changed`: what is stored changed since this was read.
 */
export type StartStoringRefusal =
  | { readonly code: 'not-ready' | 'to-take' | 'busy' | 'changed' }
  | { readonly code: 'unknown-account'; readonly account: string; readonly currency: string };

/**
 * Lets a staged file be stored with what a person decided about it: remembers how a spreadsheet was read and orders the work.
 * Takes all imports' turn, so that two files are not compared with the same lines. Writes `bank_file.storing`.
 */
export async function startBankStoring(
  tx: Tx,
  actor: Actor,
  input: { readonly importId: BankImportId; readonly choices: BankImportChoices },
  moment: Moment,
): Promise<Result<{ lineCount: number }, StartStoringRefusal>> {
  const { importId, choices } = input;
  const all = await tx
    .selectFrom('bank_imports')
    .select(['id', 'state', 'preview', 'line_count'])
    .where((where) => where.or([where('state', '=', 'storing'), where('id', '=', importId)]))
    .forUpdate()
    .execute();
  const own = all.find(({ id }) => id === importId);
  if (own?.state !== 'ready') return refuse({ code: 'not-ready' });
  if (all.length > 1) return refuse({ code: 'busy' });
  const preview = own.preview as unknown as BankPreview;
  if ((await timesStored(tx)) !== preview.asOf) return refuse({ code: 'changed' });
  if (preview.toTake.length > 0 && !choices.takes) return refuse({ code: 'to-take' });
  const known = await ownAccounts(tx);
  for (const statement of preview.statements) {
    const account = known.find((one) => isOf(one, statement));
    if (!account) return refuse({ code: 'unknown-account', account: statement.account, currency: statement.currency });
    await remember(tx, account, preview, moment);
  }
  await tx
    .updateTable('bank_imports')
    .set({ state: 'storing', choices: JSON.stringify(choices) })
    .where('id', '=', importId)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'bank_file.storing', subjectKind: 'bank_import', subjectId: importId },
    after: { lines: own.line_count, taken: preview.toTake, choices },
  });
  await enqueue(tx, 'import-bank-file', { importId });
  return ok({ lineCount: own.line_count });
}

const isOf = (account: OwnAccount, { account: key, currency }: StagedStatement): boolean =>
  account.account === key && account.currency === currency;

/** An account of the settings gets its row with its first statement, and each the way its spreadsheet was read last. */
async function remember(tx: Tx, own: OwnAccount, { mapping }: BankPreview, moment: Moment): Promise<void> {
  const { account, currency, name } = own;
  const kept = mapping === null ? {} : { mapping: JSON.stringify(mapping) };
  await tx
    .insertInto('bank_accounts')
    .values({
      ...{ account, currency, name: name || account, from_settings: true, ...kept },
      ...{ confirmed_by_name: 'The settings', confirmed_at: moment.now },
    })
    .onConflict((conflict) => {
      const same = conflict.columns(['account', 'currency']);
      return mapping === null ? same.doNothing() : same.doUpdateSet(kept);
    })
    .execute();
}
