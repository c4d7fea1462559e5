import { listStaff } from '#app/modules/auth/queries/list-staff.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';

/** Everybody who works here and is not shut out, by name; partners carry and sign in nowhere for us. */
export async function colleagues(): Promise<{ id: string; name: string }[]> {
  const staff = await listStaff(staffDb());
  return staff.filter((one) => one.disabledAt === null && one.role !== 'partner').map(({ id, name }) => ({ id, name }));
}
