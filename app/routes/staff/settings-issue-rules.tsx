import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { changeIssueRule } from '#app/modules/billing-runs/commands/change-issue-rule.server.ts';
import { testIssueRule } from '#app/modules/billing-runs/commands/test-issue-rule.server.ts';
import {
  findRuleTest,
  issueRuleHistory,
  listIssueRules,
} from '#app/modules/billing-runs/queries/issue-rules.server.ts';
import { FINDING_WORDS, isFindingCode } from '#app/modules/billing-runs/ui/finding-words.ts';
import { listProducts } from '#app/modules/catalog/queries/list-products.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-issue-rules.ts';
import { ChangeRule } from './issue-rule-change.tsx';
import { readRule, ruleRefusal } from './issue-rule-form.server.ts';
import { RuleHistory, RuleTable } from './issue-rule-table.tsx';
import { TestResult } from './issue-rule-test.tsx';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/settings/issue-rules';
const HISTORY_MAX = 50;
const PRODUCTS_MAX = 200;

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const db = staffDb();
  const asked = args.url.searchParams;
  const code = asked.get('code') ?? '';
  const read = asked.has('severity') ? await readRule(db, asked) : null;
  const [rules, products, test, history] = await Promise.all([
    listIssueRules(db),
    listProducts(db, { on: moment.today, view: 'sold', limit: PRODUCTS_MAX }),
    read?.ok ? findRuleTest(db, read.value) : undefined,
    isFindingCode(code) ? issueRuleHistory(db, { code, limit: HISTORY_MAX }) : [],
  ]);
  return {
    ...{ rules, history, zone: company.timeZone },
    test: test ?? null,
    code: isFindingCode(code) ? code : null,
    values: Object.fromEntries(asked),
    products: products.rows.map(({ id, code: short, name }) => ({ value: id as string, label: `${name} (${short})` })),
    mayChange: mayStaff(user.role, 'runs.review'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'runs.review');
  const { fields, intent, of } = await postedFields(args.request);
  const typed = fields.filter(([name]) => name !== 'intent' && name !== 'reason');
  const read = await readRule(staffDb(), typed);
  if (!read.ok) return data({ ...read.refusal, values: Object.fromEntries(fields) }, 422);
  const address = `${PATH}?${new URLSearchParams(typed.filter(([, text]) => text !== ''))}`;
  if (intent === 'test') {
    const tested = await inTransaction(staffDb(), (tx) => testIssueRule(tx, actor, read.value, moment));
    if (!tested.ok) return data(ruleRefusal(tested.refusal, fields), 422);
    const { stoppedCount, lookedAtCount } = tested.value;
    return redirectWithFlash(
      address,
      `Tested. It would have stopped ${stoppedCount} of ${lookedAtCount} past invoices.`,
    );
  }
  const state = intent === 'off' ? 'off' : 'on';
  const input = { ...read.value, state, reason: of('reason') } as const;
  const changed = await inTransaction(staffDb(), (tx) => changeIssueRule(tx, actor, input, moment));
  if (!changed.ok) return data(ruleRefusal(changed.refusal, fields), 422);
  const { title } = FINDING_WORDS[read.value.code];
  return redirectWithFlash(address, `“${title}” is switched ${state} for previews made from now on.`);
}

export default function IssueRules({ loaderData, actionData }: Route.ComponentProps) {
  const { rules, history, test, code, values, products, mayChange, zone } = loaderData;
  return (
    <>
      <PageTitle title="Checks before issue" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="Checks before issue" facts={<span>What a billing run looks for before it issues</span>} />
      <div className="staff-stack">
        <Panel
          title="What is looked for"
          foot="A rule for a customer goes before one for a product, and that before the one for all. A preview keeps the rules of its moment."
        >
          <RuleTable rules={rules} mayChange={mayChange} />
        </Panel>
        {test && code && <TestResult code={code} test={test} zone={zone} />}
        {mayChange && <ChangeRule code={code} values={values} result={actionData} products={products} />}
        {history.length > 0 && code && <RuleHistory code={code} history={history} zone={zone} />}
      </div>
    </>
  );
}
