import { requirePortal } from '#app/guards/require-portal.server.ts';
import type { Route } from './+types/dispute-asked.ts';
import { AskedPage } from './asked-page.tsx';
import { askedOutcome } from './dispute-asked.server.ts';
import { portalAsker } from './dispute-asker.server.ts';

/** Waits for what was sent to be taken in, and leads on. */
export async function loader(args: Route.LoaderArgs) {
  const asker = portalAsker(await requirePortal(args, 'view'));
  return askedOutcome(asker, { url: args.url, key: args.params.key });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export default function DisputeAsked({ loaderData }: Route.ComponentProps) {
  return <AskedPage {...loaderData} />;
}
