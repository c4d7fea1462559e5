import type { Currency } from '#app/kernel/money.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { type FieldErrors, fieldWiring } from '#app/ui/field.tsx';
import { MoneyInput, TextInput } from '#app/ui/inputs.tsx';

type Fields = {
  kind: PriceScheme['kind'];
  values: Record<string, string>;
  errors: FieldErrors;
  currency: Currency;
  unit: string;
  tiers: number;
};

/** What a price of this kind asks for. The kind itself travels along unseen: it is chosen by a link. */
export function SchemeFields({ kind, values, errors, currency, unit, tiers }: Fields) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  const stepped = kind === 'tiered' || kind === 'volume';
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      {kind === 'fixed' && <MoneyInput {...field('amount')} label="Amount of one period" currency={currency} />}
      {kind === 'per_unit' && <MoneyInput {...field('unitPrice')} label={`Price of one ${unit}`} currency={currency} />}
      {kind === 'percentage' && (
        <TextInput {...field('percent')} label="Percentage" size="short" inputMode="decimal" autoComplete="off" />
      )}
      {stepped && <TierGrid rows={tiers} values={values} errors={errors} currency={currency} unit={unit} />}
      {(kind === 'per_unit' || stepped) && (
        <TextInput
          {...field('included')}
          label={`Included, ${unit} a period`}
          hint="The first ones are free."
          optional
          size="short"
          inputMode="decimal"
          autoComplete="off"
        />
      )}
      {kind !== 'fixed' && (
        <MoneyInput {...field('minimum')} label="Least a period costs" optional currency={currency} />
      )}
    </>
  );
}

const CELLS = [
  { cell: 'upTo', head: (unit: string) => `Up to, ${unit}`, words: 'up to' },
  { cell: 'unitPrice', head: (_: string, currency: string) => `Price, ${currency}`, words: 'price' },
  { cell: 'flat', head: (_: string, currency: string) => `Once, ${currency}`, words: 'amount once' },
] as const;

/** Tiers as rows; the last filled one has no end. Without script "Add a tier" draws one more. */
function TierGrid({ rows, values, errors, currency, unit }: Omit<Fields, 'kind' | 'tiers'> & { rows: number }) {
  return (
    <fieldset className="field min-w-0">
      <legend className="fieldset-title">Tiers</legend>
      <p className="field-hint">
        Leave “up to” empty in the last one: it has no end. Rows without anything in them fall out.
      </p>
      {/* A region that scrolls must take the focus, or the keyboard cannot scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className="table-scroll" aria-label="Tiers of the price" tabIndex={0}>
        <table className="record-table">
          <caption className="sr-only">Tiers of the price</caption>
          <thead>
            <tr>
              <th scope="col" className="cell-numeric">
                Tier
              </th>
              {CELLS.map(({ cell, head }) => (
                <th key={cell} scope="col" className="cell-numeric">
                  {head(unit, currency)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place
              <TierRow key={index} index={index} values={values} errors={errors} />
            ))}
          </tbody>
        </table>
      </section>
    </fieldset>
  );
}

function TierRow({ index, values, errors }: { index: number; values: Record<string, string>; errors: FieldErrors }) {
  const names = CELLS.map(({ cell, words }) => ({ name: `tiers[${index}].${cell}`, words }));
  const wrong = names.flatMap(({ name }) =>
    errors[name]?.[0] ? [{ id: `${fieldWiring({ name }).id}-error`, text: errors[name][0] }] : [],
  );
  return (
    <tr>
      <th scope="row" className="cell-numeric">
        {index + 1}
      </th>
      {names.map(({ name, words }, place) => (
        <td key={name} className="cell-numeric">
          <input
            type="text"
            inputMode="decimal"
            autoComplete="off"
            className="input input-money w-32"
            {...fieldWiring({ name, error: errors[name] })}
            aria-label={`Tier ${index + 1}, ${words}`}
            defaultValue={values[name]}
          />
          {place === 0 &&
            wrong.map(({ id, text }) => (
              <p key={id} id={id} className="field-error">
                {text}
              </p>
            ))}
        </td>
      ))}
    </tr>
  );
}
