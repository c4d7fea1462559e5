import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { enrolSecondFactor } from '#app/modules/auth/commands/confirm-second-factor.server.ts';
import { authenticatorCodeForm } from '#app/modules/auth/forms.ts';
import { getEnrolment } from '#app/modules/auth/queries/get-enrolment.server.ts';
import { QrCode } from '#app/modules/auth/ui/qr-code.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { CopyText } from '#app/ui/copy-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/staff-enrol.ts';
import { carrying, nextPath, tokenOf, visitorOf } from './visitor.server.ts';
import { waitWords } from './wait-words.ts';
import { waitingPerson } from './waiting-person.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const person = await waitingPerson(args, { enrolled: false });
  const enrolment = await getEnrolment(staffDb(), { userId: person.id, issuer: 'Tallystick' });
  if (!enrolment) throw redirect('/staff/sign-in');
  const next = nextPath(args.url.searchParams.get('next'), 'staff');
  return { ...enrolment, name: person.name, next };
}

// The recovery codes are shown once; asking the loader again would find nothing left to set up.
export const shouldRevalidate = () => false;

type Outcome = { refusal: FormRefusal; done: null } | { refusal: null; done: { codes: string[]; next: string } };

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const form = await parseForm(args.request, authenticatorCodeForm);
  const refused = (refusal: FormRefusal) => data<Outcome>({ refusal, done: null }, 422);
  if (!form.ok) return refused(form.refusal);
  const input = { token: tokenOf(args.request, 'staff') ?? '', code: form.value.code, ...visitorOf(args) };
  const enrolled = await enrolSecondFactor(staffDb(), input, moment);
  if (enrolled.ok) {
    const done = { codes: enrolled.value.recoveryCodes, next: nextPath(form.value.next, 'staff') };
    return data<Outcome>({ refusal: null, done }, { headers: [carrying(enrolled.value.token, 'staff')] });
  }
  const { refusal } = enrolled;
  if (refusal.code === 'not-signed-in') throw redirect('/staff/sign-in');
  if (refusal.code === 'wrong-code') {
    const words = 'This is not the code your app should show now. Check that its clock is right and try the next one.';
    return refused(formRefusal({ fieldErrors: { code: [words] } }));
  }
  return refused(formRefusal({ formErrors: [`Too many tries. ${waitWords(refusal.retryAt, moment.now)}`] }));
}

export default function StaffEnrol({ loaderData, actionData }: Route.ComponentProps) {
  if (actionData?.done) return <RecoveryCodes {...actionData.done} />;
  const refusal = actionData?.refusal;
  return (
    <>
      <PageTitle title="Set up your second step" site="Tallystick" hasErrors={Boolean(refusal)} />
      <ErrorSummary fieldErrors={refusal?.fieldErrors} formErrors={refusal?.formErrors} />
      <h1>Set up your second step</h1>
      <p className="mt-3 mb-6 prose">
        Hello {loaderData.name}. Scan this with an authenticator app on your phone, then type the six digits it shows.
      </p>
      <QrCode {...loaderData.qr} label="QR code for your authenticator app" />
      <p className="mt-4 text-15 text-muted">Cannot scan? Type this key into the app:</p>
      <p className="mb-8 text-15">
        <CopyText text={loaderData.secret} label="key" />
      </p>
      <Form method="post" noValidate>
        <input type="hidden" name="next" value={loaderData.next} />
        <FormStack>
          <TextInput
            name="code"
            label="Six digits from the app"
            code
            size="short"
            inputMode="numeric"
            autoComplete="one-time-code"
            error={refusal?.fieldErrors.code}
          />
          <ButtonRow>
            <Button busy="Checking…">Turn on the second step</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </>
  );
}

function RecoveryCodes({ codes, next }: { codes: string[]; next: string }) {
  return (
    <>
      <PageTitle title="Keep your recovery codes" site="Tallystick" />
      <h1>Keep these ten codes</h1>
      <p className="mt-3 mb-6 prose">
        If you lose your phone, each of them signs you in once. They are not shown again: print them or write them down.
      </p>
      <ol className="grid gap-2 sm:grid-cols-2 mb-8">
        {codes.map((code) => (
          <li key={code} className="reference select-all">
            {code}
          </li>
        ))}
      </ol>
      <ButtonRow>
        <LinkButton to={next}>I have kept them, continue</LinkButton>
      </ButtonRow>
    </>
  );
}
