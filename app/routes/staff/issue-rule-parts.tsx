import { Form, Link } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { IssueRuleRow, RuleTest } from '#app/modules/billing-runs/queries/issue-rules.server.ts';
import { FINDING_WORDS, findingDetail, paramWords } from '#app/modules/billing-runs/ui/finding-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ruleQuery, rulesInOrder, scopeWords } from './issue-rule-words.ts';
import { NameText } from './name-text.tsx';

export function RuleTable({ rules, mayChange }: { rules: readonly IssueRuleRow[]; mayChange: boolean }) {
  return (
    <DataTable
      caption="Rules as they hold now"
      rows={rulesInOrder(rules)}
      rowKey={(rule) => rule.version}
      columns={[
        {
          key: 'what',
          head: 'Looked for',
          rowHeader: true,
          cell: ({ code, params }) => (
            <>
              {FINDING_WORDS[code].title}
              <span className="under">{paramWords(code, params) || FINDING_WORDS[code].rule}</span>
            </>
          ),
        },
        { key: 'for', head: 'For', cell: (rule) => scopeWords(rule) },
        { key: 'state', head: 'Then the draft is', nowrap: true, cell: (rule) => <RuleState rule={rule} /> },
        {
          key: 'by',
          head: 'Set',
          cell: (rule) => (
            <>
              {rule.changedByName || 'as delivered'}
              {rule.changedByName && <span className="under">{rule.reason}</span>}
            </>
          ),
        },
        {
          key: 'change',
          head: 'Change',
          headHidden: true,
          cell: (rule) => (
            <Link to={`?${ruleQuery(rule)}#change`}>
              {mayChange ? 'Change' : 'History'}
              <span className="sr-only">
                {' '}
                {FINDING_WORDS[rule.code].title}, {scopeWords(rule)}
              </span>
            </Link>
          ),
        },
      ]}
    />
  );
}

function RuleState({ rule: { state, severity } }: { rule: Pick<IssueRuleRow, 'state' | 'severity'> }) {
  if (state === 'off')
    return (
      <Badge tone="neutral" icon="slash" flag>
        not looked at
      </Badge>
    );
  return severity === 'block' ? (
    <Badge tone="danger" icon="block" flag>
      left out until fixed
    </Badge>
  ) : (
    <Badge tone="warn" icon="info" flag>
      issued, worth a look
    </Badge>
  );
}

