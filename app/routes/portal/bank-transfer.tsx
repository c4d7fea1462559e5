import type { BankAccount } from '#app/modules/company/types.ts';
import { CopyText } from '#app/ui/copy-text.tsx';
import { Definition, type Fact } from '#app/ui/definition.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';

/** For those who pay by transfer: the account, and the reference by which we find the invoice. */
export function BankTransfer({ bank, quote, shut }: { bank: BankAccount; quote: string; shut: string }) {
  const facts: Fact[] = [
    { label: 'Bank', value: bank.bankName },
    { label: 'Account name', value: bank.accountName },
    { label: 'Account number', value: <CopyText text={bank.accountNumber} label="account number" /> },
  ];
  if (bank.routing)
    facts.push({ label: 'Sort code or BIC', value: <CopyText text={bank.routing} label="sort code or BIC" /> });
  facts.push({ label: 'Reference to quote', value: <CopyText text={quote} label="reference" /> });
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
