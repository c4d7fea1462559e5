import { redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { chooseMails, readerOf } from '#app/workflows/mail-choices.server.ts';
import { mailSecret } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/unsubscribe.ts';

const FORM_BYTES_MAX = 4_096;
const NOT_OURS = 'This address is not one of ours.\n';

/** A person who opens the address of the header sees the choices; only a press there, or the mail program's, changes them. */
export const loader = (args: Route.LoaderArgs) => redirect(`/mail-choices/${encodeURIComponent(args.params.token)}`);

/**
 * The press of a mail program (RFC 8058): declines all optional mails of the reader the token names. Comes from machines
 * without our cookies; the token, which only we can make, stands in for a signature. Pressed twice it changes nothing more.
 */
export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const reader = readerOf(args.params.token, mailSecret());
  if (!reader) return new Response(NOT_OURS, { status: 404 });
  const form = await readFormData(args.request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok || form.value.get('List-Unsubscribe') !== 'One-Click')
    return new Response('Post List-Unsubscribe=One-Click to decline these mails.\n', { status: 400 });
  await chooseMails(staffDb(), reader, [], moment);
  return new Response('You get these mails no more.\n', { status: 200 });
}
