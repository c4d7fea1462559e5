import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { checkSession } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { requestSignInLink } from '#app/modules/auth/commands/request-sign-in-link.server.ts';
import { askForLinkForm } from '#app/modules/auth/forms.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { safeRedirect } from '#app/platform/http/safe-redirect.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/sign-in.ts';
import { keepLinkRequest, readLinkRequest } from './link-request.server.ts';
import { nextPath, tokenOf, visitorOf } from './visitor.server.ts';
import { waitWords } from './wait-words.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment, company } = await edgeOf(args);
  const next = nextPath(args.url.searchParams.get('next'), 'portal');
  const token = tokenOf(args.request, 'portal');
  if (token && (await checkSession(staffDb(), token, { side: 'portal', now: moment.now }))) throw safeRedirect(next);
  const asked = await readLinkRequest(args.request);
  return { next, company: company.name, email: asked?.email ?? '' };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const form = await parseForm(args.request, askForLinkForm);
  if (!form.ok) return data(form.refusal, 422);
  const { email } = form.value;
  const asked = await readLinkRequest(args.request);
  const { address } = visitorOf(args);
  const requested = await requestSignInLink(
    staffDb(),
    { email, address, browserToken: asked?.browser ?? null },
    moment,
  );
  if (!requested.ok) {
    const words = `Too many sign-in mails were asked for. ${waitWords(requested.refusal.retryAt, moment.now)}`;
    return data(formRefusal({ formErrors: [words], values: { email } }), 422);
  }
  const next = nextPath(form.value.next, 'portal');
  const kept = await keepLinkRequest({ browser: requested.value.browserToken, email, next });
  throw redirect('/sign-in/code', { headers: { 'Set-Cookie': kept } });
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { next, company, email } = loaderData;
  return (
    <>
      <PageTitle title="Sign in" site={company} hasErrors={actionData !== undefined} />
      <ErrorSummary fieldErrors={actionData?.fieldErrors} formErrors={actionData?.formErrors} />
      <h1>Sign in to see your bills</h1>
      <p className="text-muted mt-3 mb-8 prose">No password: we send you a mail with a link and a code.</p>
      <Form method="post" noValidate>
        <input type="hidden" name="next" value={next} />
        <FormStack>
          <TextInput
            name="email"
            label="Your e-mail address"
            hint="The one your invoices come to."
            type="email"
            autoComplete="email"
            inputMode="email"
            size="medium"
            defaultValue={actionData?.values.email ?? email}
            error={actionData?.fieldErrors.email}
          />
          <ButtonRow>
            <Button busy="Sending…">Email me a sign-in link</Button>
          </ButtonRow>
        </FormStack>
      </Form>
      <HelpLink page="signing-in" />
    </>
  );
}
