import { createReadStream } from 'node:fs';
import { importUsageFile } from '#app/modules/usage/commands/import-usage-file.server.ts';
import type { UsageImportKind } from '#app/modules/usage/types.ts';
import { openDb } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { CLERK, on } from '#tests/support/people.ts';

/** Takes in one file in a process of its own, so that its memory can be told: `url kind file`. Answers its parent. */
const [url = '', kind = 'usage', file = ''] = process.argv.slice(2);
const handle = openDb({ url, name: 'bench-usage', connectionsMax: 2, statementTimeoutMs: 600_000 });
const started = performance.now();
const content = {
  [Symbol.asyncIterator]: () => createReadStream(file)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>,
};
const result = await inTransaction(handle.db, (tx) =>
  importUsageFile(
    tx,
    CLERK,
    { kind: kind as UsageImportKind, fileName: 'bench.csv', content, mapping: null },
    on('2026-07-01'),
  ),
);
const { read, added, known, problemCount } = result.ok ? result.value : result.refusal;
const ms = performance.now() - started;
process.send?.({ ms, read, added, known, problemCount, peakMegabytes: process.resourceUsage().maxRSS / 1024 });
await handle.close();
process.disconnect();
