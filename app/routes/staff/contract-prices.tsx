import { termsOf, termsText } from '#app/kernel/payment-terms.ts';
import { SchemeText } from '#app/modules/catalog/ui/scheme-text.tsx';
import type { ContractHead, ContractTerms, LineTerms, PriceTerm } from '#app/modules/contracts/types.ts';
import type { InvoicePer } from '#app/modules/customers/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ShownTerms } from './contract-lines.tsx';
import { INVOICE_PER_NAMES } from './customer-fields.tsx';
import { NameText } from './name-text.tsx';

type PriceRow = { line: LineTerms; price: PriceTerm | null };

/** Own prices with the version each is, then the list a line falls back to. */
export function PricesPanel({ terms, names, currency, numbers }: ShownTerms & { numbers: Record<string, number> }) {
  const rows: PriceRow[] = terms.lines.flatMap((line) => [
    ...line.prices.map((price) => ({ line, price })),
    ...(line.priceListId ? [{ line, price: null }] : []),
  ]);
  return (
    <Panel title={`Prices, ${currency}`}>
      <DataTable
        caption="Prices by line and day"
        rows={rows}
        rowKey={({ line, price }) => `${line.lineNo} ${price?.validFromOn ?? 'list'}`}
        columns={[
          {
            key: 'line',
            head: 'Line',
            rowHeader: true,
            cell: ({ line }) => (
              <>
                {line.lineNo}. <NameText text={line.description} />
              </>
            ),
          },
          {
            key: 'price',
            head: 'Price',
            cell: ({ line, price }) =>
              price ? (
                <SchemeText
                  scheme={price.scheme}
                  currency={currency}
                  unit={names.products[line.productId]?.unit ?? 'unit'}
                />
              ) : (
                <>
                  List “{names.priceLists[line.priceListId ?? '']?.name}”
                  <span className="under">where no own price holds</span>
                </>
              ),
          },
          {
            key: 'from',
            head: 'Holds from',
            nowrap: true,
            cell: ({ price }) => (price ? <DateText date={price.validFromOn} /> : <NotApplicable words="as listed" />),
          },
          {
            key: 'to',
            head: 'To',
            nowrap: true,
            cell: ({ price }) =>
              price?.validToOn ? <DateText date={price.validToOn} /> : <NotApplicable words="holds on" />,
          },
          {
            key: 'version',
            head: 'Version',
            numeric: true,
            cell: ({ line, price }) =>
              (price && numbers[`${line.lineNo} ${price.validFromOn}`]) || <NotApplicable words="none yet" />,
          },
        ]}
      />
    </Panel>
  );
}

/** What is agreed of the contract as a whole. */
export function ContractFacts({ contract, terms }: { contract: ContractHead; terms: ContractTerms }) {
  const { customer } = contract;
  const per = (terms.invoicePer ?? customer.invoicePer) as InvoicePer;
  return (
    <Panel title="Terms" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Starts', value: <DateText date={terms.startsOn} /> },
          { label: 'Ends', value: terms.endsOn ? <DateText date={terms.endsOn} /> : 'runs on' },
          { label: 'Currency', value: terms.currency },
          ...(terms.poNumber
            ? [{ label: 'Purchase order', value: <span className="reference">{terms.poNumber}</span> }]
            : []),
          {
            label: 'Payment',
            value: termsText(termsOf(terms.termsDays === null ? customer : { ...terms, termsDays: terms.termsDays })),
          },
          { label: 'Invoices', value: INVOICE_PER_NAMES[per] },
          { label: 'In force', value: contract.isDraft ? 'not yet' : `version ${contract.versionNo}` },
        ]}
      />
    </Panel>
  );
}
