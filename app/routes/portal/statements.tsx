import { data, Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { keptStatements } from '#app/modules/documents/queries/kept-statements.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords } from '#app/modules/ledger/forms.ts';
import { monthsBack, readForm, readPeriod } from '#app/modules/statements/forms.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { statementChoices } from '#app/modules/statements/queries/statement-choices.server.ts';
import { statementFormOf } from '#app/modules/statements/queries/statement-form-of.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/statements.ts';
import { AccountStatement } from './account-statement.tsx';
import { groupFor } from './group-page.server.ts';
import { GroupStatementSection } from './group-statement.tsx';
import { PERIOD_WORDS, PeriodForm } from './period-form.tsx';
import { KeptStatements, MonthList } from './statement-lists.tsx';

const MONTHS_LISTED = 12;
const KEPT_LISTED = 24;

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
  const { choices, statement, kept, form } = await readAsPortal(portalDb(), scope, async (db) => {
    const choices = await statementChoices(db, { customerId });
    const currency =
      choices.find((choice) => choice.currency === asked.get('currency'))?.currency ?? choices[0]?.currency;
    const form = readForm(asked.get('form'), await statementFormOf(db, { customerId }));
    const range = period.ok ? { ...period.value, knownAt, form } : null;
    const statement = currency && range ? await getStatement(db, { customerId, currency, ...range }) : null;
    return {
      choices,
      statement,
      form,
      kept: await keptStatements(db, { customerId, limit: KEPT_LISTED }),
    };
  });
  const group = await groupFor({ customerId, url: args.url, period: period.ok ? period.value : null, knownAt, form });
  const currency: Currency | null = statement?.currency ?? choices[0]?.currency ?? null;
  const since = choices.find((choice) => choice.currency === currency)?.sinceOn ?? today;
  const page = {
    form,
    company: company.name,
    baseCurrency: company.baseCurrency,
    today,
    currency,
    currencies: choices.map((choice) => choice.currency),
    since,
    months: monthsBack(since, today, MONTHS_LISTED),
    statement,
    group,
    knownAt,
    kept: kept.map(({ id, statement }) => ({ id, statement })),
    zone: company.timeZone,
    asked: { from: from ?? statement?.fromOn ?? '', to: to ?? statement?.toOn ?? '' },
    fieldErrors: period.ok ? {} : { [period.refusal.field]: [PERIOD_WORDS[period.refusal.code]] },
  };
  return period.ok ? data(page) : data(page, 422);
}

export default function Statements({ loaderData }: Route.ComponentProps) {
  const { company, today, currency, currencies, since, months, asked, form, fieldErrors, knownAt, kept, zone, group } =
    loaderData;
  // A parent that only leads has no currency of its own.
  const shown = currency ?? group.statement?.parts[0]?.currency ?? loaderData.baseCurrency;
  const statement = group.statement ? null : loaderData.statement;
  return (
    <>
      <PageTitle title="Statements" site={company} hasErrors={Object.keys(fieldErrors).length > 0} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <PortalTitle
        title="Statements"
        under="What moved on your account between two dates with the balance after each movement, or what is still open."
      />
      <p className="mb-4">
        <Link to="/contracts">Contracts and prices agreed with us</Link>
      </p>
      {currency === null && !group.isLead ? (
        <EmptyState>Statements start with your first invoice.</EmptyState>
      ) : (
        <>
          <PeriodForm
            asked={asked}
            currency={shown}
            currencies={currencies}
            form={form}
            isGroup={group.statement !== null}
            today={today}
            since={since}
            fieldErrors={fieldErrors}
          />
          {statement && <AccountStatement {...{ statement, today, knownAt, zone, isLead: group.isLead }} />}
          {group.statement && <GroupStatementSection statement={group.statement} zone={zone} />}
          <KeptStatements kept={kept} />
          <MonthList months={months} currency={shown} isGroup={group.statement !== null} />
        </>
      )}
      <HelpLink page="statements" />
    </>
  );
}
