import { Link } from 'react-router';
import type { IssueRuleRow } from '#app/modules/billing-runs/queries/issue-rules.server.ts';
import { FINDING_WORDS, paramWords } from '#app/modules/billing-runs/ui/finding-words.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ruleQuery, rulesInOrder, scopeWords } from './issue-rule-words.ts';

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
