import { Form, useLocation } from 'react-router';
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
import { mailTo } from './mail-to.ts';
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
  if (page.above) return <AboveLimit above={page.above} page={page} />;
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

type AboveProps = { above: NonNullable<MadePage['above']>; page: MadePage };

/** Who may not agree to so much alone learns who may, and can send them this very plan. */
function AboveLimit({ above, page }: AboveProps) {
  const { pathname, search } = useLocation();
  const locale = useLocale();
  const limit = formatMoney(above.limit, locale);
  const to = above.colleagues.map(({ email }) => email).join(',');
  const text = `Please look at this payment plan with ${page.company}: ${page.baseUrl}${pathname}${search}`;
  return (
    <Card label="Who starts this plan" className="mt-12">
      <div className="prose">
        <p>
          <b>You may agree to {limit} in all. Somebody without that limit starts this plan.</b>
        </p>
        {above.colleagues.length > 0 ? (
          <>
            <p>They see the same dates and amounts when they open the address of this page. These may start it:</p>
            <ul>
              {above.colleagues.map(({ name, email }) => (
                <li key={email}>
                  <bdi>{name || email}</bdi>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>Nobody of your account may yet. An owner can change what you may pay alone.</p>
        )}
      </div>
      <div className="gap-part">
        <ButtonRow>
          {to !== '' && (
            <LinkButton download to={mailTo(to, 'A payment plan to start', text)} variant="second">
              Send it to them by e-mail
            </LinkButton>
          )}
          <LinkButton to="/" variant="quiet">
            Not now
          </LinkButton>
        </ButtonRow>
      </div>
    </Card>
  );
}
