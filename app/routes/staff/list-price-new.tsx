import { Form } from 'react-router';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { PriceList, Product } from '#app/modules/catalog/types.ts';
import { PriceSteps } from '#app/modules/catalog/ui/price-steps.tsx';
import { SchemeFields } from '#app/modules/catalog/ui/scheme-fields.tsx';
import { KIND_HINTS, KIND_WORDS } from '#app/modules/catalog/ui/scheme-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Tried } from './list-price-act.server.ts';

export const TIERS_AT_FIRST = 4;
const MORE_TIERS = 4;
const HEADING = 'new-price';

type NewPriceProps = {
  kind: PriceScheme['kind'];
  tiers: number;
  list: PriceList;
  product: Product;
  answer: (FormRefusal & { tried?: Tried }) | undefined;
};

/** A price from a day. The kind is chosen by a link, so that only its own fields are asked; a sample quantity shows what it costs. */
export function NewPrice(props: NewPriceProps) {
  const { list, product, answer } = props;
  const values = answer?.values ?? {};
  const posted = Object.keys(KIND_WORDS).find((one) => one === values.kind) as PriceScheme['kind'] | undefined;
  const kind = posted ?? props.kind;
  return (
    <Panel title="Add a price from a day" id={HEADING} pad>
      <div className="staff-stack">
        <Tabs
          label="How it is priced"
          tabs={Object.entries(KIND_WORDS).map(([one, label]) => ({
            to: `?kind=${one}#${HEADING}`,
            label,
            current: one === kind,
          }))}
        />
        <p className="text-muted">{KIND_HINTS[kind]}</p>
        <div className="work-columns">
          <PriceForm {...props} kind={kind} />
          {answer?.tried && <Cost tried={answer.tried} list={list} product={product} />}
        </div>
      </div>
    </Panel>
  );
}

function PriceForm({ kind, tiers, list, product, answer }: NewPriceProps) {
  const values = answer?.values ?? {};
  const errors = answer?.fieldErrors ?? {};
  const stepped = kind === 'tiered' || kind === 'volume';
  return (
    <Form key={kind} method="post" noValidate>
      <FormStack>
        <SchemeFields
          kind={kind}
          values={values}
          errors={errors}
          currency={list.currency}
          unit={product.unitCode}
          tiers={tiers}
        />
        <DateInput
          name="validFromOn"
          label="Holds from"
          hint="The price before it ends the day before."
          defaultValue={values.validFromOn}
          error={errors.validFromOn}
        />
        <DateInput
          name="validToOn"
          label="Holds to"
          hint="The last day. Empty: until the next price."
          optional
          defaultValue={values.validToOn}
          error={errors.validToOn}
        />
        <TextInput
          name="quantity"
          label={kind === 'percentage' ? `Sample amount, ${list.currency}` : `Sample quantity, ${product.unitCode}`}
          size="short"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={values.quantity ?? '100'}
        />
        <ButtonRow>
          <Button busy="Adding…">Add the price</Button>
          <Button variant="second" name="intent" value="try" busy="Working it out…">
            Show what it costs
          </Button>
          {stepped && (
            <LinkButton variant="quiet" to={`?kind=${kind}&tiers=${tiers + MORE_TIERS}#${HEADING}`}>
              More tiers
            </LinkButton>
          )}
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

function Cost({ tried, list, product }: { tried: Tried; list: PriceList; product: Product }) {
  return (
    <section aria-label="What the sample costs" aria-live="polite">
      <h3 className="text-17 font-semibold">
        {tried.quantity} {product.unitCode} in one period
      </h3>
      <PriceSteps
        caption="What the sample quantity costs, step by step"
        steps={tried.steps}
        netMinor={tried.netMinor}
        currency={list.currency}
        unit={product.unitCode}
      />
      <p className="text-muted text-13">Nothing is saved yet.</p>
    </section>
  );
}
