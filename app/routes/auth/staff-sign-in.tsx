import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { checkSession } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { signInWithPassword } from '#app/modules/auth/commands/sign-in-with-password.server.ts';
import { staffSignInForm } from '#app/modules/auth/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { safeRedirect } from '#app/platform/http/safe-redirect.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/staff-sign-in.ts';
import { carrying, nextPath, tokenOf, visitorOf } from './visitor.server.ts';
import { waitWords } from './wait-words.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await edgeOf(args);
  const next = nextPath(args.url.searchParams.get('next'), 'staff');
  const token = tokenOf(args.request, 'staff');
  const held = token ? await checkSession(staffDb(), token, { side: 'staff', now: moment.now }) : null;
  if (held?.session.secondFactorAt) throw safeRedirect(next);
  return { next };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const form = await parseForm(args.request, staffSignInForm, { verbatim: ['password'] });
  if (!form.ok) return data(form.refusal, 422);
  const { email, password } = form.value;
  const signedIn = await signInWithPassword(staffDb(), { email, password, ...visitorOf(args) }, moment);
  if (signedIn.ok) {
    const next = new URLSearchParams({ next: nextPath(form.value.next, 'staff') });
    const headers = [carrying(signedIn.value.token, 'staff')];
    throw redirect(`/staff/sign-in/${signedIn.value.next}?${next}`, { headers });
  }
  const words =
    signedIn.refusal.code === 'wrong-password'
      ? 'The e-mail address or the password is not right.'
      : `Too many tries. ${waitWords(signedIn.refusal.retryAt, moment.now)}`;
  return data(formRefusal({ formErrors: [words], values: { email } }), 422);
}

export default function StaffSignIn({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Staff sign-in" site="Tallystick" hasErrors={actionData !== undefined} />
      <ErrorSummary fieldErrors={actionData?.fieldErrors} formErrors={actionData?.formErrors} />
      <h1>Staff sign-in</h1>
      <p className="text-muted mt-3 mb-8 prose">First your password, then a code from your authenticator app.</p>
      <Form method="post" noValidate>
        <input type="hidden" name="next" value={loaderData.next} />
        <FormStack>
          <TextInput
            name="email"
            label="E-mail address"
            type="email"
            autoComplete="username"
            size="medium"
            defaultValue={actionData?.values.email}
            error={actionData?.fieldErrors.email}
          />
          <TextInput
            name="password"
            label="Password"
            type="password"
            autoComplete="current-password"
            size="medium"
            error={actionData?.fieldErrors.password}
          />
          <ButtonRow>
            <Button busy="Checking…">Continue</Button>
          </ButtonRow>
        </FormStack>
      </Form>
      <p className="mt-8 text-muted text-15 prose">
        Here to see your bills? <a href="/sign-in">Sign in as a customer</a>
      </p>
    </>
  );
}
