import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import { keptStatements } from '#app/modules/documents/queries/kept-statements.server.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords } from '#app/modules/ledger/forms.ts';
import { readForm, readPeriod } from '#app/modules/statements/forms.ts';
import { getGroupStatement } from '#app/modules/statements/queries/get-group-statement.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { statementChoices } from '#app/modules/statements/queries/statement-choices.server.ts';
import { statementFormOf } from '#app/modules/statements/queries/statement-form-of.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/customer-statement-page.ts';
import { GroupStatementView } from './group-statement.tsx';
import { keepAskedStatement } from './keep-asked-statement.server.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { saveStatementChoice, statementChoicePage } from './statement-choice.server.ts';
import { StatementChoicePanel } from './statement-choice.tsx';
import { StatementForm } from './statement-form.tsx';
import { KeptPanel, StatementView } from './statement-parts.tsx';

const KEPT_LISTED = 24;
const PERIOD_WORDS = {
  'not-a-date': 'Enter a date like 2026-11-03.',
  'ends-before-it-starts': 'Choose a last day that is not before the first.',
  'too-long': 'Choose at most fifty years.',
} as const;

async function customerOf(db: ReadDb, asked: string) {
  const id = parseId<CustomerId>(asked);
  return foundOr404(id && (await getCustomer(db, id)), 'customer');
}

/** A statement as the customer sees it, at a seal of its own or at one that was asked for. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user, db } = await requireStaff(args, 'accounts.read');
  const customer = await customerOf(db, args.params.id);
  const asked = args.url.searchParams;
  const period = readPeriod({ from: asked.get('from'), to: asked.get('to') }, moment.today);
  const seal = await sealOrFind(staffDb(), asked.get('known'));
  const choices = await statementChoices(db, { customerId: customer.id });
  const code = parseCurrency(asked.get('currency') ?? '') ?? choices[0]?.currency ?? customer.currency;
  const isDesk = mayStaff(user.role, 'desk.read');
  const usual = isDesk ? await statementFormOf(db, { customerId: customer.id }) : undefined;
  const form = readForm(asked.get('form'), usual);
  const range = period.ok && seal.ok ? { ...period.value, knownAt: seal.value, form } : null;
  const members = isDesk ? await groupMembers(db, customer.id) : [];
  const group = { isLead: members.length > 0, asked: members.length > 0 && asked.get('group') === 'yes' };
  const page = {
    customer: { id: customer.id, name: customer.name },
    form,
    currency: code,
    currencies: [...new Set([code, ...choices.map((choice) => choice.currency)])],
    group,
    groupStatement: group.asked && range ? await getGroupStatement((_, read) => read(db), { members, ...range }) : null,
    statement: group.asked
      ? null
      : range && (await getStatement(db, { customerId: customer.id, currency: code, ...range })),
    choice: isDesk
      ? await statementChoicePage({ customerId: customer.id, role: user.role, isLead: members.length > 0 })
      : null,
    kept: await keptStatements(db, { customerId: customer.id, limit: KEPT_LISTED }),
    asked: {
      from: asked.get('from') ?? range?.fromOn ?? '',
      to: asked.get('to') ?? range?.toOn ?? '',
      known: asked.get('known') ?? '',
    },
    zone: company.timeZone,
    mayKeep: mayStaff(user.role, 'messages.send'),
    fieldErrors: {
      ...(period.ok ? {} : { [period.refusal.field]: [PERIOD_WORDS[period.refusal.code]] }),
      ...(seal.ok ? {} : { known: [noSuchSealWords(seal.refusal)] }),
    } as Record<string, string[]>,
  };
  return range ? data(page) : data(page, 422);
}

/** Keeps the statement at the seal the page shows, or saves how often the customer gets one. */
export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const posted = await postedFields(args.request);
  const isChoice = posted.intent === 'choose';
  const { actor, moment, db } = await requireStaff(args, isChoice ? 'customers.write' : 'messages.send');
  const customer = await customerOf(db, args.params.id);
  if (isChoice) return saveStatementChoice(posted.of, { actor, moment, customerId: customer.id });
  return keepAskedStatement(posted, { actor, moment, customerId: customer.id });
}

export default function CustomerStatement({ loaderData }: Route.ComponentProps) {
  const { customer, statement, groupStatement, choice, kept, fieldErrors, zone } = loaderData;
  return (
    <>
      <PageTitle title={`Statement, ${customer.name}`} site="Tallystick" hasErrors={!statement && !groupStatement} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <BackLink to={`/staff/customers/${customer.id}?tab=documents`}>{customer.name}</BackLink>
      <PageHead
        title="Statement"
        facts={<Link to={`/staff/customers/${customer.id}?tab=ledger`}>Ledger of this customer</Link>}
      />
      <div className="staff-stack">
        <StatementForm {...loaderData} />
        {statement && (
          <StatementView statement={statement} zone={zone} mayKeep={loaderData.mayKeep} customerId={customer.id} />
        )}
        {groupStatement && <GroupStatementView {...{ zone, statement: groupStatement }} mayKeep={loaderData.mayKeep} />}
        {choice && <StatementChoicePanel {...choice} />}
        <KeptPanel kept={kept} customerId={customer.id} zone={zone} />
      </div>
    </>
  );
}
