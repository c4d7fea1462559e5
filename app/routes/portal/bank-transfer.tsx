import { type BankDetail, nameBankDetails } from '#app/kernel/name-bank-details.ts';
import type { BankAccount } from '#app/modules/company/types.ts';
import { CopyText } from '#app/ui/copy-text.tsx';
import { Definition, type Fact } from '#app/ui/definition.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';

const COPY_WORDS: Readonly<Record<BankDetail['name'], string>> = {
  ...{ IBAN: 'IBAN', BIC: 'BIC' },
  ...{ 'Account number': 'account number', 'Sort code or BIC': 'sort code or BIC' },
};

/** For those who pay by transfer: the account, and the reference by which we find the invoice. */
export function BankTransfer({ bank, quote, shut }: { bank: BankAccount; quote: string; shut: string }) {
  const facts: Fact[] = [
    { label: 'Bank', value: bank.bankName },
    { label: 'Account name', value: bank.accountName },
    ...nameBankDetails(bank).map(({ name, value }) => ({
      label: name,
      value: <CopyText text={value} label={COPY_WORDS[name]} />,
    })),
    { label: 'Reference to quote', value: <CopyText text={quote} label="reference" /> },
  ];
  return (
    <div className="gap-part">
      <Disclosure shut={shut}>
        <div className="mt-3">
          <Definition shape="terms" facts={facts} />
        </div>
      </Disclosure>
    </div>
  );
}
