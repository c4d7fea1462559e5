import { listStaff } from '#app/modules/auth/queries/list-staff.server.ts';
import type { Custodian } from '#app/modules/instruments/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';

/** Colleagues who can keep a cheque: everybody who works here and is not shut out. */
export async function custodians(): Promise<Custodian[]> {
  const staff = await listStaff(staffDb());
  return staff.filter((one) => one.disabledAt === null && one.role !== 'partner').map(({ id, name }) => ({ id, name }));
}
