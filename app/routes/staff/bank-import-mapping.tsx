import { Form } from 'react-router';
import { accountValue } from '#app/modules/banking/forms.ts';
import type { OwnAccount } from '#app/modules/banking/queries/own-accounts.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, Select } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { COLUMNS, chosen, type MappingProps, SampleTable, StyleFields } from './bank-import-columns.tsx';

/** What the columns of a spreadsheet are, on its own first rows; remembered for the account. */
export function MappingForm(props: MappingProps) {
  const { sample, accounts, errors, file } = props;
  const value = chosen(props);
  const isRead = file.state === 'ready';
  const options = sample.heads.map((head, at) => ({
    value: head,
    label: [head, sample.rows[0]?.[at]?.slice(0, 24)].filter(Boolean).join(': '),
  }));
  return (
    <Panel title={isRead ? 'Read its columns otherwise' : 'What its columns are'} pad>
      <div className="staff-stack">
        <SampleTable sample={sample} />
        <Form method="post">
          <FormStack>
            <AccountSelect accounts={accounts} value={value('account')} error={errors?.account} />
            <StyleFields {...{ sample, errors, value }} />
            {COLUMNS.map(([name, label, isNeeded]) => (
              <Select
                key={name}
                {...{ name, label, options, error: errors?.[name], defaultValue: value(name), optional: !isNeeded }}
                placeholder={isNeeded ? 'Choose a column' : 'Not in the file'}
              />
            ))}
            <ButtonRow>
              <Button name="intent" value="map" variant={isRead ? 'second' : 'primary'} busy="Reading…">
                Read the file with these columns
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </div>
    </Panel>
  );
}

type AccountProps = { accounts: readonly OwnAccount[]; value: string; error?: readonly string[] | undefined };

const AccountSelect = ({ accounts, value, error }: AccountProps) => (
  <Select
    {...{
      name: 'account',
      label: 'Account the file is of',
      error,
      defaultValue: value,
      placeholder: 'Choose an account',
    }}
    options={accounts.map((one) => ({
      value: accountValue(one),
      label: `${one.name}, ${one.currency} (${one.account.slice(-4)})`,
    }))}
  />
);

/** A file that names no account, and is no spreadsheet. */
export function AccountOfFile({
  accounts,
  errors,
}: {
  accounts: readonly OwnAccount[];
  errors?: FieldErrors | undefined;
}) {
  return (
    <Panel title="Which of our accounts is it?" pad>
      <Form method="post">
        <FormStack>
          <AccountSelect accounts={accounts} value="" error={errors?.account} />
          <ButtonRow>
            <Button name="intent" value="account" busy="Reading…">
              It is of this account
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
