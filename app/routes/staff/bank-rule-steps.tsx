import { Form } from 'react-router';
import type { BankRuleRow } from '#app/modules/banking/queries/rules-for.server.ts';
import { RULE_NEEDS } from '#app/modules/banking/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type RuleStepsProps = { rule: BankRuleRow; mayTick: boolean; result: FormRefusal | undefined };

/** What else can be done with one rule: let it post without a person, and end it. */
export function RuleSteps({ rule, mayTick, result }: RuleStepsProps) {
  const isReady = rule.kind !== 'on-account' && rule.timesWrong === 0 && rule.timesUsed >= RULE_NEEDS;
  return (
    <Panel title="End it, or let it post by itself" pad>
      <Form method="post" noValidate>
        <input type="hidden" name="rule" value={rule.id} />
        <FormStack>
          {mayTick && (isReady || rule.postsAlone) && (
            <ButtonRow>
              <Button name="intent" value={rule.postsAlone ? 'untick' : 'tick'} variant="second" busy="Keeping…">
                {rule.postsAlone ? 'Wait for a person again' : 'Let it post without a person'}
              </Button>
            </ButtonRow>
          )}
          <TextInput
            name="endReason"
            label="Why it ends"
            defaultValue={result?.values.endReason as string | undefined}
            error={result?.fieldErrors.endReason}
          />
          <ButtonRow>
            <Button name="intent" value="end-rule" variant="second" busy="Ending…">
              End the rule
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
