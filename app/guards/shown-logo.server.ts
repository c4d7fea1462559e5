import { getBranding } from '#app/modules/company/queries/get-branding.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Edge } from './guarded-request.server.ts';

/** Enough of a hash to tell one logo from the one before it. */
const HASH_SHOWN = 16;

/** Where pages find the logo of today, under a new address when it changes; null where there is none. */
export async function shownLogo({ moment }: Pick<Edge, 'moment'>): Promise<string | null> {
  const { logo } = await getBranding(staffDb(), moment.today);
  return logo && `/logo?is=${logo.sha256.slice(0, HASH_SHOWN)}`;
}
