import { type BankImport, getBankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { type OwnAccount, ownAccounts } from '#app/modules/banking/queries/own-accounts.server.ts';
import { type StagedSample, sampleOfStaged } from '#app/modules/banking/queries/read-staged-file.server.ts';
import { type BankStatementView, gapAfter, lastStatements } from '#app/modules/banking/queries/statements.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';

type Staged = NonNullable<BankImport['preview']>['statements'][number];

/** A statement of a file beside what we know: whose account it is, and what is missing before it. */
export type ShownStatement = Staged & {
  readonly own: Pick<OwnAccount, 'name'> | null;
  /** The same account in another currency: the statement is probably not what was meant. */
  readonly otherCurrency: string | null;
  readonly gap: BankStatementView['gap'];
  /** Once it is stored. */
  readonly id: string | null;
};

export type ImportPage = {
  readonly file: BankImport;
  readonly statements: readonly ShownStatement[];
  readonly accounts: readonly OwnAccount[];
  readonly sample: StagedSample | null;
};

/** Statements that are shown one by one; a file of more is summed up. */
export const STATEMENTS_SHOWN = 20;

/** All the page of one file needs. The columns of a spreadsheet are asked for where they could not be read, or were guessed. */
export async function importPage(importId: string): Promise<ImportPage | null> {
  const file = await getBankImport(staffDb(), { importId });
  if (!file) return null;
  const accounts = await ownAccounts(staffDb());
  const isSheet =
    file.state === 'refused' ? file.fault?.code === 'columns' : file.state === 'ready' && file.format === 'csv';
  const sample = isSheet ? await sampleOfStaged(webProducer().files, file) : null;
  return { file, accounts, sample, statements: await shown(file, accounts) };
}

async function shown(file: BankImport, accounts: readonly OwnAccount[]): Promise<ShownStatement[]> {
  const staged = (file.preview?.statements ?? []).slice(0, STATEMENTS_SHOWN);
  const ids = accounts.flatMap(({ id }) => (id === null ? [] : [id]));
  const before = file.state === 'ready' ? await lastStatements(staffDb(), ids) : new Map<string, BankStatementView>();
  const met = new Set<string>();
  return staged.map((statement) => {
    const own = accounts.find((one) => one.account === statement.account && one.currency === statement.currency);
    const other = accounts.find((one) => one.account === statement.account && one.currency !== statement.currency);
    const last = own?.id ? before.get(own.id) : undefined;
    const isFirst = !met.has(`${statement.account} ${statement.currency}`);
    met.add(`${statement.account} ${statement.currency}`);
    const gap = last && isFirst ? gapAfter(last, statement) : null;
    const id = file.statements.find(({ no }) => no === statement.no)?.id ?? null;
    return {
      ...statement,
      own: own ? { name: own.name } : null,
      otherCurrency: own ? null : (other?.currency ?? null),
      gap,
      id,
    };
  });
}
