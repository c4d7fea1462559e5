import { Form } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Case } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

type CreditProps = {
  found: Case;
  reasons: readonly { code: string; label: string }[];
  once: string;
  values: Record<string, string>;
  errors: FieldErrors;
};

/** The customer was right. Otherwise the claim stands: it is given to somebody who recovers it. */
export const CreditForm = ({ found, reasons, once, values, errors }: CreditProps) => (
  <Panel title="Was it deducted rightly?" pad>
    <Form method="post" noValidate>
      <input type="hidden" name="once" value={values.once ?? once} />
      <FormStack>
        <p className="prose">
          A credit note of <MoneyText money={money(found.openMinor, found.currency)} style="code" /> on{' '}
          <span className="reference">{found.number}</span> settles the claim. If it was not, give the case to somebody
          who recovers it: the claim stays open until it is paid.
        </p>
        <Select
          name="creditReason"
          label="Why it is credited"
          placeholder="Choose a reason"
          size="medium"
          defaultValue={values.creditReason}
          error={errors.creditReason}
          options={reasons.filter((one) => one.code !== 'waiver').map(({ code, label }) => ({ value: code, label }))}
        />
        <TextArea name="creditNote" label="Note" rows={2} defaultValue={values.creditNote} error={errors.creditNote} />
        <ButtonRow>
          <Button name="intent" value="credit" busy="Crediting…">
            Credit it
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  </Panel>
);
