import { requireLink } from '#app/guards/require-link.server.ts';
import type { Route } from './+types/link-attempt.ts';
import { AttemptOutcome } from './attempt-outcome.tsx';
import { attemptAction, attemptPage } from './attempt-page.server.ts';
import { linkPayer } from './link-payer.server.ts';

export async function loader(args: Route.LoaderArgs) {
  return attemptPage(linkPayer(await requireLink(args), args.params.token), args.params.attemptId, args.url);
}

export async function action(args: Route.ActionArgs) {
  return attemptAction(linkPayer(await requireLink(args), args.params.token), args.params.attemptId, args.request);
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export default function LinkAttempt({ loaderData, params }: Route.ComponentProps) {
  return <AttemptOutcome attempt={loaderData} root={`/i/${encodeURIComponent(params.token)}`} />;
}
