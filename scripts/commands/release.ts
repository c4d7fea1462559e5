import { SYSTEM } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { releaseThrough } from '#app/workflows/release-revenue.server.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, dateOption, type Invocation } from './invocation.ts';

/** Releases deferred revenue of every month that has ended by a day, today at the latest. Run again it releases nothing. */
export async function release(call: Invocation): Promise<number> {
  allowOptions(call, ['--through', '--json']);
  if (call.words.length !== 1 || call.words[0] !== 'deferred')
    throw new CommandRefused('Deferred revenue is what is released: say deferred.', { usage: true });
  const throughOn = dateOption(call, '--through');
  const { db } = await commandDatabase();
  const { today } = momentIn((await getCompany(db)).timeZone);
  if (throughOn > today)
    throw new CommandRefused(`${throughOn} has not come. Nothing is earned before its day: take ${today}.`);
  const done = await releaseThrough(db, { ...SYSTEM, name: 'Command line' }, throughOn);
  process.stdout.write(
    call.options.has('--json')
      ? `${JSON.stringify({ ...done, through: throughOn })}\n`
      : `Released through ${throughOn}: ${done.releases} months of ${done.lines} lines.\n`,
  );
  return 0;
}
