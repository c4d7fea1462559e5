import { requireLink } from '#app/guards/require-link.server.ts';
import type { Route } from './+types/link-dispute-asked.ts';
import { AskedPage } from './asked-page.tsx';
import { askedOutcome } from './dispute-asked.server.ts';
import { linkAsker } from './dispute-asker.server.ts';

/** Waits for what was sent to be taken in, and leads on. */
export async function loader(args: Route.LoaderArgs) {
  const asker = linkAsker(await requireLink(args), args.params.token);
  return askedOutcome(asker, { url: args.url, key: args.params.key });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export default function LinkDisputeAsked({ loaderData }: Route.ComponentProps) {
  return <AskedPage {...loaderData} />;
}
