import { getCompanyAndBranding } from '#app/modules/company/queries/get-company.server.ts';
import type { Branding, Company } from '#app/modules/company/types.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { requestMark } from '#app/platform/http/request-mark.server.ts';
import { openJobsOnce } from './jobs-open.server.ts';
import { onceARequest } from './once-a-request.ts';

/** What every guard needs of a loader's or action's arguments. */
export type GuardArgs = { request: Request; context: Parameters<typeof requestMark>[0] };

export type Edge = { company: Company; branding: Branding; moment: Moment; requestId: string };

const companyOnce = onceARequest<Pick<Edge, 'company' | 'branding'>>();

/** The company, the moment in its time zone and the request's reference: taken once, at the edge. */
export async function edgeOf(args: GuardArgs): Promise<Edge> {
  const { request, context } = args;
  // What changes something may enqueue a job.
  if (request.method !== 'GET') await openJobsOnce();
  const { company, branding } = await companyOnce(args, () => getCompanyAndBranding(staffDb()));
  return { company, branding, moment: momentIn(company.timeZone), requestId: requestMark(context).id };
}

const RETURN_CHARACTERS_MAX = 500;

/** Where a person wanted to go, to be brought there after signing in: pages that were read, never a form that was sent. */
export function signInPath(signIn: string, request: Request): string {
  if (request.method !== 'GET') return signIn;
  const url = new URL(request.url);
  // A client-side navigation asks for the page's data under a name of its own.
  const pathname = url.pathname.replace(/\.data$/, '').replace(/^\/_root$|\/_$/, '/');
  url.searchParams.delete('_routes');
  url.searchParams.delete('index');
  const wanted = `${pathname}${url.search}`;
  const isHome = wanted === '/' || wanted === '/staff';
  return isHome || wanted.length > RETURN_CHARACTERS_MAX
    ? signIn
    : `${signIn}?${new URLSearchParams({ next: wanted })}`;
}

/** Answers with a sentence for the person; the error page shows it under the status's own title. */
export const sentence = (status: number, text: string): Response => Response.json({ text }, { status });
