import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { type AutopayRule, NOTICE_DAYS_MAX } from '#app/modules/autopay/types.ts';
import { methodName } from '#app/modules/autopay/ui/autopay-words.ts';
import type { SavedMethod } from '#app/modules/payments/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';

type RuleFormProps = {
  rule: AutopayRule | null;
  methods: readonly SavedMethod[];
  /** Contracts to choose one of; empty for a rule over everything. */
  contracts: readonly { readonly id: string; readonly number: string; readonly title: string }[];
  currency: Currency;
  leastDays: number;
  result: FormRefusal | undefined;
  /** There is a way back to the page without the form. */
  mayLeave: boolean;
};

/** What we may take by ourselves, and from where. Everything has a usual answer: with a method kept it is one press. */
export function AutopayRuleForm({ rule, methods, contracts, currency, leastDays, result, mayLeave }: RuleFormProps) {
  const usable = methods.filter(({ state }) => state === 'active');
  const errors = result?.fieldErrors ?? {};
  const typed = (result?.values ?? {}) as Record<string, string>;
  const chosen = typed.methodId ?? usable.find(({ id }) => id === rule?.methodId)?.id ?? usable[0]?.id ?? '';
  return (
    <Form method="post" action="/autopay" noValidate>
      <FormStack>
        {rule && <input type="hidden" name="versionNo" value={rule.versionNo} />}
        {rule?.contractId && <input type="hidden" name="contractId" value={rule.contractId} />}
        {!rule && contracts.length > 0 && (
          <Select
            name="contractId"
            label="Contract"
            error={errors.contractId}
            defaultValue={typed.contractId ?? ''}
            options={contracts.map(({ id, number, title }) => ({ value: id, label: `${number} ${title}` }))}
          />
        )}
        <RadioGroup
          name="methodId"
          label="From"
          error={errors.methodId}
          defaultValue={chosen}
          choices={usable.map((method) => ({ value: method.id, label: methodName(method) }))}
        />
        <RadioGroup
          name="collects"
          label="When"
          hint="On a weekend or bank holiday we take it on the next working day."
          error={errors.collects}
          defaultValue={typed.collects ?? rule?.collects ?? 'due_date'}
          choices={[
            { value: 'due_date', label: 'On the day each invoice is due' },
            { value: 'day_of_month', label: 'On one day of the month, whatever is due by then' },
          ]}
        />
        <Amounts rule={rule} currency={currency} leastDays={leastDays} result={result} />
        <ButtonRow>
          <Button name="intent" value="save" busy="Turning on…">
            {rule && rule.state === 'on' ? 'Save changes' : 'Turn on autopay'}
          </Button>
          {mayLeave && (
            <LinkButton variant="quiet" to="/autopay">
              Leave it as it is
            </LinkButton>
          )}
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

/** On which day, how much at most, and how long before the reader is told. */
function Amounts({
  rule,
  currency,
  leastDays,
  result,
}: Pick<RuleFormProps, 'rule' | 'currency' | 'leastDays' | 'result'>) {
  const locale = useLocale();
  const errors = result?.fieldErrors ?? {};
  const typed = (result?.values ?? {}) as Record<string, string>;
  const limit = rule?.ceilingMinor
    ? formatMoney(money(rule.ceilingMinor, rule.currency), locale, { style: 'bare' })
    : '';
  return (
    <>
      <TextInput
        name="dayNo"
        label="Day of the month"
        optional
        size="short"
        inputMode="numeric"
        hint="Only for one day of the month. 31 is the last day."
        error={errors.dayNo}
        defaultValue={typed.dayNo ?? rule?.dayNo?.toString() ?? ''}
      />
      <MoneyInput
        name="ceiling"
        label="Take no more at a time than"
        optional
        currency={currency}
        hint="What does not fit under it is left to you, and we say so. Empty is no limit."
        error={errors.ceiling}
        defaultValue={typed.ceiling ?? limit}
      />
      <TextInput
        name="noticeDays"
        label="Days before that we tell you"
        size="short"
        inputMode="numeric"
        hint={`From ${leastDays} to ${NOTICE_DAYS_MAX}. We tell you by e-mail before each payment.`}
        error={errors.noticeDays}
        defaultValue={typed.noticeDays ?? (rule?.noticeDays ?? leastDays).toString()}
      />
    </>
  );
}
