import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { requestFreshLink } from '#app/modules/auth/commands/request-fresh-link.server.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Message } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/renew-link.ts';
import { visitorOf } from './visitor.server.ts';
import { waitWords } from './wait-words.ts';

/** Where a link leads that is out of date, withdrawn or was never one. Shows no data and the same page for all three. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await edgeOf(args);
  const opened = await openScopedLink(staffDb(), args.params.token, moment.now);
  if (opened.ok) throw redirect(`/i/${encodeURIComponent(args.params.token)}`);
  return { company: company.name };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const { address } = visitorOf(args);
  const asked = await requestFreshLink(staffDb(), { token: args.params.token, address }, moment);
  if (asked.ok) return data({ sent: true, wait: null });
  const wait = `Too many links were asked for. ${waitWords(asked.refusal.retryAt, moment.now)}`;
  return data({ sent: false, wait }, 429);
}

export default function RenewLink({ loaderData, actionData }: Route.ComponentProps) {
  const wait = actionData?.wait;
  return (
    <>
      <PageTitle title="This link to an invoice is out of date" site={loaderData.company} hasErrors={Boolean(wait)} />
      <ErrorSummary formErrors={wait ? [wait] : []} />
      <h1 className="mb-4">This link is out of date</h1>
      {actionData?.sent ? (
        <Message>
          If the link was one of ours, a new one is on its way to the address the old one was sent to. It is sent once a
          day.
        </Message>
      ) : (
        <p className="mb-8 prose">
          Links to an invoice work for thirty days. We can send a new one to the address this one was sent to, and only
          there.
        </p>
      )}
      <Form method="post" className="mt-6">
        <ButtonRow>
          {!actionData?.sent && <Button busy="Sending…">Send a new link</Button>}
          <LinkButton to="/sign-in" variant="second">
            Sign in instead
          </LinkButton>
        </ButtonRow>
      </Form>
    </>
  );
}
