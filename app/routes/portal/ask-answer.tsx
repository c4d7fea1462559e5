import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import type { Money } from '#app/kernel/money.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';

type AnswerProps = { ask: { readonly id: string }; amount: Money; error: string[] | undefined };

/** What an approver can do: go and pay it, or send it back with a reason. */
export function AnswerAsk({ ask, amount, error }: AnswerProps) {
  const locale = useLocale();
  return (
    <div className="mt-8 grid gap-6">
      <ButtonRow>
        <LinkButton to={`/pay?ask=${ask.id}`}>Check and pay {formatMoney(amount, locale)}</LinkButton>
      </ButtonRow>
      <Disclosure shut="Send it back instead" startOpen={error !== undefined}>
        <Form method="post" noValidate>
          <FormStack>
            <TextArea name="reason" label="Why you do not pay it" hint="They read it." rows={2} error={error} />
            <ButtonRow>
              <Button variant="second" name="intent" value="send-back" busy="Sending back…">
                Send it back
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Disclosure>
    </div>
  );
}

/** One's own, while nobody paid it. */
export function WithdrawAsk() {
  return (
    <Form method="post" className="mt-8">
      <p className="mb-4 prose">Nothing is taken until an approver pays it.</p>
      <ButtonRow>
        <Button variant="second" name="intent" value="withdraw" busy="Taking back…">
          Take it back
        </Button>
      </ButtonRow>
    </Form>
  );
}
