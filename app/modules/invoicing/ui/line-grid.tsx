import { type ReactNode, useId, useRef } from 'react';
import type { Currency } from '#app/kernel/money.ts';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DraftTotals, type TaxChoice, taxWords } from './draft-totals.tsx';
import { type AccountChoice, GridRow } from './grid-row.tsx';
import type { GridLine, LineOffer } from './grid-rows.ts';
import { useGrid } from './use-grid.ts';

const NUMERIC_HEAD = /^(Line|Quantity|Price)/;
const NO_OFFERS: readonly LineOffer[] = [];

type GridProps = {
  lines: readonly GridLine[];
  /** Rows drawn at first; without script one more comes with each press of "Add a line". */
  rows: number;
  errors: FieldErrors;
  taxes: readonly TaxChoice[];
  accounts: readonly AccountChoice[];
  currency: Currency;
  /** Products a line may begin with. None: no column for them. */
  offers?: readonly LineOffer[];
  /** Buttons beside "Add a line". */
  children?: ReactNode;
};

/** Lines of a draft: real inputs that post without script; script adds rows in place, keys and pasted rows, and keeps the totals current. */
export function LineGrid({ lines, rows, errors, taxes, accounts, currency, offers = NO_OFFERS, children }: GridProps) {
  const grid = useRef<HTMLFieldSetElement>(null);
  const listId = useId();
  const choices = {
    taxCode: taxes.map((tax) => ({ code: tax.code, name: taxWords(tax.name, tax.rateBp) })),
    accountCode: accounts,
  };
  const { count, typed, said, addRow, ...on } = useGrid({ grid, rows, lines, offers, choices });
  const productList = offers.length > 0 ? listId : undefined;
  return (
    <fieldset ref={grid} {...on} className="min-w-0">
      <legend className="sr-only">Lines</legend>
      {productList && <Products id={productList} offers={offers} />}
      {/* A region that scrolls must take the focus, or the keyboard cannot scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className="table-scroll" aria-label="Lines of the invoice" tabIndex={0}>
        <table className="record-table line-grid">
          <caption className="sr-only">Lines of the invoice</caption>
          <GridHeads currency={currency} hasProducts={Boolean(productList)} />
          <tbody>
            {Array.from({ length: count }, (_, index) => index).map((index) => (
              <GridRow
                key={index}
                index={index}
                line={lines[index] ?? {}}
                {...{ errors, taxes, accounts, productList }}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div className="flex flex-wrap items-start justify-between gap-4 p-4">
        <div className="flex flex-wrap items-center gap-2">
          <button
            type="submit"
            name="intent"
            value="add-line"
            formNoValidate
            className="button button-second button-small"
            onClick={(event) => {
              event.preventDefault();
              addRow();
            }}
          >
            Add a line
          </button>
          {children}
          <p className="text-muted text-13" role="status">
            {said}
          </p>
        </div>
        <div aria-live="polite">
          <DraftTotals lines={typed} taxes={taxes} currency={currency} />
        </div>
      </div>
    </fieldset>
  );
}

function GridHeads({ currency, hasProducts }: { currency: Currency; hasProducts: boolean }) {
  const heads = [
    'Line',
    ...(hasProducts ? ['Product'] : []),
    'Description',
    'Quantity',
    'Unit',
    `Price, ${currency}`,
    'Tax',
    'Revenue',
  ];
  return (
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col" className={NUMERIC_HEAD.test(head) ? 'cell-numeric' : undefined}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Products({ id, offers }: { id: string; offers: readonly LineOffer[] }) {
  return (
    <datalist id={id}>
      {offers.map((offer) => (
        <option key={offer.code} value={offer.code}>
          {`${offer.name}, ${offer.priceWords}`}
        </option>
      ))}
    </datalist>
  );
}
