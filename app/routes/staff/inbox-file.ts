import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Id, parseId } from '#app/kernel/ids.ts';
import { filesOfMail } from '#app/modules/inbox/queries/get-inbound.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Route } from './+types/inbox-file.ts';
import { giveStored } from './give-stored.server.ts';
import { foundOr404 } from './not-found.ts';

/** A file that came with a mail, its digest checked on this read. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const mailId = foundOr404(parseId<Id<'mail'>>(args.params.id), 'mail');
  const files = await filesOfMail(staffDb(), mailId);
  const file = files.find(({ fileNo }) => String(fileNo) === args.params.fileNo);
  const { sha256, mediaType, name } = foundOr404(file, 'file');
  return giveStored({ ...foundOr404(sha256 && mediaType && { sha256, mediaType }, 'file'), fileName: name });
}
