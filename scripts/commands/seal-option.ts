import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { CommandRefused, type Invocation } from './invocation.ts';

/** The seal of `--as-known-at`; undefined where the option is not given: everything that is known counts. */
export async function sealOption(call: Invocation, db: Db): Promise<Seal | undefined> {
  const asked = call.options.get('--as-known-at');
  if (asked === undefined) return undefined;
  const found = await sealOrFind(db, asked || '-');
  if (found.ok) return found.value;
  // On a command line there is no field to leave empty.
  const text = noSuchSealWords(found.refusal).replace('leave the field empty', 'leave --as-known-at out');
  throw new CommandRefused(text, { usage: true });
}
