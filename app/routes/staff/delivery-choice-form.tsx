import { Form, Link } from 'react-router';
import type { ChosenDelivery } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import {
  CHANNELS,
  CONTACT_ROLES,
  type DeliveryChoice,
  type DocumentKind,
  PROFILE_NAMES,
} from '#app/modules/delivery/types.ts';
import { CHANNEL_WORDS, KIND_WORDS, ROLE_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { FormStack, Select } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type ChoiceTableProps = { choices: readonly ChosenDelivery[]; hrefOf: (kind: DocumentKind) => string };

/** Each kind of document, how it goes out, to whom, and whose choice that is. */
export const ChoiceTable = ({ choices, hrefOf }: ChoiceTableProps) => (
  <DataTable
    caption="Ways of delivery by kind of document"
    rows={choices}
    rowKey={(row) => row.kind}
    columns={[
      {
        key: 'kind',
        head: 'Document',
        rowHeader: true,
        cell: (row) => <Link to={hrefOf(row.kind)}>{KIND_WORDS[row.kind]}</Link>,
      },
      { key: 'way', head: 'Goes out', cell: (row) => wayText(row.choice) },
      { key: 'to', head: 'To', cell: (row) => whomText(row) },
      { key: 'own', head: 'Chosen for', cell: (row) => (row.isOwn ? 'This customer' : 'Everybody') },
    ]}
  />
);

const MAILED: readonly DeliveryChoice['channel'][] = ['email', 'einvoice'];

function wayText({ channel, attaches, gathers, einvoiceProfile }: DeliveryChoice): string {
  const file = channel === 'email' ? (attaches ? ', with the PDF' : ', with a link only') : '';
  const profile = PROFILE_NAMES[einvoiceProfile];
  const format = channel === 'einvoice' && profile ? `, ${profile}` : '';
  return `${CHANNEL_WORDS[channel]}${file}${format}${gathers === 'day' ? ', a day in one mail' : ''}`;
}

function whomText({ kind, choice }: ChosenDelivery): string {
  if (!MAILED.includes(choice.channel)) return '–';
  if (choice.toRoles.length > 0) return choice.toRoles.map((role) => ROLE_WORDS[role]).join(', ');
  return kind === 'statement' ? 'Who receives statements' : 'Who receives invoices';
}

type ChoiceFormProps = { chosen: ChosenDelivery; result: FormRefusal | undefined; mayDefault: boolean };

/** Changes how one kind of document goes out. What is under way goes as it was ordered. */
export function ChoiceForm({ chosen, result, mayDefault }: ChoiceFormProps) {
  const { kind, choice, isOwn } = chosen;
  const error = (name: string) => result?.fieldErrors[name];
  const usual = { value: 'default', label: 'As for everybody else' };
  const channels = CHANNELS.map((channel) => ({ value: channel as string, label: CHANNEL_WORDS[channel] }));
  const typed = result?.values.channel as string | undefined;
  return (
    <Panel title={`Change how ${KIND_WORDS[kind].toLowerCase()} go out`} pad id="change">
      <Form method="post" noValidate>
        <input type="hidden" name="kind" value={kind} />
        <FormStack>
          <RadioGroup
            name="channel"
            label="How"
            error={error('channel')}
            defaultValue={typed ?? (mayDefault && !isOwn ? 'default' : choice.channel)}
            choices={mayDefault ? [usual, ...channels] : channels}
          />
          <CheckboxGroup
            name="toRoles"
            label="By e-mail to everyone in"
            hint={`Choose none to write to the people ticked for ${kind === 'statement' ? 'statements' : 'invoices'}.`}
            defaultValues={[...choice.toRoles]}
            error={error('toRoles')}
            choices={CONTACT_ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))}
            optional
          />
          <Checkbox
            name="attaches"
            label="Attach the PDF"
            hint="Otherwise the mail has the link alone."
            defaultChecked={choice.attaches}
          />
          <Checkbox
            name="gathers"
            label="Put what is issued on a day in one mail"
            hint="It leaves at five in the afternoon. For invoices and credit and debit notes by e-mail."
            defaultChecked={choice.gathers === 'day'}
          />
          <Select
            name="einvoiceProfile"
            label="Format of the e-invoice file"
            placeholder="No e-invoice file"
            options={Object.entries(PROFILE_NAMES).map(([value, label]) => ({ value, label }))}
            defaultValue={(result?.values.einvoiceProfile as string | undefined) ?? choice.einvoiceProfile}
            error={error('einvoiceProfile')}
            optional
          />
          <ButtonRow>
            <Button name="intent" value="choice" busy="Saving…">
              Save how they go out
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
