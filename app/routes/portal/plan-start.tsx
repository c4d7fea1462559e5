import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { planRefusalWords, wishToJson } from '#app/modules/payment-plans/forms.ts';
import { paymentsWords } from '#app/modules/payment-plans/ui/plan-picture.tsx';
import { breakWords } from '#app/modules/payment-plans/ui/plan-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Card } from '#app/ui/panel.tsx';
import type { MadePage } from './plan-maker.tsx';

type StartProps = { page: MadePage; refusal: FormRefusal | undefined };

/** The end of the page: agree and start, or send as a request with what lies outside named. */
export function StartPlan({ page, refusal }: StartProps) {
  const { sketch, choices, method, key, help, company } = page;
  const locale = useLocale();
  const of = { currency: choices.currency, locale };
  if (sketch.fault)
    return (
      <div className="gap-part">
        <Note>{planRefusalWords(sketch.fault, of)}</Note>
      </div>
    );
  const words = (minor: bigint) => formatMoney(money(minor, choices.currency), locale);
  const total = sketch.schedule.reduce((sum, one) => sum + one.amountMinor, 0n);
  const { answer } = sketch;
  return (
    <Card label={answer.inside ? 'Start the plan' : 'Send the request'} className="mt-12">
      <Form method="post" noValidate>
        <input type="hidden" name="wish" value={JSON.stringify(wishToJson(sketch.wish))} />
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="method" value={method?.id ?? ''} />
        {!answer.inside && <input type="hidden" name="asks" value="yes" />}
        <FormStack>
          {answer.inside ? (
            <Checkbox
              key={key}
              name="agree"
              error={refusal?.fieldErrors.agree}
              label={`I agree to pay ${paymentsWords(sketch.schedule, words)}, on the dates above, ${words(total)} in all.`}
              hint="The agreement is what stands on this page. You get it as a PDF, with the dates for your calendar."
            />
          ) : (
            <>
              <div className="prose">
                <p>
                  <b>{company} looks at this plan before it starts.</b>
                </p>
                <ul>
                  {answer.breaks.map((one) => (
                    <li key={one.code}>{breakWords(one, of)}</li>
                  ))}
                </ul>
                <p>
                  {help.name || company} answers by e-mail. Nothing starts and nothing is taken until then; reminders go
                  on.
                </p>
              </div>
              <TextArea
                name="note"
                label="What should we know?"
                optional
                rows={3}
                defaultValue={refusal?.values.note as string | undefined}
                error={refusal?.fieldErrors.note}
              />
            </>
          )}
          <ButtonRow>
            <Button busy={answer.inside ? 'Starting…' : 'Sending…'}>
              {answer.inside ? 'Start this plan' : 'Send as a request'}
            </Button>
            <LinkButton to="/" variant="quiet">
              Not now
            </LinkButton>
          </ButtonRow>
        </FormStack>
      </Form>
    </Card>
  );
}
