import type { MiddlewareFunction } from 'react-router';
import { log, withLogFields } from '#app/platform/telemetry/log.server.ts';
import { httpSettings } from './http-settings.server.ts';
import { originRefusal } from './origin-check.ts';
import { requestMark } from './request-mark.server.ts';
import { secureHeaders } from './secure-headers.ts';

/**
 * Wraps every matched route, pages and resources alike: gives the request its reference, refuses a change asked for by
 * another site with 403, and puts the security headers on whatever comes back.
 */
export const rootMiddleware: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const { id } = requestMark(context);
  const settings = httpSettings();
  return withLogFields({ requestId: id }, async () => {
    const refusal = originRefusal(request, settings.publicOrigin);
    if (refusal) log.warn('request from another site refused', { refusal, method: request.method });
    const answer = refusal ? foreignOriginAnswer(id) : await next();
    // A copy, because the headers of redirects and of fetched answers cannot be changed in place.
    const headers = new Headers(answer.headers);
    secureHeaders(headers, { requestId: id, hsts: settings.cookieSecure });
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
  });
};

const foreignOriginAnswer = (requestId: string): Response =>
  new Response(
    `This was not sent from a page of this site, so nothing was changed. Open the page again and repeat it there.\nReference ${requestId}\n`,
    { status: 403, headers: { 'Content-Type': 'text/plain; charset=utf-8' } },
  );
