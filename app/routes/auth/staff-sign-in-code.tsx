import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import {
  confirmSecondFactor,
  confirmWithRecoveryCode,
  type SecondFactorRefusal,
} from '#app/modules/auth/commands/confirm-second-factor.server.ts';
import { authenticatorCodeForm, recoveryCodeForm } from '#app/modules/auth/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { flashCookie } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/staff-sign-in-code.ts';
import { carrying, nextPath, tokenOf, visitorOf } from './visitor.server.ts';
import { waitWords } from './wait-words.ts';
import { waitingPerson } from './waiting-person.server.ts';

const withRecovery = (url: URL): boolean => url.searchParams.get('with') === 'recovery';

export async function loader(args: Route.LoaderArgs) {
  const { name } = await waitingPerson(args, { enrolled: true });
  const next = nextPath(args.url.searchParams.get('next'), 'staff');
  return { name, next, recovery: withRecovery(args.url) };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const base = { token: tokenOf(args.request, 'staff') ?? '', ...visitorOf(args) };
  if (withRecovery(args.url)) {
    const form = await parseForm(args.request, recoveryCodeForm);
    if (!form.ok) return data(form.refusal, 422);
    const done = await confirmWithRecoveryCode(staffDb(), { ...base, code: form.value.recovery }, moment);
    if (!done.ok) return refusalWords(done.refusal, 'recovery', moment.now);
    const text = `You used a recovery code; ${done.value.codesLeft} are left.`;
    const said = await flashCookie({ tone: 'warn', text }, { secure: httpSettings().cookieSecure });
    throw redirect(nextPath(form.value.next, 'staff'), {
      headers: [carrying(done.value.token, 'staff'), ['Set-Cookie', said]],
    });
  }
  const form = await parseForm(args.request, authenticatorCodeForm);
  if (!form.ok) return data(form.refusal, 422);
  const done = await confirmSecondFactor(staffDb(), { ...base, code: form.value.code }, moment);
  if (!done.ok) return refusalWords(done.refusal, 'code', moment.now);
  throw redirect(nextPath(form.value.next, 'staff'), { headers: [carrying(done.value.token, 'staff')] });
}

function refusalWords(refusal: SecondFactorRefusal, field: 'code' | 'recovery', now: Date) {
  if (refusal.code === 'not-signed-in') throw redirect('/staff/sign-in');
  if (refusal.code === 'too-many-attempts') {
    return data(formRefusal({ formErrors: [`Too many tries. ${waitWords(refusal.retryAt, now)}`] }), 422);
  }
  const words =
    field === 'code'
      ? 'This code is not right, or was used before. Wait for the next one your app shows.'
      : 'This is not one of your unused recovery codes.';
  return data(formRefusal({ fieldErrors: { [field]: [words] } }), 422);
}

export default function StaffSignInCode({ loaderData, actionData }: Route.ComponentProps) {
  const { name, next, recovery } = loaderData;
  const other = `?${new URLSearchParams({ next, ...(recovery ? {} : { with: 'recovery' }) })}`;
  return (
    <>
      <PageTitle title="Second step" site="Tallystick" hasErrors={actionData !== undefined} />
      <ErrorSummary fieldErrors={actionData?.fieldErrors} formErrors={actionData?.formErrors} />
      <h1>{recovery ? 'Use a recovery code' : 'Enter the code of your app'}</h1>
      <p className="text-muted mt-3 mb-8 prose">Hello {name}. One more step.</p>
      <Form method="post" noValidate key={recovery ? 'recovery' : 'code'}>
        <input type="hidden" name="next" value={next} />
        <FormStack>
          {recovery ? (
            <TextInput
              name="recovery"
              label="Recovery code"
              hint="One of the ten you were given. Each works once."
              code
              size="medium"
              autoComplete="off"
              error={actionData?.fieldErrors.recovery}
            />
          ) : (
            <TextInput
              name="code"
              label="Six digits"
              code
              size="short"
              inputMode="numeric"
              autoComplete="one-time-code"
              error={actionData?.fieldErrors.code}
            />
          )}
          <ButtonRow>
            <Button busy="Checking…">Sign in</Button>
            <a href={other}>{recovery ? 'Use the app instead' : 'I cannot use the app'}</a>
          </ButtonRow>
        </FormStack>
      </Form>
    </>
  );
}
