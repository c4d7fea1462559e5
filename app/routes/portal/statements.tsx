import { data, Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { keptStatements } from '#app/modules/documents/queries/kept-statements.server.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { figureQuery, noSuchSealWords } from '#app/modules/ledger/forms.ts';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { monthsBack, readPeriod } from '#app/modules/statements/forms.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { statementChoices } from '#app/modules/statements/queries/statement-choices.server.ts';
import { StatementSheet } from '#app/modules/statements/ui/statement-sheet.tsx';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/statements.ts';
import { documentPath } from './document-path.ts';
import { PERIOD_WORDS, PeriodForm } from './period-form.tsx';
import { KeptStatements, MonthList } from './statement-lists.tsx';

const MONTHS_LISTED = 12;
const KEPT_LISTED = 24;
const ROWS_SHOWN = 1_000;

export const handle = { wide: true };

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, moment } = await requirePortal(args, 'view');
  const { today } = moment;
  const asked = args.url.searchParams;
  const [from, to] = [asked.get('from'), asked.get('to')];
  const period = readPeriod({ from, to }, today);
  const seal = await sealOrFind(portalDb(), asked.get('known'));
  if (!seal.ok) throw data({ title: 'No such statement', text: noSuchSealWords(seal.refusal) }, 404);
  const knownAt = seal.value;
  const { choices, statement, kept } = await readAsPortal(portalDb(), scope, async (db) => {
    const choices = await statementChoices(db, { customerId });
    const currency =
      choices.find((choice) => choice.currency === asked.get('currency'))?.currency ?? choices[0]?.currency;
    const range = period.ok ? { ...period.value, knownAt } : null;
    const statement = currency && range ? await getStatement(db, { customerId, currency, ...range }) : null;
    return { choices, statement, kept: await keptStatements(db, { customerId, limit: KEPT_LISTED }) };
  });
  const currency: Currency | null = statement?.currency ?? choices[0]?.currency ?? null;
  const since = choices.find((choice) => choice.currency === currency)?.sinceOn ?? today;
  const page = {
    company: company.name,
    today,
    currency,
    currencies: choices.map((choice) => choice.currency),
    since,
    months: monthsBack(since, today, MONTHS_LISTED),
    statement,
    knownAt,
    kept: kept.map(({ id, statement }) => ({ id, statement })),
    zone: company.timeZone,
    asked: { from: from ?? statement?.fromOn ?? '', to: to ?? statement?.toOn ?? '' },
    fieldErrors: period.ok ? {} : { [period.refusal.field]: [PERIOD_WORDS[period.refusal.code]] },
  };
  return period.ok ? data(page) : data(page, 422);
}

export default function Statements({ loaderData }: Route.ComponentProps) {
  const { company, today, currency, currencies, since, months, statement, asked, fieldErrors, knownAt, kept, zone } =
    loaderData;
  const query = new URLSearchParams({
    from: statement?.fromOn ?? '',
    to: statement?.toOn ?? '',
    currency: currency ?? '',
    known: knownAt.sealNo.toString(),
  });
  return (
    <>
      <PageTitle title="Statements" site={company} hasErrors={Object.keys(fieldErrors).length > 0} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <PortalTitle
        title="Statements"
        under="What moved on your account between two dates, and the balance after each movement."
      />
      {currency === null ? (
        <EmptyState>Statements start with your first invoice.</EmptyState>
      ) : (
        <>
          <PeriodForm
            asked={asked}
            currency={currency}
            currencies={currencies}
            today={today}
            since={since}
            fieldErrors={fieldErrors}
          />
          {statement && (
            <Section
              title={
                <>
                  <DateText date={statement.fromOn} /> to <DateText date={statement.toOn} />, {statement.currency}
                </>
              }
            >
              <p className="mb-4 text-muted text-15">
                <KnownAtText seal={knownAt} zone={zone} />.{' '}
                <Link to={`/statements/changes?${query}`}>What changed since</Link>
              </p>
              <div className="mb-6 not-printed">
                <ButtonRow>
                  <LinkButton download to={`/files/statement.pdf?${query}`}>
                    Download statement (PDF)
                  </LinkButton>
                  <LinkButton download to={`/files/statement.csv?${query}`} variant="quiet">
                    CSV
                  </LinkButton>
                </ButtonRow>
              </div>
              <StatementSheet
                statement={statement}
                rowsMax={ROWS_SHOWN}
                hrefOf={(row) => (row.number ? documentPath(row) : undefined)}
                postingsOf={(figure) => `/postings?${figureQuery(figure)}`}
              />
            </Section>
          )}
          <KeptStatements kept={kept} />
          <MonthList months={months} currency={currency} />
        </>
      )}
    </>
  );
}