/** What the rule as typed would have stopped, before it is switched on. */
export function TestResult({ code, test, zone }: { code: string; test: RuleTest; zone: string }) {
  const locale = useLocale();
  const more = test.stoppedCount - test.stopped.length;
  return (
    <Panel
      title={`It would have stopped ${test.stoppedCount} of ${test.lookedAtCount} past invoices`}
      aside={
        <>
          <DateText date={test.lookedFromOn as PlainDate} /> to <DateText date={test.lookedToOn as PlainDate} />, tested
          by {test.testedByName}, <InstantText at={test.testedAt} zone={zone} />
        </>
      }
      foot={more > 0 ? `The newest ${test.stopped.length} are named; ${more} more would have been stopped.` : undefined}
    >
      {test.stopped.length === 0 ? (
        <EmptyState>No invoice of these months would have been stopped.</EmptyState>
      ) : (
        <DataTable
          caption="Invoices it would have stopped"
          rows={test.stopped}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'number',
              head: 'Invoice',
              rowHeader: true,
              nowrap: true,
              cell: ({ id, number }) => (
                <Link className="quiet-link reference" to={`/staff/invoices/${id}`}>
                  {number}
                </Link>
              ),
            },
            { key: 'customer', head: 'Customer', cell: ({ customerName }) => <NameText text={customerName} /> },
            { key: 'date', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.documentOn as PlainDate} /> },
            {
              key: 'why',
              head: 'Why',
              cell: (row) => findingDetail(code, row.facts, { locale }),
            },
            {
              key: 'total',
              head: 'Total',
              numeric: true,
              cell: (row) => <MoneyText money={money(BigInt(row.grossMinor), currency(row.currency))} style="code" />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

type ChangeRuleProps = {
  code: IssueRuleRow['code'] | null;
  values: Readonly<Record<string, string>>;
  result: FormRefusal | undefined;
  products: readonly { value: string; label: string }[];
};

/** A rule is typed, tested, and only then switched on. */
export function ChangeRule({ code, values, result, products }: ChangeRuleProps) {
  const value = (name: string) => (result ? (result.values[name] as string | undefined) : values[name]);
  const error = (name: string) => result?.fieldErrors[name];
  const percent = (name: string, label: string, hint?: string) => (
    <TextInput
      name={name}
      label={label}
      hint={hint}
      error={error(name)}
      defaultValue={value(name)}
      size="short"
      inputMode="numeric"
      optional
    />
  );
  const codes = Object.entries(FINDING_WORDS).map(([each, { title }]) => ({ value: each, label: title }));
  return (
    <Panel title={code ? `Change “${FINDING_WORDS[code].title}”` : 'Change or add a rule'} pad id="change">
      <Form method="post" noValidate>
        <FormStack>
          <Select name="code" label="Look for" options={codes} error={error('code')} defaultValue={value('code')} />
          <RadioGroup
            name="severity"
            label="Then the draft is"
            error={error('severity')}
            defaultValue={value('severity')}
            choices={[
              { value: 'block', label: 'Left out until it is fixed, or let through with a reason' },
              { value: 'warn', label: 'Issued, and shown as worth a look' },
            ]}
          />
          <TextInput
            name="customer"
            label="Only for the customer with the number"
            error={error('customer')}
            defaultValue={value('customer')}
            size="medium"
            optional
          />
          <Select
            name="product"
            label="Only for the product"
            placeholder="All products"
            options={products}
            error={error('product')}
            defaultValue={value('product')}
            optional
          />
          {percent('more', 'More than this many per cent above', 'For jumps of a quantity and changes of a total.')}
          {percent('less', 'More than this many per cent below')}
          {percent('past', 'Compare after this many past periods', 'For jumps of a quantity.')}
          <TextInput
            name="countries"
            label="Customers in these countries need a tax number"
            hint="Codes of two letters, like IN, AE."
            error={error('countries')}
            defaultValue={value('countries')}
            size="medium"
            optional
          />
          <Checkbox
            name="everybody"
            label="Everybody needs a PO, whatever their terms"
            defaultChecked={value('everybody') === 'yes'}
            error={error('everybody')}
          />
          <TextInput
            name="reason"
            label="Why"
            hint="Needed to switch on or off."
            error={error('reason')}
            defaultValue={value('reason')}
            maxLength={500}
            optional
          />
          <ButtonRow>
            <Button name="intent" value="test" busy="Testing…">
              Test over past invoices
            </Button>
            <Button name="intent" value="on" variant="second" busy="Switching on…">
              Switch on
            </Button>
            <Button name="intent" value="off" variant="second" busy="Switching off…">
              Switch off
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** Every version of a rule, newest first. */
export function RuleHistory({
  code,
  history,
  zone,
}: {
  code: IssueRuleRow['code'];
  history: readonly IssueRuleRow[];
  zone: string;
}) {
  return (
    <Panel title={`How “${FINDING_WORDS[code].title}” came to be`}>
      <DataTable
        caption="Versions, newest first"
        rows={history}
        rowKey={(rule) => rule.version}
        columns={[
          {
            key: 'when',
            head: 'When',
            rowHeader: true,
            nowrap: true,
            cell: (rule) => <InstantText at={rule.changedAt} zone={zone} show="date-time" />,
          },
          { key: 'who', head: 'Who', cell: (rule) => rule.changedByName || 'as delivered' },
          { key: 'for', head: 'For', cell: (rule) => scopeWords(rule) },
          { key: 'state', head: 'Then the draft is', nowrap: true, cell: (rule) => <RuleState rule={rule} /> },
          { key: 'params', head: 'Limits', cell: (rule) => paramWords(rule.code, rule.params) },
          {
            key: 'test',
            head: 'Test',
            cell: (rule) => (rule.testedCount === null ? '' : `${rule.stoppedCount} of ${rule.testedCount} stopped`),
          },
          { key: 'why', head: 'Why', cell: (rule) => rule.reason },
        ]}
      />
    </Panel>
  );
}
