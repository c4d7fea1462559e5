import { CYCLES, TIMINGS } from '#app/kernel/billing-periods.ts';
import { CHARGES } from '#app/modules/contracts/types.ts';
import { CHARGE_WORDS, CYCLE_WORDS, PRICE_KIND_WORDS, TIMING_WORDS } from '#app/modules/contracts/ui/contract-words.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, type Option, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Naming } from './contract-fields.tsx';

export type LineChoices = Record<'products' | 'priceLists' | 'sites' | 'taxes' | 'accounts', Option[]>;
type LineProps = { field: Naming; index: number; prices: number; choices: LineChoices; isChange: boolean };

const options = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, label: words[value] }));

/** One line of the contract with its prices. A line that is left blank falls out. */
export function LineFields({ field, index, prices, choices, isChange }: LineProps) {
  const of: Naming = (cell) => field(`lines[${index}].${cell}`);
  const no = of('lineNo').defaultValue;
  const title = no ? `Line ${no}` : isChange ? 'New line' : `Line ${index + 1}`;
  return (
    <Panel title={`${title}${of('description').defaultValue ? `: ${of('description').defaultValue}` : ''}`} pad>
      <div className="form-stack">
        {no && <input type="hidden" name={of('lineNo').name} value={no} />}
        <BillingFields of={of} isThere={Boolean(no)} choices={choices} />
        <BookingFields of={of} choices={choices} />
        <Select
          {...of('priceListId')}
          label="Price list"
          hint="Prices below win over it on the days on which they hold."
          size="medium"
          placeholder="None: own prices only"
          options={choices.priceLists}
        />
        {Array.from({ length: prices }, (_, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a price is its place
          <PriceFields key={nth} of={(cell) => of(`prices[${nth}].${cell}`)} nth={nth} />
        ))}
        <div>
          <Button small variant="second" name="intent" value={`add-price-${index}`} busy="Adding…">
            Add a price from another day<span className="sr-only"> to {title.toLowerCase()}</span>
          </Button>
        </div>
        {no && (
          <Checkbox
            name={of('leaveOut').name}
            label="Leave this line out from then on"
            hint="It ends the day before the change holds."
            defaultChecked={of('leaveOut').defaultValue === 'yes'}
          />
        )}
      </div>
    </Panel>
  );
}

type PartProps = { of: Naming; choices: LineChoices };

/** What is billed, how often and where. */
function BillingFields({ of, choices, isThere }: PartProps & { isThere: boolean }) {
  return (
    <div className="flex flex-wrap items-end gap-6">
      <Select
        {...of('productId')}
        label="Product"
        size="medium"
        placeholder="Choose a product"
        options={choices.products}
      />
      <TextInput {...of('description')} label="Words on the invoice" size="medium" autoComplete="off" />
      <Select
        {...of('cycle')}
        defaultValue={of('cycle').defaultValue ?? 'monthly'}
        label="Billed"
        options={options(CYCLES, CYCLE_WORDS)}
      />
      <Select {...of('timing')} label="When" options={options(TIMINGS, TIMING_WORDS)} />
      <Select {...of('charge')} label="What is billed" options={options(CHARGES, CHARGE_WORDS)} />
      <TextInput
        {...of('quantity')}
        label="Quantity"
        hint="Of one period, where it is fixed."
        optional
        size="short"
        inputMode="decimal"
      />
      <DateInput {...of('startsOn')} label="Starts" hint="Empty: with the contract." optional={!isThere} />
      <DateInput {...of('anchorOn')} label="Periods counted from" hint="Empty: its start." optional={!isThere} />
      <DateInput {...of('endsOn')} label="Ends" hint="Empty: with the contract." optional />
      <Select {...of('siteId')} label="Site" size="medium" placeholder="No site" options={choices.sites} />
      <TextInput {...of('poNumber')} label="Purchase order" hint="Empty: the contract’s." optional size="medium" />
    </div>
  );
}

/** Where it is booked, mostly as the product has it. */
function BookingFields({ of, choices }: PartProps) {
  return (
    <Disclosure shut="Tax, account and revenue" startOpen={of('deferred').defaultValue === 'yes'}>
      <div className="flex flex-wrap items-end gap-6">
        <Select {...of('taxCode')} label="Tax" placeholder="As the product has it" options={choices.taxes} />
        <Select {...of('accountCode')} label="Account" placeholder="As the product has it" options={choices.accounts} />
        <Checkbox
          name={of('deferred').name}
          label="Revenue is earned over the period"
          hint="For what is billed in advance: it waits on 2400."
          defaultChecked={of('deferred').defaultValue === 'yes'}
        />
      </div>
    </Disclosure>
  );
}

/** A price of the line. Tiers are asked only for a price in tiers or by volume. */
function PriceFields({ of, nth }: { of: Naming; nth: number }) {
  const kinds = Object.entries(PRICE_KIND_WORDS).map(([value, label]) => ({ value, label }));
  const stepped = ['tiered', 'volume'].includes(of('kind').defaultValue ?? '');
  return (
    <fieldset className="field min-w-0">
      <legend className="fieldset-title">Price {nth + 1}</legend>
      <div className="flex flex-wrap items-end gap-6">
        <DateInput {...of('validFromOn')} label="Holds from" />
        <DateInput {...of('validToOn')} label="To" hint="Empty: until the next." optional />
        <Select {...of('kind')} label="Kind" options={kinds} />
        <TextInput
          {...of('price')}
          label="Price"
          hint="Of a unit or a period, or the percentage."
          size="short"
          inputMode="decimal"
          autoComplete="off"
        />
        <TextInput {...of('included')} label="Units free" optional size="short" inputMode="decimal" />
        <TextInput {...of('minimum')} label="Least a period costs" optional size="short" inputMode="decimal" />
      </div>
      <Disclosure shut="Tiers" startOpen={stepped || of('tiers').error !== undefined}>
        <TextArea
          {...of('tiers')}
          label="Tiers"
          hint="For a price in tiers or by volume, one a line: “100: 5.00”, “500: 4.50 + 20” with an amount once, and last “rest: 4.00”."
          optional
          rows={4}
        />
      </Disclosure>
    </fieldset>
  );
}
