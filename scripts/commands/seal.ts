import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { sealHeadText } from '#app/modules/ledger/forms.ts';
import { sealHead } from '#app/modules/ledger/queries/seal-heads.server.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';

/** Seals what can be sealed and prints the head of the chain; kept elsewhere it proves later that nothing was cut or rewritten. */
export async function seal(call: Invocation): Promise<number> {
  allowOptions(call, ['--json']);
  if (call.words.length !== 1 || call.words[0] !== 'head') throw new CommandRefused('Say: seal head.', { usage: true });
  const { db } = await commandDatabase();
  await sealLedger(db);
  const head = await sealHead(db);
  process.stdout.write(
    call.options.has('--json')
      ? `${sealHeadText(head)}\n`
      : `seal ${head.sealNo}\nhash ${head.hash}\nsealed at ${head.sealedAt.toISOString()}\nchain ${head.chain}\n`,
  );
  return 0;
}
