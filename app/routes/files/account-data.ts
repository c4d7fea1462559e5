import { requirePortal } from '#app/guards/require-portal.server.ts';
import { myData } from '#app/modules/auth/queries/my-data.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import type { Route } from './+types/account-data.ts';

/** What is kept about the person who is signed in, as a file; of no other person. */
export async function loader(args: Route.LoaderArgs) {
  const { user, moment } = await requirePortal(args, 'view');
  const mine = await myData(staffDb(), user.id);
  const text = JSON.stringify(mine, (_, value) => (typeof value === 'bigint' ? value.toString() : value), 2);
  return downloadResponse({
    ...{ body: `${text}\n`, fileName: `my-data_${moment.today}.json` },
    contentType: 'application/json; charset=utf-8',
  });
}
