import { Form } from 'react-router';
import { STATEMENT_FORM_CHOICES } from '#app/modules/statements/forms.ts';
import { STATEMENT_EVERY, type StatementDefaults, type StatementPreference } from '#app/modules/statements/types.ts';
import { EVERY_WORDS, FORM_WORDS } from '#app/modules/statements/ui/schedule-words.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { FormStack, Select } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { StatementChoicePage } from './statement-choice.server.ts';

const DEFAULT = '';

/** How often this customer gets statements and in which form, and when the next one is made. */
export function StatementChoicePanel({ chosen, defaults, next, isLead, mayChoose }: StatementChoicePage) {
  return (
    <Panel
      title="Statements by schedule"
      aside={
        next ? (
          <>
            Next made on <DateText date={next} weekday />
          </>
        ) : (
          'None by schedule'
        )
      }
      pad
    >
      {mayChoose ? (
        <ChoiceForm {...{ chosen, defaults, isLead }} />
      ) : (
        <p className="prose">
          {EVERY_WORDS[chosen.every ?? defaults.every]}, {FORM_WORDS[chosen.form ?? defaults.form].toLowerCase()}.
        </p>
      )}
    </Panel>
  );
}

type FormProps = { chosen: StatementPreference; defaults: StatementDefaults; isLead: boolean };

function ChoiceForm({ chosen, defaults, isLead }: FormProps) {
  return (
    <Form method="post">
      <FormStack>
        <Select
          name="chosenEvery"
          size="medium"
          label="Statements go out"
          defaultValue={chosen.every ?? DEFAULT}
          options={[
            { value: DEFAULT, label: `As for all (${EVERY_WORDS[defaults.every].toLowerCase()})` },
            ...STATEMENT_EVERY.map((value) => ({ value, label: EVERY_WORDS[value] })),
          ]}
        />
        <Select
          name="chosenForm"
          size="medium"
          label="In the form"
          defaultValue={chosen.form ?? DEFAULT}
          options={[
            { value: DEFAULT, label: `As for all (${FORM_WORDS[defaults.form].toLowerCase()})` },
            ...STATEMENT_FORM_CHOICES,
          ]}
        />
        <Select
          name="chosenEmpty"
          size="medium"
          label="When nothing moved and nothing is open"
          defaultValue={chosen.sendsEmpty === null ? DEFAULT : chosen.sendsEmpty ? 'yes' : 'no'}
          options={[
            { value: DEFAULT, label: `As for all (${defaults.sendsEmpty ? 'send one' : 'send none'})` },
            { value: 'yes', label: 'Send one' },
            { value: 'no', label: 'Send none' },
          ]}
        />
        {isLead && (
          <Checkbox
            name="chosenGroup"
            label="One statement over the whole group"
            hint="Accounts of the group then get their own only where that is chosen for them."
            defaultChecked={chosen.asGroup}
          />
        )}
        <div>
          <Button name="intent" value="choose" variant="second" busy="Saving…">
            Save choice
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}
