import type { ReactNode } from 'react';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Company } from '#app/modules/company/types.ts';
import type { Invoice, Settlement } from '#app/modules/invoicing/types.ts';
import { Charges, type Explained } from '#app/modules/invoicing/ui/charges.tsx';
import { customerInvoiceBadges, type InvoiceFacts } from '#app/modules/invoicing/ui/invoice-status.ts';
import { creditedMinor, SettlementStick, SettlementSum, settledOn } from '#app/modules/invoicing/ui/settlement.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { DOCUMENT_NAMES } from './document-names.ts';
import { AskAboutLine, InQuestion } from './invoice-asked.tsx';
import { headFacts } from './invoice-head.tsx';
import { relatedFacts } from './invoice-related.tsx';
import { type DocumentWay, InvoiceStory } from './invoice-story.tsx';
import { OutsideText } from './outside-text.tsx';

type InvoiceSheetProps = {
  invoice: Invoice;
  today: PlainDate;
  seller: Pick<Company, 'legalName' | 'name' | 'addressLines' | 'taxNumber'>;
  /** Pay, download, ask: what the reader may do. */
  actions: ReactNode;
  /** Lines as a file, print; each with its own separator before it. */
  after?: ReactNode;
  /** How lines a billing run made came about. */
  explained?: Explained;
  way?: DocumentWay;
  /** Where the receipts and credit notes stand; absent for the holder of a link. */
  hrefOf?: (move: Settlement) => string | undefined;
  /** Where another document of this customer stands. */
  hrefTo?: (documentId: string) => string;
  /** Where it is said that something is wrong with it, or asked about it; absent where the reader may not. */
  askHref?: string | undefined;
  /** What was said and asked about it. */
  asked?: ReactNode;
};

/** One invoice for its customer: what is left, what it is for, how it came about, what became of it. */
export function InvoiceSheet(props: InvoiceSheetProps) {
  const { invoice, today, seller, actions, after, explained, way, hrefOf, hrefTo, askHref, asked } = props;
  const locale = useLocale();
  const isCredit = invoice.kind === 'credit_note';
  const figure = isCredit
    ? { label: 'Credit to you', minor: invoice.grossMinor }
    : { label: 'Left to pay', minor: invoice.leftMinor };
  const name = DOCUMENT_NAMES[invoice.kind];
  return (
    <>
      <PortalTitle
        title={<OutsideText text={invoice.title || `${name} ${invoice.number}`} />}
        under={
          <>
            {name} <span className="reference">{invoice.number}</span> · for <OutsideText text={invoice.billTo.name} />
          </>
        }
        status={<Badges badges={customerInvoiceBadges(factsOf(invoice), { today, locale, leftShown: true })} />}
        figure={{ label: figure.label, value: <MoneyText money={money(figure.minor, invoice.currency)} /> }}
      />
      <SettlementStick invoice={invoice} />
      {isCredit && (
        <p className="gap-part">You do not have to pay this. We take it off what you owe, or pay it back if you ask.</p>
      )}
      <div className="gap-part not-printed">{actions}</div>
      <InQuestion invoice={invoice} />
      {asked}
      <div className="gap-part">
        <Definition facts={[...headFacts(invoice, today), ...relatedFacts(invoice, hrefTo)]} />
      </div>
      <Section title={isCredit ? 'What we credited' : 'What we charged for'} aside="before tax">
        <Charges
          invoice={invoice}
          explained={explained}
          after={askHref && !isCredit ? (lineNo) => <AskAboutLine href={askHref} lineNo={lineNo} /> : undefined}
        />
        <SettlementSum invoice={invoice} hrefOf={hrefOf} />
        {invoice.note && (
          <p className="prose gap-part">
            <OutsideText text={invoice.note} />
          </p>
        )}
      </Section>
      <Section title="What happened">
        <InvoiceStory invoice={invoice} way={way} />
      </Section>
      <p className="gap-part text-15 text-muted">
        Issued by {seller.legalName || seller.name}, {seller.addressLines.join(', ')}
        {seller.taxNumber && (
          <>
            {' '}
            · Tax number <span className="reference">{seller.taxNumber}</span>
          </>
        )}
        {after && <span className="not-printed">{after}</span>}
      </p>
    </>
  );
}

/** What is known of the invoice, for its badges. */
export function factsOf(invoice: Invoice): InvoiceFacts {
  const held = (kind: string) =>
    invoice.holds.filter((hold) => hold.kind === kind).reduce((sum, hold) => sum + hold.amountMinor, 0n);
  return {
    kind: invoice.kind,
    lifecycle: 'issued',
    gross: money(invoice.grossMinor, invoice.currency),
    leftMinor: invoice.kind === 'credit_note' ? invoice.creditLeftMinor : invoice.leftMinor,
    creditedMinor: creditedMinor(invoice),
    settledOn: settledOn(invoice),
    dueOn: invoice.dueOn,
    processingMinor: held('in_flight'),
    disputedMinor: held('disputed'),
  };
}

/** The window's title: which document, and what it comes to. */
export function titleOf(invoice: Invoice, words: (minor: bigint) => string): string {
  const name = `${DOCUMENT_NAMES[invoice.kind]} ${invoice.number}`;
  return invoice.kind === 'credit_note'
    ? `${name}, ${words(invoice.grossMinor)}`
    : `${name}, ${words(invoice.leftMinor)} left`;
}

/** What may be paid now: left less what is on hold, and nothing while a payment is on its way. Minor units. */
export function payableMinor(invoice: Invoice): bigint {
  if (invoice.holds.some((hold) => hold.kind === 'in_flight')) return 0n;
  const held = invoice.holds.reduce((sum, hold) => sum + hold.amountMinor, 0n);
  return held < invoice.leftMinor ? invoice.leftMinor - held : 0n;
}
