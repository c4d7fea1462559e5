import { Button, ButtonRow } from '#app/ui/button.tsx';

export type ShownSession = { id: string; browser: string; isThis: boolean; signedIn: string; seen: string };

type SessionListProps = { sessions: readonly ShownSession[] };

/** The browsers a person is signed in with, and one button that ends all but this one. */
export function SessionList({ sessions }: SessionListProps) {
  const others = sessions.filter((session) => !session.isThis).length;
  return (
    <>
      <ul className="grid gap-4 mb-6">
        {sessions.map((session) => (
          <li key={session.id}>
            <b>{session.browser}</b>
            {session.isThis && ' (this browser)'}
            <p className="text-muted text-15">
              Signed in {session.signedIn}, last used {session.seen}
            </p>
          </li>
        ))}
      </ul>
      {others > 0 && (
        <form method="post">
          <ButtonRow>
            <Button variant="second" busy="Signing out…">
              {others === 1 ? 'Sign out the other browser' : `Sign out the ${others} other browsers`}
            </Button>
          </ButtonRow>
        </form>
      )}
    </>
  );
}
