import { BackLink } from '#app/ui/back-link.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { waitingWords } from './waiting-words.ts';

export type AskedPageProps = {
  company: string;
  /** Why it was not taken in. Null: it is on its way, and the page looks again by itself. */
  why: string | null;
  /** It could not be done by itself, and a colleague was told. */
  isLookedAt: boolean;
  back: { href: string; words: string };
};

/** What became of what was sent: on its way, or why not. Taken in, its own page shows it. */
export function AskedPage({ company, why, isLookedAt, back }: AskedPageProps) {
  const title =
    why !== null ? 'Nothing was taken in' : isLookedAt ? 'We have what you sent' : 'Your words are on their way';
  return (
    <>
      <PageTitle title={title} site={company} />
      <BackLink to={back.href}>{back.words}</BackLink>
      <PortalTitle title={title} />
      <div className="gap-part" role="status">
        <Note tone={why !== null ? 'warn' : 'info'}>{why ?? waitingWords(isLookedAt)}</Note>
      </div>
    </>
  );
}
