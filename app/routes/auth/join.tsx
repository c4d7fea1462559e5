import { data, Form } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { joinByCode } from '#app/modules/auth/commands/accept-invitation.server.ts';
import { joinForm } from '#app/modules/auth/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/join.ts';
import { enter } from './enter.server.ts';
import { joinWords } from './join-words.ts';
import { visitorOf } from './visitor.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await edgeOf(args);
  return { company: company.name };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const form = await parseForm(args.request, joinForm);
  if (!form.ok) return data(form.refusal, 422);
  const joined = await joinByCode(staffDb(), { ...form.value, ...visitorOf(args) }, moment);
  if (joined.ok) return enter(joined.value);
  const { email } = form.value;
  const words = joinWords(joined.refusal, moment.now);
  const isCode = joined.refusal.code === 'wrong-code';
  return data(
    formRefusal(
      isCode ? { fieldErrors: { code: [words] }, values: { email } } : { formErrors: [words], values: { email } },
    ),
    422,
  );
}

export default function Join({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Enter your invitation code" site={loaderData.company} hasErrors={actionData !== undefined} />
      <ErrorSummary fieldErrors={actionData?.fieldErrors} formErrors={actionData?.formErrors} />
      <h1>Enter your invitation code</h1>
      <p className="text-muted mt-3 mb-8 prose">
        The mail that invited you holds a link and a code. If the link does not work, type the code here.
      </p>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            name="email"
            label="Your e-mail address"
            hint="The one the invitation came to."
            type="email"
            autoComplete="email"
            inputMode="email"
            size="medium"
            defaultValue={actionData?.values.email ?? ''}
            error={actionData?.fieldErrors.email}
          />
          <TextInput
            name="code"
            label="Code from the mail"
            hint="Six digits."
            code
            size="short"
            inputMode="numeric"
            autoComplete="one-time-code"
            error={actionData?.fieldErrors.code}
          />
          <ButtonRow>
            <Button busy="Opening…">Continue</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </>
  );
}
