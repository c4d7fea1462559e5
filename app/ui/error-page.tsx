import { isRouteErrorResponse } from 'react-router';
import { PageTitle } from './page-title.tsx';

type ErrorWords = { title: string; text: readonly string[] };

/** What a route may throw as the body of a Response to say more than the status does. */
export type ErrorBody = { title?: string; text?: string };

const known: Record<number, ErrorWords> = {
  400: { title: 'We could not read that', text: ['Nothing was changed. Go back, check what you sent and try again.'] },
  401: { title: 'Please sign in', text: ['You were signed out, or have not signed in yet. Nothing was changed.'] },
  403: {
    title: 'You may not open this',
    text: [
      'Your account does not have this right. Nothing was changed. Ask whoever looks after your account if you need it.',
    ],
  },
  404: {
    title: 'We cannot find this page',
    text: ['The address may be old or mistyped, or the page belongs to another account. Nothing was changed.'],
  },
  405: { title: 'This cannot be done here', text: ['Nothing was changed. Go back and use the buttons of the page.'] },
  410: {
    title: 'This link has ended',
    text: ['Links are good for a limited time. Ask for a new one; nothing was changed.'],
  },
  413: { title: 'That was too large', text: ['Nothing was read or changed. Send it in smaller parts.'] },
  429: { title: 'Too many tries', text: ['Wait a few minutes, then try again. Nothing was changed.'] },
  503: {
    title: 'We are busy for a moment',
    text: ['Try again in a minute. If you were paying, look at your payments first: do not pay twice.'],
  },
};

const unexpected: ErrorWords = {
  title: 'Something went wrong on our side',
  text: [
    'What you were doing may not have been saved.',
    'If you were paying, do not pay again yet. Look at your payments first: what went through, or is still being checked, is listed there.',
    'If it happens again, write to us and quote the reference below.',
  ],
};

function wordsFor(error: unknown): ErrorWords {
  if (!isRouteErrorResponse(error)) return unexpected;
  const body = typeof error.data === 'object' && error.data !== null ? (error.data as ErrorBody) : {};
  const words = known[error.status] ?? unexpected;
  return { title: body.title ?? words.title, text: body.text ? [body.text] : words.text };
}

type ErrorPageProps = { error: unknown; reference: string | null };

/** What was refused on purpose, not what broke: the shell around it is whole and can be drawn. */
export const isRefusal = (error: unknown): boolean => isRouteErrorResponse(error) && error.status < 500;

/** What happened, whether money moved, what to do, and a reference. Never a stack trace. */
export function ErrorPage(props: ErrorPageProps) {
  return (
    <main className="plain-page" id="main">
      <ErrorWords {...props} site="Tallystick" homeHref="/" />
    </main>
  );
}

/** The same inside a shell: who mistyped an address keeps the menu, and the way home is the one of their side. */
export function ErrorInShell(props: ErrorPageProps & { site: string; homeHref: string }) {
  return (
    <div className="error-in-shell">
      <ErrorWords {...props} />
    </div>
  );
}

function ErrorWords({ error, reference, site, homeHref }: ErrorPageProps & { site: string; homeHref: string }) {
  const { title, text } = wordsFor(error);
  return (
    <>
      <PageTitle title={title} site={site} />
      <h1>{title}</h1>
      {text.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p>
        {/* A full load, not a client navigation: whatever broke may still be broken in this page. */}
        <a className="button button-second" href={homeHref}>
          Go to the start page
        </a>
      </p>
      {reference && (
        <p className="text-muted text-13">
          Reference <span className="reference select-all">{reference}</span>
        </p>
      )}
    </>
  );
}
