import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { BankRuleRow } from '#app/modules/banking/queries/rules-for.server.ts';
import { RULE_NEEDS } from '#app/modules/banking/types.ts';
import { countWords, KIND_WORDS, SIGN_WORDS } from '#app/modules/banking/ui/class-words.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** What a rule looks for, in one line. */
const ruleTitle = ({ textHolds, partyIs }: Pick<BankRuleRow, 'textHolds' | 'partyIs'>): string =>
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
