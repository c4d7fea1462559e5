import { BackLink } from '#app/ui/back-link.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';

export type AskedPageProps = {
  company: string;
  /** `done`: taken in; `why`: why it was not. Neither: it is on its way, and the page looks again by itself. */
  done: boolean;
  why: string | null;
  /** Where the answer goes. */
  email: string;
  back: { href: string; words: string };
};

/** What became of what was sent: on its way, taken in, or why not. */
export function AskedPage({ company, done, why, email, back }: AskedPageProps) {
  const title = why !== null ? 'Nothing was taken in' : done ? 'We have what you wrote' : 'Your words are on their way';
  return (
    <>
      <PageTitle title={title} site={company} />
      <BackLink to={back.href}>{back.words}</BackLink>
      <PortalTitle title={title} />
      <div className="gap-part" role="status">
        <Note tone={why !== null ? 'warn' : done ? 'positive' : 'info'}>
          {why ??
            (done ? (
              <>
                A person here looks at it and answers you at <bdi>{email}</bdi>. What you named is not asked for
                meanwhile. Sign in to follow it and to write back.
              </>
            ) : (
              'This takes a moment. The page looks again by itself; you need not send it again.'
            ))}
        </Note>
      </div>
    </>
  );
}
