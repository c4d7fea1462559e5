import { data, Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from 'react-router';
import { takeFlash } from '#app/platform/http/flash.server.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { readPreferences } from '#app/platform/http/preferences.server.ts';
import { rootMiddleware } from '#app/platform/http/root-middleware.server.ts';
import { ErrorPage } from '#app/ui/error-page.tsx';
import { LocaleProvider } from '#app/ui/locale.tsx';
import { RequestFactsMeta, usePageNonce, useRequestReference } from '#app/ui/request-reference.tsx';
import type { Route } from './+types/root.ts';
import './ui/styles.css';

const PAGE_END_ID = 'page-end';

export const middleware: Route.MiddlewareFunction[] = [rootMiddleware];

/** Reads cookies only, so it is cheap enough to run on every navigation. */
export async function loader({ request }: Route.LoaderArgs) {
  const secure = httpSettings().cookieSecure;
  const preferences = await readPreferences(request, { secure });
  const { flash, clear } = await takeFlash(request, { secure });
  return data({ ...preferences, flash }, clear ? { headers: { 'Set-Cookie': clear } } : undefined);
}

// A message is shown once: each navigation asks again, and the second time it is gone.
export const shouldRevalidate = () => true;

export function Layout({ children }: { children: React.ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root');
  const nonce = usePageNonce();
  const theme = root?.theme ?? 'system';
  return (
    <html lang="en-GB" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <RequestFactsMeta />
        <Meta />
        <Links nonce={nonce} />
        {/* Drawn at once: a table drawn while it arrives changes the width of its columns under the reader's eyes. */}
        <link rel="expect" href={`#${PAGE_END_ID}`} blocking="render" />
      </head>
      <body>
        <LocaleProvider locale="en-GB">{children}</LocaleProvider>
        <div id={PAGE_END_ID} hidden />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} reference={useRequestReference()} />;
}
