import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { renderToPipeableStream } from 'react-dom/server';
import {
  type EntryContext,
  type HandleDataRequestFunction,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { withOwnHashes } from '#app/platform/http/page-scripts.ts';
import { type RequestMark, requestMark } from '#app/platform/http/request-mark.server.ts';
import { secureHeaders } from '#app/platform/http/secure-headers.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { RequestFactsProvider } from '#app/ui/request-reference.tsx';

/** After this many milliseconds, what has not come is given up and the page says so. */
export const streamTimeout = 8_000;

/** Renders a page. Runs for unmatched addresses and errors as well, where middleware does not: the policy is set here. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Promise<Response> | Response {
  const mark = requestMark(context);
  const { cookieSecure, formActionOrigins } = httpSettings();
  headers.set('Content-Type', 'text/html; charset=utf-8');
  secureHeaders(headers, {
    page: { nonce: mark.nonce, formActionOrigins, development: import.meta.env.DEV },
    requestId: mark.id,
    hsts: cookieSecure,
  });
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  return renderPage({ request, status, headers, router, mark });
}

type Page = { request: Request; status: number; headers: Headers; router: EntryContext; mark: RequestMark };

/** The page leaves whole: drawn while it arrives, it would move under the reader's eyes, and every loader has answered. */
function renderPage({ request, status, headers, router, mark }: Page): Promise<Response> {
  return new Promise((resolve, reject) => {
    let isShellOut = false;
    let statusNow = status;
    const giveUp = setTimeout(() => abort(), streamTimeout + 1_000);
    const { pipe, abort } = renderToPipeableStream(
      <RequestFactsProvider facts={{ reference: mark.id, nonce: mark.nonce }}>
        <ServerRouter context={withOwnHashes(router)} url={request.url} nonce={mark.nonce} />
      </RequestFactsProvider>,
      {
        nonce: mark.nonce,
        onShellReady() {
          isShellOut = true;
        },
        onAllReady() {
          clearTimeout(giveUp);
          buffer(pipe(new PassThrough())).then(
            (html) => resolve(new Response(html, { status: statusNow, headers })),
            reject,
          );
        },
        onShellError(error: unknown) {
          clearTimeout(giveUp);
          reject(error);
        },
        onError(error: unknown) {
          statusNow = 500;
          // Errors before the shell is out reject above and are logged by handleError.
          if (isShellOut) logError(error, mark.id);
        },
      },
    );
  });
}

/** Answers to client navigations that no route matches get their headers here; the others have theirs already. */
export const handleDataRequest: HandleDataRequestFunction = (answer, { context }) => {
  secureHeaders(answer.headers, { requestId: requestMark(context).id, hsts: httpSettings().cookieSecure });
  return answer;
};

/** Every unexpected error, once, under the reference the person sees. Refusals thrown as a Response are not errors. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  logError(error, requestMark(context).id, new URL(request.url).pathname);
};

function logError(error: unknown, requestId: string, path?: string): void {
  const known =
    error instanceof Error
      ? { name: error.name, message: error.message, stack: error.stack }
      : { message: String(error) };
  log.error('request failed', { requestId, ...(path ? { path } : {}), error: known });
}
