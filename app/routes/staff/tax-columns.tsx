import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { taxWords } from '#app/modules/invoicing/ui/draft-totals.tsx';
import type { TaxedDocument, TaxTotal } from '#app/modules/reports/queries/tax-listing.server.ts';
import type { Column } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';
import { kindWords } from './source-path.ts';

/** Totals by category; each opens the documents behind it. */
export const totalColumns = (hrefOf: (taxCode: string) => string): Column<TaxTotal>[] => [
  {
    key: 'tax',
    head: 'Category',
    rowHeader: true,
    cell: (row) => (
      <Link className="quiet-link" to={hrefOf(row.taxCode)}>
        {taxWords(row.taxName, row.rateBp)}
      </Link>
    ),
  },
  { key: 'documents', head: 'Documents', numeric: true, cell: (row) => row.documents },
  {
    key: 'taxable',
    head: 'Taxable',
    numeric: true,
    cell: (row) => <MoneyText money={money(row.taxableMinor, row.currency)} style="code" />,
  },
  {
    key: 'amount',
    head: 'Tax',
    numeric: true,
    cell: (row) => <MoneyText money={money(row.taxMinor, row.currency)} style="code" />,
  },
];

/** Documents behind a total. */
export const DOCUMENT_COLUMNS: Column<TaxedDocument>[] = [
  {
    key: 'number',
    head: 'Document',
    rowHeader: true,
    nowrap: true,
    cell: (row) => (
      <>
        <Link className="quiet-link reference" to={`/staff/invoices/${row.id}`}>
          {row.number}
        </Link>
        <span className="under">
          {row.corrects ? `${kindWords(row.kind)} of ${row.corrects}` : kindWords(row.kind)}
        </span>
      </>
    ),
  },
  { key: 'on', head: 'Tax point', nowrap: true, cell: (row) => <DateText date={row.taxPointOn} /> },
  { key: 'customer', head: 'Customer', cell: (row) => <NameText text={row.customerName} /> },
  {
    key: 'taxable',
    head: 'Taxable',
    numeric: true,
    cell: (row) => <MoneyText money={money(row.taxableMinor, row.currency)} style="code" />,
  },
  {
    key: 'amount',
    head: 'Tax',
    numeric: true,
    cell: (row) => <MoneyText money={money(row.taxMinor, row.currency)} style="code" />,
  },
];
