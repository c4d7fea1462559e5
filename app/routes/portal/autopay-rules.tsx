import { Form, Link } from 'react-router';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { AutopayRule } from '#app/modules/autopay/types.ts';
import { hindranceOf, methodName, ruleSentence } from '#app/modules/autopay/ui/autopay-words.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Section } from '#app/ui/panel.tsx';
import { NextRun, RuleState, RuleTrouble } from './autopay-next.tsx';
import type { AutopayPage } from './autopay-page.server.ts';

const FIRST_REST_DAYS = 30;

export const ruleTitle = (rule: Pick<AutopayRule, 'contractNumber' | 'currency'>): string =>
  rule.contractNumber ? `Contract ${rule.contractNumber}` : `Everything in ${rule.currency}`;

type RuleProps = { rule: AutopayRule; page: AutopayPage; untilError: readonly string[] | undefined };

/** One rule: its sentence, what it takes next, and the buttons to change it, let it rest or turn it off. */
export function RuleSection({ rule, page, untilError }: RuleProps) {
  const locale = useLocale();
  const method = page.named.find(({ id }) => id === rule.methodId);
  const name = method ? methodName(method) : 'a payment method';
  const title = ruleTitle(rule);
  return (
    <Section title={title} aside={<RuleState rule={rule} today={page.today} />}>
      <p className="prose mb-3">{ruleSentence(rule, name, locale)}</p>
      <RuleTrouble rule={rule} method={method} />
      {rule.state !== 'off' && hindranceOf(rule, method) === null && <NextRun rule={rule} page={page} />}
      {page.mayPay && (
        <>
          <RuleButtons rule={rule} title={title} isUsable={method?.state === 'active'} />
          {rule.state === 'on' && <RestForm rule={rule} title={title} today={page.today} error={untilError} />}
        </>
      )}
    </Section>
  );
}

type PartProps = { rule: AutopayRule; title: string };

/** Off is as easy as on. */
function RuleButtons({ rule, title, isUsable }: PartProps & { isUsable: boolean }) {
  return (
    <Form method="post">
      <input type="hidden" name="rule" value={rule.id} />
      <ButtonRow>
        {rule.state === 'on' ? (
          <Button name="intent" value="off" variant="second" busy="Turning off…">
            Turn off<span className="sr-only"> {title}</span>
          </Button>
        ) : (
          isUsable && (
            <Button name="intent" value="on" busy="Turning on…">
              Turn on<span className="sr-only"> {title}</span>
            </Button>
          )
        )}
        {rule.state === 'paused' && (
          <Button name="intent" value="off" variant="second" busy="Turning off…">
            Turn off<span className="sr-only"> {title}</span>
          </Button>
        )}
        <LinkButton variant="quiet" to={`/autopay?change=${rule.id}`}>
          Change<span className="sr-only"> {title}</span>
        </LinkButton>
      </ButtonRow>
    </Form>
  );
}

function RestForm({
  rule,
  title,
  today,
  error,
}: PartProps & { today: PlainDate; error: readonly string[] | undefined }) {
  return (
    <Disclosure shut={`Let it rest for a while: ${title}`} startOpen={error !== undefined}>
      <Form method="post" noValidate>
        <input type="hidden" name="rule" value={rule.id} />
        <DateInput
          name="until"
          label="Take nothing until"
          error={error}
          defaultValue={addDays(today, FIRST_REST_DAYS)}
        />
        <ButtonRow>
          <Button name="intent" value="rest" variant="second" busy="Saving…">
            Let it rest<span className="sr-only"> {title}</span>
          </Button>
        </ButtonRow>
      </Form>
    </Disclosure>
  );
}

/** One more rule, for the invoices of one contract. */
export const ContractRuleLink = () => (
  <p>
    <Link to="/autopay?change=contract">Take one contract differently</Link>
  </p>
);
