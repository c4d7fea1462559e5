import { data, Form } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { currency } from '#app/kernel/money.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Message } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/autopay.ts';
import { actOnAutopay } from './autopay-act.server.ts';
import { AutopayHistory } from './autopay-history.tsx';
import { MethodsSection } from './autopay-methods.tsx';
import { type AutopayPage, readAutopayPage } from './autopay-page.server.ts';
import { AutopayRuleForm } from './autopay-rule-form.tsx';
import { ContractRuleLink, RuleSection } from './autopay-rules.tsx';
import { ASK_AGAIN_SECONDS, askAboutVisit } from './method-visit.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const asker = await requirePortal(args, 'view');
  const page = { company: asker.company.name, ...(await readAutopayPage(asker, args.url)) };
  if (page.setup !== 'waiting') return data(page);
  await askAboutVisit(asker, args.url);
  return data(page, { headers: { Refresh: String(ASK_AGAIN_SECONDS) } });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export async function action(args: Route.ActionArgs) {
  return actOnAutopay(await requirePortal(args, 'agree'), args.request);
}

export default function Autopay({ loaderData: page, actionData }: Route.ComponentProps) {
  const { rules, methods } = page;
  const wide = rules.find((rule) => rule.contractId === null);
  const isUsable = methods.some(({ state }) => state === 'active');
  const changed = rules.find(({ id }) => id === page.change) ?? null;
  const result = actionData && 'fieldErrors' in actionData ? actionData : undefined;
  const form = { methods, leastDays: page.leastDays, result };
  const isForContract = page.change === 'contract' && page.free.length > 0;
  const showsForm = page.mayPay && isUsable && (changed || isForContract || !wide);
  return (
    <>
      <PageTitle title="Autopay" site={page.company} hasErrors={Boolean(result)} />
      <ErrorSummary {...result} />
      <PortalTitle
        title="Autopay"
        under="Never be late: we take what is due by ourselves, and tell you before each payment."
      />
      <SetupNote setup={page.setup} />
      <UndoNote undone={page.undone} />
      {showsForm && (
        <Section title={changed || isForContract ? 'What we may take' : 'Turn on autopay'}>
          <AutopayRuleForm
            {...form}
            rule={changed ?? null}
            currency={changed?.currency ?? currency(page.currency)}
            contracts={isForContract && !changed ? page.free : []}
            mayLeave={rules.length > 0}
          />
        </Section>
      )}
      {!isUsable && rules.length === 0 && page.mayPay && (
        <p className="prose">Add a card or bank account first. Then it is one press to turn autopay on.</p>
      )}
      {rules
        .filter(({ id }) => id !== changed?.id)
        .map((rule) => (
          <RuleSection key={rule.id} rule={rule} page={page} untilError={result?.fieldErrors.until} />
        ))}
      {page.mayPay && wide && page.free.length > 0 && !showsForm && <ContractRuleLink />}
      <MethodsSection page={page} />
      <AutopayHistory charges={page.charges} mayPay={page.mayPay} />
      <HelpLink page="automatic-payment" />
    </>
  );
}

function SetupNote({ setup }: Pick<AutopayPage, 'setup'>) {
  if (setup === 'saved') return <Message>Your payment method is saved.</Message>;
  if (setup === 'ended')
    return <Message tone="info">Nothing was saved. You can add a payment method at any time.</Message>;
  if (setup === 'waiting')
    return (
      <Message
        tone="info"
        action={
          <LinkButton variant="quiet" small to=".">
            Look again
          </LinkButton>
        }
      >
        We are waiting for the payment service to tell us about your payment method. This page looks again by itself.
      </Message>
    );
  return null;
}

/** What was just done can be taken back at once. */
function UndoNote({ undone }: Pick<AutopayPage, 'undone'>) {
  if (!undone) return null;
  const isMethod = undone.intent === 'restore';
  return (
    <Message
      action={
        <Form method="post" action="/autopay">
          <input type="hidden" name={isMethod ? 'method' : 'rule'} value={undone.id} />
          <Button name="intent" value={undone.intent} variant="quiet" small>
            Undo
          </Button>
        </Form>
      }
    >
      {isMethod ? 'The payment method is removed.' : 'Autopay is off. We take nothing by ourselves.'}
    </Message>
  );
}
