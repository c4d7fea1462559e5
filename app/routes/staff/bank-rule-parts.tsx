import { Form, Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { RuleStart } from '#app/modules/banking/queries/line-for-rule.server.ts';
import type { BankRuleRow } from '#app/modules/banking/queries/rules-for.server.ts';
import { RULE_KINDS, RULE_NEEDS, RULE_SIGNS } from '#app/modules/banking/types.ts';
import { countWords, KIND_WORDS, SIGN_WORDS } from '#app/modules/banking/ui/class-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** What a rule looks for, in one line. */
export const ruleTitle = ({ textHolds, partyIs }: Pick<BankRuleRow, 'textHolds' | 'partyIs'>): string =>
  [...(textHolds ? [`Text holds “${textHolds}”`] : []), ...(partyIs ? [`Payer is ${partyIs}`] : [])].join(', ');

type RuleTableProps = { rules: readonly BankRuleRow[]; hrefOf: ((id: string) => string) | null };

/** The rules that hold, with how often each was confirmed. */
export function RuleTable({ rules, hrefOf }: RuleTableProps) {
  const locale = useLocale();
  const limit = ({ underMinor, currency }: BankRuleRow) =>
    underMinor !== null && currency ? `, under ${formatMoney(money(underMinor, currency), locale)}` : '';
  return (
    <Panel
      title={rules.length === 0 ? 'No rules yet' : 'Rules'}
      foot={`A rule names a text or a payer and is offered at the desk. It may post without a person once it is ticked, after ${RULE_NEEDS} confirmed uses and none undone; never money of a customer.`}
    >
      {rules.length === 0 ? (
        <EmptyState>Fees and interest come every month: make a rule of the first.</EmptyState>
      ) : (
        <DataTable
          caption="Rules for lines of the bank"
          rows={rules}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'rule',
              head: 'Lines',
              rowHeader: true,
              cell: (rule) => (
                <>
                  {hrefOf ? (
                    <Link className="quiet-link" to={hrefOf(rule.id)}>
                      <NameText text={ruleTitle(rule)} />
                      <span className="sr-only">
                        , {SIGN_WORDS[rule.sign]}
                        {limit(rule)}: {KIND_WORDS[rule.kind]}
                      </span>
                    </Link>
                  ) : (
                    <NameText text={ruleTitle(rule)} />
                  )}
                  <span className="under">
                    {SIGN_WORDS[rule.sign]}
                    {limit(rule)}
                  </span>
                </>
              ),
            },
            {
              key: 'kind',
              head: 'Are',
              cell: (rule) => (
                <>
                  {KIND_WORDS[rule.kind]}
                  <span className="under">
                    <NameText text={rule.customerName ? `${rule.customerName}, ${rule.customerNumber}` : rule.note} />
                  </span>
                </>
              ),
            },
            { key: 'used', head: 'Confirmed', numeric: true, cell: (rule) => countWords(rule.timesUsed, locale) },
            { key: 'wrong', head: 'Undone', numeric: true, cell: (rule) => countWords(rule.timesWrong, locale) },
            { key: 'alone', head: 'Without a person', nowrap: true, cell: (rule) => <Alone rule={rule} /> },
          ]}
        />
      )}
    </Panel>
  );
}

function Alone({ rule: { kind, postsAlone, timesUsed, timesWrong } }: { rule: BankRuleRow }) {
  if (kind === 'on-account') return <>Never</>;
  if (timesWrong > 0) return <>No: it was undone</>;
  if (timesUsed < RULE_NEEDS) return <>{`${timesUsed} of ${RULE_NEEDS}`}</>;
  return postsAlone ? (
    <Badge tone="positive" icon="check">
      Ticked
    </Badge>
  ) : (
    <>May be ticked</>
  );
}

type RuleFormProps = {
  rule: BankRuleRow | null;
  start: RuleStart | null;
  currencies: readonly string[];
  result: FormRefusal | undefined;
};

/** A rule as it is to hold from now on. */
export function RuleForm({ rule, start, currencies, result }: RuleFormProps) {
  const typed = (name: string) => result?.values[name] as string | undefined;
  const error = (name: string) => result?.fieldErrors[name];
  const text = (name: 'textHolds' | 'partyIs') => typed(name) ?? rule?.[name] ?? start?.[name] ?? '';
  return (
    <Panel title={rule ? 'Change this rule' : 'A new rule'} pad id="new-rule">
      <Form method="post" noValidate>
        <FormStack>
          {rule && <input type="hidden" name="replaces" value={rule.id} />}
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

const underOf = (rule: BankRuleRow | null): string =>
  rule?.underMinor != null && rule.currency
    ? formatMoney(money(rule.underMinor, rule.currency), 'en-GB', { style: 'bare' })
    : '';

type RuleStepsProps = { rule: BankRuleRow; mayTick: boolean; result: FormRefusal | undefined };

/** What else can be done with one rule: let it post without a person, and end it. */
export function RuleSteps({ rule, mayTick, result }: RuleStepsProps) {
  const isReady = rule.kind !== 'on-account' && rule.timesWrong === 0 && rule.timesUsed >= RULE_NEEDS;
  return (
    <Panel title="End it, or let it post by itself" pad>
      <Form method="post" noValidate>
        <input type="hidden" name="rule" value={rule.id} />
        <FormStack>
          {mayTick && (isReady || rule.postsAlone) && (
            <ButtonRow>
              <Button name="intent" value={rule.postsAlone ? 'untick' : 'tick'} variant="second" busy="Keeping…">
                {rule.postsAlone ? 'Wait for a person again' : 'Let it post without a person'}
              </Button>
            </ButtonRow>
          )}
          <TextInput
            name="endReason"
            label="Why it ends"
            defaultValue={result?.values.endReason as string | undefined}
            error={result?.fieldErrors.endReason}
          />
          <ButtonRow>
            <Button name="intent" value="end-rule" variant="second" busy="Ending…">
              End the rule
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
