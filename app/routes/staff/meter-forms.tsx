import { Form } from 'react-router';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { DialFields } from './meter-parts.tsx';

type Refused = { values: Readonly<Record<string, unknown>>; fieldErrors: Record<string, string[]>; intent: string };
type Props = { today: string; refused: Refused | undefined };
const typed = (refused: Refused | undefined, name: string, otherwise = ''): string =>
  String(refused?.values[name] ?? otherwise);

export function ReadingForm({ today, refused }: Props) {
  const errors = refused?.fieldErrors;
  return (
    <Panel title="Record a reading" pad>
      <Form method="post" noValidate>
        <FormStack>
          <input type="hidden" name="intent" value="read" />
          <DateInput
            name="readOn"
            label="Read on"
            error={errors?.readOn}
            defaultValue={typed(refused, 'readOn', today)}
          />
          <TextInput
            name="value"
            label="What the dial showed"
            inputMode="decimal"
            size="short"
            error={errors?.value}
            defaultValue={typed(refused, 'value')}
          />
          <RadioGroup
            name="kind"
            label="How"
            error={errors?.kind}
            defaultValue={typed(refused, 'kind', 'actual')}
            choices={[
              { value: 'actual', label: 'Read' },
              { value: 'estimate', label: 'Estimated', hint: 'The next reading settles it.' },
            ]}
          />
          <Checkbox
            name="replaces"
            label="The reading of that day was wrong; this takes its place"
            defaultChecked={typed(refused, 'replaces') === 'yes'}
          />
          <ButtonRow>
            <Button busy="Recording…">Record the reading</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

export function ChangeForm({ today, refused }: Props) {
  const errors = refused?.fieldErrors;
  return (
    <Panel title="Changed or taken out" pad>
      <Disclosure shut="This meter was changed or taken out" startOpen={refused !== undefined}>
        <Form method="post" noValidate>
          <FormStack>
            <input type="hidden" name="intent" value="change" />
            <DateInput
              name="changedOn"
              label="Taken out on"
              error={errors?.changedOn}
              defaultValue={typed(refused, 'changedOn', today)}
            />
            <TextInput
              name="lastValue"
              label="Last reading of this meter"
              inputMode="decimal"
              size="short"
              error={errors?.lastValue}
              defaultValue={typed(refused, 'lastValue')}
            />
            <p className="prose">The meter in its place. Leave its code empty if there is none.</p>
            <DialFields values={refused?.values ?? {}} errors={errors} />
            <ButtonRow>
              <Button busy="Changing…">Take this meter out</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Disclosure>
    </Panel>
  );
}
