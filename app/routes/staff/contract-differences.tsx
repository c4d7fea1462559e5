import { schemeWords } from '#app/modules/catalog/ui/scheme-words.ts';
import type { TermDifference } from '#app/modules/contracts/types.ts';
import { differenceWords } from '#app/modules/contracts/ui/difference-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import type { ShownTerms } from './contract-lines.tsx';
import { NameText } from './name-text.tsx';

type DifferencesProps = ShownTerms & {
  differences: readonly TermDifference[];
  after: ShownTerms['terms'];
  caption: string;
};

/** Every difference of two versions, before beside after. */
export function DifferenceTable({ differences, after, terms, names, locale, currency, caption }: DifferencesProps) {
  const lines = [...after.lines, ...terms.lines];
  const rows = differences.map((found) =>
    differenceWords(found, {
      ...{ names, locale, currency },
      showPrice: (price, unit) => schemeWords(price.scheme, { currency, unit }).join(', '),
      productOf: (lineNo) => lines.find((line) => line.lineNo === lineNo)?.productId,
    }),
  );
  if (rows.length === 0) return <EmptyState>The two versions say the same.</EmptyState>;
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'where', head: 'Where', nowrap: true, rowHeader: true, cell: (row) => row.where },
        { key: 'what', head: 'What', cell: (row) => row.what },
        { key: 'before', head: 'Before', cell: (row) => <Value text={row.before} /> },
        { key: 'after', head: 'After', cell: (row) => <Value text={row.after} /> },
      ]}
    />
  );
}

const Value = ({ text }: { text: string }) => (text ? <NameText text={text} /> : <NotApplicable words="nothing" />);
