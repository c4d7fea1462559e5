import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listAliases } from '#app/modules/banking/queries/learned-aliases.server.ts';
import { lineForRule, type RuleStart } from '#app/modules/banking/queries/line-for-rule.server.ts';
import { postingChoice, standingsOf } from '#app/modules/banking/queries/own-evidence.server.ts';
import { listBankRules } from '#app/modules/banking/queries/rules-for.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/bank-rules.ts';
import { AliasForm, AliasTable, aliasKey } from './bank-alias-parts.tsx';
import { ClassTable, PostingForm } from './bank-posting-parts.tsx';
import { RuleForm } from './bank-rule-form.tsx';
import { RuleTable } from './bank-rule-parts.tsx';
import { RuleSteps } from './bank-rule-steps.tsx';
import { actOnRules, isSetUp } from './bank-rules-act.server.ts';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/bank/rules';
const NEW = 'new';
const ALIASES_MAX = 50;

/** The rows before a line that stay in sight when the reader comes back to it. */
const BEFORE = 10;

/** The line a rule was made from, on the desk; the bank where there was none. */
function cameFrom(start: RuleStart | null): string {
  if (!start) return '/staff/bank';
  const { statementId, lineNo, lineId } = start;
  const after = Math.max(0, lineNo - 1 - BEFORE);
  return `/staff/bank/${statementId}/match?${after > 0 ? `after=${after}&` : ''}at=${lineNo}#line-${lineId}`;
}

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  const db = staffDb();
  const asked = args.url.searchParams;
  const search = asked.get('search') ?? '';
  const [rules, aliases, choice, start] = await Promise.all([
    listBankRules(db),
    listAliases(db, { search, limit: ALIASES_MAX + 1 }),
    postingChoice(db),
    lineForRule(db, asked.get('line') ?? ''),
  ]);
  const mayMatch = mayStaff(user.role, 'bank.match');
  const currencies = [...new Set([company.baseCurrency, 'EUR', 'GBP', 'USD'])];
  return {
    ...{ rules, choice, search, currencies, mayMatch, zone: company.timeZone },
    classes: await standingsOf(db, choice.precisionPpm),
    ...{ aliases: aliases.slice(0, ALIASES_MAX), more: aliases.length > ALIASES_MAX },
    start: mayMatch ? start : null,
    isNew: mayMatch && (asked.get('rule') === NEW || start !== null),
    rule: rules.find(({ id }) => mayMatch && id === asked.get('rule')) ?? null,
    alias: aliases.find((one) => mayMatch && aliasKey(one) === asked.get('alias')) ?? null,
    maySetUp: mayStaff(user.role, 'bank.set-up'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'desk.read');
  const sent = await postedFields(args.request);
  await requireStaff(args, isSetUp(sent.intent) ? 'bank.set-up' : 'bank.match');
  const done = await actOnRules(sent, { actor, moment });
  if (!done.ok) return data({ ...done.refusal, intent: sent.intent }, 422);
  const start = await lineForRule(staffDb(), args.url.searchParams.get('line') ?? '');
  return redirectWithFlash(start ? cameFrom(start) : PATH, done.value);
}

export default function BankRules({ loaderData, actionData }: Route.ComponentProps) {
  const { rules, rule, isNew, start, currencies, aliases, alias, more, search, zone } = loaderData;
  const { choice, classes, mayMatch, maySetUp } = loaderData;
  const resultOf = (...intents: string[]) =>
    actionData && intents.includes(actionData.intent) ? actionData : undefined;
  return (
    <>
      <PageTitle title="Rules and what was learned" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={cameFrom(start)}>{start ? 'Matching desk' : 'Bank matching'}</BackLink>
      <PageHead
        title="Rules and what was learned"
        facts={<span>What confirmed lines teach, rules you made, and what may be posted without a person</span>}
        actions={
          mayMatch && (
            <LinkButton to={`${PATH}?rule=${NEW}#new-rule`} variant="second">
              New rule
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        {(rule || isNew) && <RuleForm {...{ rule, start, currencies }} result={resultOf('rule')} />}
        {rule && <RuleSteps rule={rule} mayTick={maySetUp} result={resultOf('end-rule')} />}
        {alias && <AliasForm alias={alias} result={resultOf('alias')} />}
        <RuleTable rules={rules} hrefOf={mayMatch ? (id) => `${PATH}?rule=${id}#new-rule` : null} />
        <AliasTable
          {...{ aliases, more, search, zone }}
          path={PATH}
          hrefOf={mayMatch ? (key) => `${PATH}?${new URLSearchParams({ search, alias: key })}#alias` : null}
        />
        <ClassTable {...{ choice, classes, zone }} />
        {maySetUp && <PostingForm choice={choice} result={resultOf('posting')} />}
      </div>
    </>
  );
}
