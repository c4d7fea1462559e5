import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { HeldSession } from '../commands/keep-sessions.server.ts';
import {
  mayStaff,
  type Permission,
  type Session,
  type StaffRefusal,
  type StaffRole,
  type StaffUser,
} from '../types.ts';

export type StaffIdentity = { user: StaffUser; session: Session };

/** Who of the staff holds this session and may do this. Refuses before the second factor was given. */
export function identifyStaff(held: HeldSession | null, permission: Permission): Result<StaffIdentity, StaffRefusal> {
  if (!held) return refuse({ code: 'not-signed-in' });
  const { id, email, name, enrolled } = held.user;
  if (!held.session.secondFactorAt) return refuse({ code: 'second-factor-pending', enrolled });
  const role = held.user.role as StaffRole;
  if (!mayStaff(role, permission)) return refuse({ code: 'not-permitted', permission, userName: name });
  return ok({ user: { id, email, name, role }, session: held.session });
}
