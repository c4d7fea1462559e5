import type { PlainDate } from '#app/kernel/plain-date.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { journalEntryText, journalHead } from '../rules/hledger-journal.ts';
import type { Seal } from '../types.ts';
import { journalChart, journalEntries } from './journal.server.ts';

/**
 * The ledger as a journal that hledger reads, piece by piece. Without `fromOn` from the first posting: a journal that
 * begins later holds movements, not balances. Give it a reader of one snapshot.
 */
export async function* exportJournal(
  db: ReadDb,
  asked: { fromOn?: PlainDate; toOn?: PlainDate; knownAt?: Seal },
): AsyncGenerator<string> {
  const company = await getCompany(db);
  const { accounts, currencies } = await journalChart(db);
  const books = { base: company.baseCurrency, accounts };
  const range = `Entries ${asked.fromOn ? `from ${asked.fromOn} ` : ''}${asked.toOn ? `to ${asked.toOn}` : 'to the last'}`;
  yield journalHead({
    accounts: [...accounts.values()],
    currencies: [...new Set([company.baseCurrency, ...currencies])],
    about: [
      `Journal of ${company.name.replaceAll(/\s+/g, ' ')}, base currency ${company.baseCurrency}`,
      `${range}${asked.knownAt ? `, as known at seal ${asked.knownAt.sealNo}` : ''}`,
    ],
  });
  for await (const page of journalEntries(db, asked)) {
    yield `\n${page.map((entry) => journalEntryText(entry, books)).join('\n')}`;
  }
}
