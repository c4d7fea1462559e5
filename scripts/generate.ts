import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { prepareDatabase } from './database.ts';
import { schemaText } from './schema-text.ts';
import { ROOT } from './source-hash.ts';
import { reportAndExit } from './start-refused.ts';
import { startThrowawayCluster } from './throwaway-cluster.ts';

/** Makes the text of one generated file from a freshly migrated, empty database. */
type Generator = { file: string; make: (databaseUrl: string) => string | Promise<string> };

const GENERATORS: Generator[] = [
  { file: 'db/types.generated.ts', make: tableTypes },
  { file: 'db/schema.sql', make: schemaText },
];

/** Rewrites the generated files; with isCheck only says which ones differ. Resolves with those that differed. */
export async function generate({ isCheck }: { isCheck: boolean }): Promise<string[]> {
  const cluster = await startThrowawayCluster();
  try {
    const ownerUrl = cluster.superuserUrl();
    const rolePasswords = { staff: 'generate', portal: 'generate', worker: 'generate' };
    await prepareDatabase({ ownerUrl, rolePasswords, mode: 'demo', log: () => {} });
    const stale: string[] = [];
    for (const { file, make } of GENERATORS) {
      const text = await make(ownerUrl);
      const target = path.join(ROOT, file);
      if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
      stale.push(file);
      if (!isCheck) writeFileSync(target, text);
    }
    return stale;
  } finally {
    await cluster.stop();
  }
}

const TYPE_FLAGS = ['--dialect', 'postgres', '--date-parser', 'string', '--type-mapping', '{"int8":"bigint"}'];

// Only our own tables: the job queue's belong to its library.
function tableTypes(databaseUrl: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-generate-'));
  const target = path.join(folder, 'types.ts');
  try {
    const cli = path.join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js');
    const place = ['--url', databaseUrl, '--default-schema', 'public', '--include-pattern', 'public.*'];
    execFileSync(process.execPath, [cli, ...place, '--out-file', target, ...TYPE_FLAGS], {
      cwd: folder,
      stdio: 'pipe',
    });
    return readFileSync(target, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isCheck = process.argv.includes('--check');
const stale = await generate({ isCheck }).catch(reportAndExit);
for (const file of stale) console.log(isCheck ? `${file} is not up to date: run "npm run generate"` : `wrote ${file}`);
if (stale.length === 0) console.log('generated files are up to date');
if (isCheck && stale.length > 0) process.exit(1);
