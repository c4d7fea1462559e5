import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankAccount, Branding, Company } from '../types.ts';
import { getBranding } from './get-branding.server.ts';
import { getCompany } from './get-company.server.ts';
import { listBankAccounts } from './list-bank-accounts.server.ts';

export type Seller = {
  readonly company: Company;
  readonly banks: readonly BankAccount[];
  readonly branding: Branding;
};

/**
 * The seller as a document of a day says it. Give the instant of issue of an issued document: what was changed or planned
 * after it leaves the document as it was, also when its file is drawn later.
 */
export async function getSeller(db: ReadDb, at: { readonly on: PlainDate; readonly knownAt?: Date }): Promise<Seller> {
  const [company, banks, branding] = await Promise.all([
    getCompany(db, at),
    listBankAccounts(db, at),
    getBranding(db, at.on, at.knownAt),
  ]);
  return { company, banks, branding };
}
