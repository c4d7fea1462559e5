import { Form } from 'react-router';
import { minorToDecimal, money } from '#app/kernel/money.ts';
import type { WriteOff } from '#app/modules/adjustments/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type FormProps = {
  readonly written: WriteOff;
  readonly today: string;
  readonly values: Record<string, string>;
  readonly errors: FieldErrors;
  /** The form's own fields are shown as they were sent. */
  readonly wasSent: boolean;
};

/** Takes the tax back, as far as it is still in the write-off. */
export function ReliefForm({ written, today, values, errors, wasSent }: FormProps) {
  const left = written.reliefLeftMinor;
  const of = (name: string) => ({ name, ...(wasSent ? { defaultValue: values[name], error: errors[name] } : {}) });
  return (
    <Panel title="Take tax relief" pad>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="relief" />
        <FormStack>
          <p className="prose">
            Once the law allows it. <MoneyText money={money(left, written.currency)} style="symbol" /> of tax is still
            in this write-off.
          </p>
          <MoneyInput
            defaultValue={minorToDecimal(left, written.currency)}
            {...of('amount')}
            label="Tax taken back"
            currency={written.currency}
          />
          <TextInput {...of('reason')} label="Why now" hint="The rule that allows it." />
          <DateInput defaultValue={today} {...of('effectiveOn')} label="Day it counts" max={today} />
          <ButtonRow>
            <Button variant="second" busy="Posting…">
              Take the relief
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** Money that comes in after all: claimed again, paid, and set against each other at once. */
export function RecoveryForm({ written, today, values, errors, wasSent }: FormProps) {
  const left = written.unrecoveredMinor;
  const of = (name: string) => ({ name, ...(wasSent ? { defaultValue: values[name], error: errors[name] } : {}) });
  return (
    <Panel title="Record a recovery" pad>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="recover" />
        <FormStack>
          <p className="prose">
            What the customer pays of it after all. The debt is claimed again for that amount and paid by it; relief
            taken is given back in proportion.
          </p>
          <MoneyInput
            defaultValue={minorToDecimal(left, written.currency)}
            {...of('amount')}
            label="Received"
            currency={written.currency}
          />
          <Select
            defaultValue="transfer"
            {...of('method')}
            label="How it came"
            size="medium"
            options={[
              { value: 'transfer', label: 'Bank transfer' },
              { value: 'cheque', label: 'Cheque' },
              { value: 'cash', label: 'Cash' },
            ]}
          />
          <TextInput {...of('reference')} label="Reference" optional />
          <TextInput {...of('reason')} label="Why" hint="Such as a dividend of the administrators." />
          <DateInput defaultValue={today} {...of('receivedOn')} label="Received on" max={today} />
          <ButtonRow>
            <Button variant="second" busy="Recording…">
              Record the recovery
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** What was decided, by whom, and what bears it. */
export function WriteOffFacts({ written, zone }: { written: WriteOff; zone: string }) {
  return (
    <Panel title="Facts" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Reason', value: written.reasonLabel },
          { label: 'Note', value: <NameText text={written.reason} /> },
          { label: 'Borne by', value: written.account === '6100' ? 'Credit losses (6100)' : 'Loss allowance (1190)' },
          {
            label: 'Decided',
            value: written.approvalId
              ? 'with an approval'
              : written.batchId
                ? 'with other small balances'
                : 'within the limit of one person',
          },
          {
            label: 'Posted',
            value: (
              <>
                <InstantText at={written.madeAt} zone={zone} /> by <NameText text={written.madeByName} />
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
