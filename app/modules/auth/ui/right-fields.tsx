import { RadioGroup } from '#app/ui/choices.tsx';
import { MoneyInput, Select } from '#app/ui/inputs.tsx';
import { PORTAL_ROLE_NAMES, PORTAL_ROLE_WORDS, PORTAL_ROLES } from '../types.ts';

type RightFieldsProps = {
  currency: string;
  /** The customer leads a group: its other accounts can be opened to the person too. */
  leadsGroup: boolean;
  values: Readonly<Record<string, string | undefined>>;
  errors: Readonly<Record<string, string[] | undefined>>;
};

/** What a person may do for the customer: role, what they pay alone, and the group. */
export function RightFields({ currency, leadsGroup, values, errors }: RightFieldsProps) {
  return (
    <>
      <RadioGroup
        name="role"
        label="What they may do"
        error={errors.role}
        defaultValue={values.role ?? 'viewer'}
        choices={PORTAL_ROLES.map((role) => ({
          value: role,
          label: PORTAL_ROLE_NAMES[role],
          hint: PORTAL_ROLE_WORDS[role],
        }))}
      />
      <MoneyInput
        name="limit"
        label="Pays alone up to"
        optional
        hint="For payers and approvers, for one payment. Above it another person, an approver or owner, pays what they prepared. Empty: no limit."
        currency={currency}
        error={errors.limit}
        defaultValue={values.limit ?? ''}
      />
      {leadsGroup && (
        <Select
          name="groupRole"
          label="In the other accounts of your group"
          size="medium"
          defaultValue={values.groupRole ?? ''}
          options={[
            { value: '', label: 'Sees none of them' },
            { value: 'viewer', label: 'Sees them' },
            { value: 'payer', label: 'Sees them and pays, within the same limit' },
          ]}
        />
      )}
    </>
  );
}
