import { data, Form } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { joinByLink } from '#app/modules/auth/commands/accept-invitation.server.ts';
import { lookAtInvitation } from '#app/modules/auth/queries/look-at-invitation.server.ts';
import { PORTAL_ROLE_NAMES, PORTAL_ROLE_WORDS } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/join-link.ts';
import { enter } from './enter.server.ts';
import { joinWords } from './join-words.ts';
import { visitorOf } from './visitor.server.ts';

/** Changes nothing: mail scanners open every link they see. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await edgeOf(args);
  const seen = await lookAtInvitation(staffDb(), args.params.token, moment.now);
  if (!seen) return data({ company: company.name, seen: null }, { status: 410 });
  const { limit, ...rest } = seen;
  const upTo = limit && formatMoney(money(limit.minor, limit.currency), company.locale);
  return { company: company.name, seen: { ...rest, upTo } };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const joined = await joinByLink(staffDb(), { token: args.params.token, ...visitorOf(args) }, moment);
  if (joined.ok) return enter(joined.value);
  return data({ words: joinWords(joined.refusal, moment.now) }, joined.refusal.code === 'over' ? 410 : 422);
}

export default function JoinLink({ loaderData, actionData }: Route.ComponentProps) {
  const { company, seen } = loaderData;
  if (!seen) return <Over company={company} />;
  return (
    <>
      <PageTitle title="Accept an invitation" site={company} hasErrors={actionData !== undefined} />
      <ErrorSummary formErrors={actionData ? [actionData.words] : []} />
      <h1>
        Act for <bdi>{seen.customerName}</bdi>?
      </h1>
      <p className="mt-3 mb-6 prose">
        <bdi>{seen.invitedByName}</bdi> invites <b>{seen.email}</b> to the bills that {company} sends{' '}
        <bdi>{seen.customerName}</bdi>.
      </p>
      <Definition
        shape="terms"
        facts={[
          {
            label: 'Your role',
            value: `${PORTAL_ROLE_NAMES[seen.role]}. ${PORTAL_ROLE_WORDS[seen.role]}.`,
          },
          ...(seen.upTo ? [{ label: 'You pay alone', value: `Up to ${seen.upTo} in one payment` }] : []),
        ]}
      />
      <Form method="post" className="mt-8">
        <ButtonRow>
          <Button busy="Opening…">Accept and continue</Button>
        </ButtonRow>
      </Form>
    </>
  );
}

function Over({ company }: { company: string }) {
  return (
    <>
      <PageTitle title="This invitation is over" site={company} />
      <h1>This invitation is over</h1>
      <p className="mt-3 mb-8 prose">
        It was used, taken back or is out of date. Nothing was changed. Ask who invited you to send it again.
      </p>
      <ButtonRow>
        <LinkButton to="/sign-in">Sign in</LinkButton>
      </ButtonRow>
    </>
  );
}
