import { Button, ButtonRow } from '#app/ui/button.tsx';

export type ShownSession = { id: string; browser: string; isThis: boolean; signedIn: string; seen: string };

type SessionListProps = { sessions: readonly ShownSession[]; oneByOne?: boolean };

/** The browsers a person is signed in with, a button that ends all but this one and, where wanted, one for each. */
export function SessionList({ sessions, oneByOne = false }: SessionListProps) {
  const others = sessions.filter((session) => !session.isThis).length;
  return (
    <>
      <ul className="grid gap-4 mb-6">
        {sessions.map((session, index) => (
          <li key={session.id}>
            <b>{session.browser}</b>
            {session.isThis && ' (this browser)'}
            <p className="text-muted text-15">
              Signed in {session.signedIn}, last used {session.seen}
            </p>
            {oneByOne && !session.isThis && (
              <form method="post" className="mt-1">
                <Button variant="quiet" small name="session" value={session.id} busy="Signing out…">
                  Sign out
                  <span className="sr-only">
                    {' '}
                    {session.browser}, signed in {session.signedIn}, {index + 1} of {sessions.length}
                  </span>
                </Button>
              </form>
            )}
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
