import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { RuleStart } from '#app/modules/banking/queries/line-for-rule.server.ts';
import type { BankRuleRow } from '#app/modules/banking/queries/rules-for.server.ts';
import { RULE_KINDS, RULE_SIGNS } from '#app/modules/banking/types.ts';
import { KIND_WORDS, SIGN_WORDS } from '#app/modules/banking/ui/class-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type RuleFormProps = {
  rule: BankRuleRow | null;
  start: RuleStart | null;
  currencies: readonly string[];
  result: FormRefusal | undefined;
};

/** A rule as it is to hold from now on. */
export function RuleForm({ rule, start, currencies, result }: RuleFormProps) {
  return (
    <Panel title={rule ? 'Change this rule' : 'A new rule'} pad id="new-rule">
      <Form method="post" noValidate>
        <FormStack>
          {rule && <input type="hidden" name="replaces" value={rule.id} />}
          <LooksFor {...{ rule, start, currencies, result }} />
          <SuchALine {...{ rule, result }} />
          <ButtonRow>
            <Button name="intent" value="rule" busy="Keeping…">
              Keep the rule
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

const typedIn = (result: FormRefusal | undefined, name: string) => result?.values[name] as string | undefined;

/** By what a line is known: a text, a payer, and what else must be so. */
function LooksFor({ rule, start, currencies, result }: RuleFormProps) {
  const typed = (name: string) => typedIn(result, name);
  const error = (name: string) => result?.fieldErrors[name];
  const text = (name: 'textHolds' | 'partyIs') => typed(name) ?? rule?.[name] ?? start?.[name] ?? '';
  return (
    <>
      <TextInput
        name="textHolds"
        label="Text holds these words"
        hint="Whole words, one after the other: “monthly fee”."
        defaultValue={text('textHolds')}
        error={error('textHolds')}
        optional
      />
      <TextInput
        name="partyIs"
        label="Payer or payee is"
        hint="The whole name, or the account."
        defaultValue={text('partyIs')}
        error={error('partyIs')}
        optional
      />
      <Select
        name="sign"
        label="Direction"
        size="medium"
        options={RULE_SIGNS.map((value) => ({ value, label: SIGN_WORDS[value] }))}
        defaultValue={typed('sign') ?? rule?.sign ?? start?.sign ?? 'out'}
        error={error('sign')}
      />
      <MoneyInput
        name="under"
        label="Under"
        hint="Leave it empty for any amount."
        defaultValue={typed('under') ?? underOf(rule)}
        error={error('under')}
        optional
      />
      <Select
        name="currency"
        label="Currency of that amount"
        size="short"
        options={currencies.map((value) => ({ value, label: value }))}
        defaultValue={typed('currency') ?? rule?.currency ?? currencies[0]}
        error={error('currency')}
      />
    </>
  );
}

/** What such a line is, and what its posting says. */
function SuchALine({ rule, result }: Pick<RuleFormProps, 'rule' | 'result'>) {
  const typed = (name: string) => typedIn(result, name);
  const error = (name: string) => result?.fieldErrors[name];
  return (
    <>
      <Select
        name="kind"
        label="Such a line is"
        size="medium"
        options={RULE_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
        defaultValue={typed('kind') ?? rule?.kind ?? 'bank_charge'}
        error={error('kind')}
      />
      <TextInput
        name="customer"
        label="Number of the customer"
        hint="Only for money on account."
        size="medium"
        defaultValue={typed('customer') ?? rule?.customerNumber ?? ''}
        error={error('customer')}
        optional
      />
      <TextInput
        name="note"
        label="Note on the posting"
        defaultValue={typed('note') ?? rule?.note ?? ''}
        error={error('note')}
      />
    </>
  );
}

const underOf = (rule: BankRuleRow | null): string =>
  rule?.underMinor != null && rule.currency
    ? formatMoney(money(rule.underMinor, rule.currency), 'en-GB', { style: 'bare' })
    : '';
