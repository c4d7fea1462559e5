import { looksLikeIban } from './bank-numbers.ts';
import { formatIban } from './iban.ts';

/** What a payer types at their bank, under the name their bank asks for it by. */
export type BankDetail = {
  readonly name: 'IBAN' | 'Account number' | 'BIC' | 'Sort code or BIC';
  readonly value: string;
};

const BIC = /^(?:SWIFT|BIC)?[\s:]*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)$/;

/** The numbers of an account of ours as papers and pages show them: an IBAN in groups of four, a BIC without its label. */
export function nameBankDetails({
  accountNumber,
  routing,
}: {
  readonly accountNumber: string;
  readonly routing: string;
}): BankDetail[] {
  const account: BankDetail = looksLikeIban(accountNumber)
    ? { name: 'IBAN', value: formatIban(accountNumber.replace(/[\s-]/g, '').toUpperCase()) }
    : { name: 'Account number', value: accountNumber };
  const bic = BIC.exec(routing.trim().toUpperCase())?.[1];
  const where: BankDetail = bic ? { name: 'BIC', value: bic } : { name: 'Sort code or BIC', value: routing };
  return [account, where].filter(({ value }) => value !== '');
}
