import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { LIMIT_ROLES } from '#app/modules/approvals/forms.ts';
import { APPROVAL_KIND_NAMES, APPROVAL_KINDS, type LimitNow } from '#app/modules/approvals/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { roleWords } from './approval-words.ts';

type LimitTableProps = { limits: readonly LimitNow[]; baseCurrency: Currency };

/** The limits as they stand, in words where they are no amount. */
export function LimitTable({ limits, baseCurrency }: LimitTableProps) {
  const locale = useLocale();
  const words = (limit: bigint | null) => {
    if (limit === null) return 'without limit';
    return limit === 0n ? 'never' : formatMoney(money(limit, baseCurrency), locale);
  };
  return (
    <DataTable
      caption="Approval limits"
      rows={limits}
      rowKey={(row) => `${row.kind} ${row.role}`}
      columns={[
        { key: 'kind', head: 'For', rowHeader: true, cell: (row) => APPROVAL_KIND_NAMES[row.kind] },
        { key: 'role', head: 'Role', cell: (row) => roleWords(row.role) },
        { key: 'alone', head: 'Alone up to', numeric: true, cell: (row) => words(row.aloneUpToMinor) },
        { key: 'approves', head: 'Approves up to', numeric: true, cell: (row) => words(row.approvesUpToMinor) },
        { key: 'by', head: 'Set by', cell: (row) => row.changedByName || 'as delivered' },
      ]}
    />
  );
}

/** A new version of one limit. */
export function ChangeLimit({ result }: { result: FormRefusal | undefined }) {
  const value = (name: string) => result?.values[name] as string | undefined;
  const error = (name: string) => result?.fieldErrors[name];
  const kinds = APPROVAL_KINDS.map((kind) => ({ value: kind, label: APPROVAL_KIND_NAMES[kind] }));
  const roles = LIMIT_ROLES.map((role) => ({ value: role, label: roleWords(role) }));
  const text = (name: string, label: string, hint?: string) => (
    <TextInput name={name} label={label} hint={hint} error={error(name)} defaultValue={value(name)} size="medium" />
  );
  return (
    <Panel title="Change a limit" pad>
      <Form method="post" noValidate>
        <FormStack>
          <Select name="kind" label="For" options={kinds} error={error('kind')} defaultValue={value('kind')} />
          <Select name="role" label="Role" options={roles} error={error('role')} defaultValue={value('role')} />
          {text('alone', 'Alone up to', 'An amount, 0 for never, or "no limit".')}
          {text('approves', 'Approves up to', 'The same.')}
          {text('reason', 'Why')}
          <ButtonRow>
            <Button busy="Changing…">Change the limit</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
