import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { redeemSignInCode } from '#app/modules/auth/commands/redeem-sign-in-link.server.ts';
import { mailedCodeForm } from '#app/modules/auth/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { Route } from './+types/sign-in-code.ts';
import { dropLinkRequest, readLinkRequest } from './link-request.server.ts';
import { carrying, nextPath, visitorOf } from './visitor.server.ts';
import { waitWords } from './wait-words.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await edgeOf(args);
  const asked = await readLinkRequest(args.request);
  if (!asked) throw redirect('/sign-in');
  return { email: asked.email, company: company.name };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const asked = await readLinkRequest(args.request);
  if (!asked) throw redirect('/sign-in');
  const form = await parseForm(args.request, mailedCodeForm);
  if (!form.ok) return data(form.refusal, 422);
  const presented = { code: form.value.code, browserToken: asked.browser, ...visitorOf(args) };
  const redeemed = await redeemSignInCode(staffDb(), presented, moment);
  if (redeemed.ok) {
    const cookies = [carrying(redeemed.value.token, 'portal'), ['Set-Cookie', await dropLinkRequest()]];
    throw redirect(nextPath(asked.next, 'portal'), { headers: cookies as [string, string][] });
  }
  switch (redeemed.refusal.code) {
    case 'too-many-attempts':
      return data(
        formRefusal({
          formErrors: [`Too many codes were tried. ${waitWords(redeemed.refusal.retryAt, moment.now)}`],
        }),
        422,
      );
    case 'expired':
      return data(formRefusal({ formErrors: ['This code is out of date. Ask for a new mail below.'] }), 422);
    case 'wrong-code': {
      const left = redeemed.refusal.attemptsLeft;
      const tries =
        left === 0 ? 'Ask for a new mail below.' : `You can try ${left === 1 ? 'once' : `${left} times`} more.`;
      return data(formRefusal({ fieldErrors: { code: [`This is not the code of the latest mail. ${tries}`] } }), 422);
    }
  }
}

export default function SignInCode({ loaderData, actionData }: Route.ComponentProps) {
  const { email, company } = loaderData;
  return (
    <>
      <PageTitle title="Check your mail" site={company} hasErrors={actionData !== undefined} />
      <ErrorSummary fieldErrors={actionData?.fieldErrors} formErrors={actionData?.formErrors} />
      <h1>Check your mail</h1>
      <p className="mt-3 mb-8 prose">
        If <b>{email}</b> is known to us, a mail is on its way. Press the link in it, or type its code here. Both work
        for ten minutes.
      </p>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            name="code"
            label="Code from the mail"
            hint="Six digits. It works in this browser only."
            code
            size="short"
            inputMode="numeric"
            autoComplete="one-time-code"
            error={actionData?.fieldErrors.code}
          />
          <ButtonRow>
            <Button busy="Signing in…">Sign in</Button>
          </ButtonRow>
        </FormStack>
      </Form>
      <Section title="No mail after a minute?">
        <p className="mb-4 text-muted prose">
          Look among unwanted mail, or check the address. We cannot say here whether an address is known to us.
        </p>
        <Form method="post" action="/sign-in">
          <input type="hidden" name="email" value={email} />
          <ButtonRow>
            <Button variant="second">Send a new mail</Button>
            <a href="/sign-in">Use another address</a>
          </ButtonRow>
        </Form>
      </Section>
    </>
  );
}
