import { money } from '#app/kernel/money.ts';
import type { Invoice, NamedDocument } from '#app/modules/invoicing/types.ts';
import { DateText } from '#app/ui/date-text.tsx';
import type { Fact } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';

/** What a document corrects or replaces, and what corrects or replaces it, in the customer's words. */
export function relatedFacts(invoice: Invoice, hrefTo?: (documentId: string) => string): Fact[] {
  const { corrects, reason, replaces, replacedBy, corrections, currency, customerId } = invoice;
  const named = (document: NamedDocument) => <Named document={document} href={hrefTo?.(document.id)} />;
  const facts: Fact[] = [];
  if (corrects) facts.push({ label: 'Corrects', value: named(corrects) });
  if (reason) facts.push({ label: 'Why', value: reason.customerLabel });
  if (replaces?.customerId === customerId) facts.push({ label: 'In place of', value: named(replaces) });
  if (replacedBy?.customerId === customerId) facts.push({ label: 'Replaced by', value: named(replacedBy) });
  for (const one of corrections) {
    const isCredit = one.kind === 'credit_note';
    facts.push({
      key: one.id,
      label: isCredit ? 'Credited by' : 'Added by',
      value: (
        <>
          {named(one)} <MoneyText money={money(isCredit ? -one.grossMinor : one.grossMinor, currency)} />
        </>
      ),
    });
  }
  return facts;
}

function Named({ document, href }: { document: NamedDocument; href: string | undefined }) {
  const number = <span className="reference">{document.number}</span>;
  return (
    <>
      {href ? <a href={href}>{number}</a> : number} of <DateText date={document.documentOn} />
    </>
  );
}
