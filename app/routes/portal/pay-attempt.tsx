import { requirePortal } from '#app/guards/require-portal.server.ts';
import type { Route } from './+types/pay-attempt.ts';
import { AttemptOutcome } from './attempt-outcome.tsx';
import { attemptAction, attemptPage } from './attempt-page.server.ts';
import type { Payer } from './pay-page.server.ts';

async function payerOf(args: Route.LoaderArgs | Route.ActionArgs, permission: 'view' | 'pay'): Promise<Payer> {
  const { actor, scope, customerId, company, moment, user } = await requirePortal(args, permission);
  return { actor, scope, customerId, company, moment, email: user.email, keyOwnerId: customerId };
}

/** Colleagues may see what became of a payment, so looking needs no right to pay. */
export async function loader(args: Route.LoaderArgs) {
  return attemptPage(await payerOf(args, 'view'), args.params.attemptId, args.url);
}

export async function action(args: Route.ActionArgs) {
  return attemptAction(await payerOf(args, 'pay'), args.params.attemptId, args.request);
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export default function PayAttempt({ loaderData }: Route.ComponentProps) {
  return <AttemptOutcome attempt={loaderData} root="" />;
}
