import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { redeemSignInLink } from '#app/modules/auth/commands/redeem-sign-in-link.server.ts';
import { lookAtSignInLink } from '#app/modules/auth/queries/look-at-sign-in-link.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/sign-in-link.ts';
import { dropLinkRequest, readLinkRequest } from './link-request.server.ts';
import { carrying, nextPath, visitorOf } from './visitor.server.ts';
import { waitWords } from './wait-words.ts';

/** Changes nothing: mail scanners open every link they see. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await edgeOf(args);
  const asked = await readLinkRequest(args.request);
  const input = { token: args.params.token, browserToken: asked?.browser ?? null };
  const seen = await lookAtSignInLink(staffDb(), input, moment.now);
  if (seen.ok) return { state: 'ready' as const, company: company.name, ...seen.value };
  const email = seen.refusal.email ?? '';
  return data({ state: 'ended' as const, company: company.name, email, name: '' }, { status: 410 });
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const asked = await readLinkRequest(args.request);
  const presented = { token: args.params.token, browserToken: asked?.browser ?? null, ...visitorOf(args) };
  const redeemed = await redeemSignInLink(staffDb(), presented, moment);
  if (redeemed.ok) {
    const cookies = [carrying(redeemed.value.token, 'portal'), ['Set-Cookie', await dropLinkRequest()]];
    throw redirect(nextPath(asked?.next, 'portal'), { headers: cookies as [string, string][] });
  }
  if (redeemed.refusal.code !== 'too-many-attempts') return null;
  return data({ wait: `Too many links were tried from here. ${waitWords(redeemed.refusal.retryAt, moment.now)}` }, 429);
}

export default function SignInLink({ loaderData, actionData }: Route.ComponentProps) {
  const { state, company, email, name } = loaderData;
  if (state === 'ended') return <EndedLink company={company} email={email} />;
  return (
    <>
      <PageTitle title="Continue to your bills" site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary formErrors={actionData ? [actionData.wait] : []} />
      <h1>
        Continue as <bdi>{name}</bdi>?
      </h1>
      <p className="mt-3 mb-8 prose">
        This signs <b>{email}</b> in to {company}.
      </p>
      <Form method="post">
        <ButtonRow>
          <Button busy="Signing in…">Continue</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

function EndedLink({ company, email }: { company: string; email: string }) {
  return (
    <>
      <PageTitle title="This link is out of date" site={company} />
      <h1>This link is out of date</h1>
      <p className="mt-3 mb-8 prose">A sign-in link works once and for ten minutes. Nothing was changed.</p>
      {email ? (
        <Form method="post" action="/sign-in">
          <input type="hidden" name="email" value={email} />
          <ButtonRow>
            <Button busy="Sending…">Send a new one to {email}</Button>
          </ButtonRow>
        </Form>
      ) : (
        <ButtonRow>
          <LinkButton to="/sign-in">Send a new one</LinkButton>
        </ButtonRow>
      )}
    </>
  );
}
