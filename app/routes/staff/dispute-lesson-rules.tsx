import { Link } from 'react-router';
import { FINDING_WORDS, paramWords } from '#app/modules/billing-runs/ui/finding-words.ts';
import type { OfferedRule, RuleOffer } from '#app/modules/disputes/queries/prevention-of.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ruleQuery } from './issue-rule-words.ts';
import { NameText } from './name-text.tsx';

type OfferedRulesProps = {
  /** Null until they are asked for: they are tried over a year of invoices, which takes a moment. */
  offer: RuleOffer | null;
  triedHref: string;
  customerNumber: string;
  customerName: string;
  mayReview: boolean;
};

/** The checks before issue that would have spared us this dispute, and whom else they would have stopped. */
export function OfferedRules({ offer, triedHref, customerNumber, customerName, mayReview }: OfferedRulesProps) {
  if (!offer) return <NotTried to={triedHref} />;
  const ruleOf = ({ values }: OfferedRule) =>
    ruleQuery({ ...values, customerNumber: values.customerId ? customerNumber : null });
  return (
    <Panel
      title={
        offer.rules.some(({ wouldHaveStopped }) => wouldHaveStopped)
          ? 'Checks that would have stopped it'
          : 'No check would have stopped it'
      }
      aside={
        <>
          <DateText date={offer.fromOn} /> to <DateText date={offer.toOn} />
        </>
      }
      foot="A dispute counts where we agreed, in full or in part. An invoice was right where nothing of it was credited, replaced or lost."
    >
      {offer.rules.length === 0 ? (
        <EmptyState>None of the checks sees what was wrong with this invoice. Say above what people can do.</EmptyState>
      ) : (
        <DataTable
          caption="Checks tried over the past year"
          rows={offer.rules}
          rowKey={({ values }) => `${values.code} ${values.customerId}`}
          columns={[
            { key: 'check', head: 'Check', rowHeader: true, cell: (rule) => <CheckCell rule={rule} /> },
            {
              key: 'whom',
              head: 'For',
              cell: ({ values }) => (values.customerId ? <NameText text={customerName} /> : 'Everybody'),
            },
            {
              key: 'spared',
              head: 'Disputes stopped',
              numeric: true,
              cell: ({ score }) => `${score.disputesStopped} of ${score.disputes}`,
            },
            {
              key: 'wrongly',
              head: 'Wrongly blocked',
              numeric: true,
              cell: ({ score }) => `${score.wronglyBlocked} of ${score.lookedAt}`,
            },
            {
              key: 'go',
              head: 'Next',
              cell: (rule) =>
                mayReview ? (
                  <Link className="inline-block min-h-6" to={`/staff/settings/issue-rules?${ruleOf(rule)}#change`}>
                    Go on to test and switch on
                    <span className="sr-only">
                      : {FINDING_WORDS[rule.values.code].title}, {rule.values.customerId ? customerName : 'everybody'}
                    </span>
                  </Link>
                ) : (
                  'Ask whoever reviews runs'
                ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

function NotTried({ to }: { to: string }) {
  return (
    <Panel title="A check before issue" pad>
      <p className="mb-4 max-w-prose">
        Each check is tried over the invoices of the past year: disputes it would have spared us, and invoices that were
        right and would have waited for nothing. Nothing is switched on here.
      </p>
      <LinkButton to={to} variant="second">
        Try the checks over the past year
      </LinkButton>
    </Panel>
  );
}

function CheckCell({ rule: { values, wouldHaveStopped, holdsAlready } }: { rule: OfferedRule }) {
  const how = paramWords(values.code, values.params);
  return (
    <>
      {FINDING_WORDS[values.code].title}
      <span className="under">
        {how ? `${how}. ` : ''}
        {!wouldHaveStopped && 'Its cause names it; it would not have seen this one. '}
        {holdsAlready && 'A rule that holds now would stop it already.'}
      </span>
    </>
  );
}
