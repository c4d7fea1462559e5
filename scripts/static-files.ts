import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.css', '.js', '.json', '.svg', '.txt', '.webmanifest']);
const BROTLI_QUALITY = 6;

type StaticFile = { file: string; extension: string; immutable: boolean; encoded: Map<string, Buffer> };

/**
 * Serves the built files of a folder: only those that were there at the start, looked up by exact path, so that no
 * request can name another file. Files under /assets/ carry their hash in the name and may be kept for ever. Returns
 * false for anything else.
 */
export function openStaticFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = listFiles(folder);
  return (request, response) => {
    const found = files.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (!found || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const encoding = encodingFor(found, String(request.headers['accept-encoding'] ?? ''));
    const body = bodyOf(found, encoding);
    response.writeHead(200, {
      'content-type': TYPES[found.extension] ?? 'application/octet-stream',
      'content-length': body.length,
      'cache-control': found.immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      vary: 'accept-encoding',
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  };
}

function listFiles(folder: string): Map<string, StaticFile> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const url = `/${path.relative(folder, file).split(path.sep).map(encodeURIComponent).join('/')}`;
      const extension = path.extname(entry.name);
      return [url, { file, extension, immutable: url.startsWith('/assets/'), encoded: new Map() }];
    }),
  );
}

function encodingFor(found: StaticFile, accepted: string): 'br' | 'gzip' | 'identity' {
  if (!COMPRESSED.has(found.extension)) return 'identity';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

// Compressed on the first request and kept: the build holds a few dozen files.
function bodyOf(found: StaticFile, encoding: 'br' | 'gzip' | 'identity'): Buffer {
  const known = found.encoded.get(encoding);
  if (known) return known;
  const plain = readFileSync(found.file);
  const body =
    encoding === 'br'
      ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : encoding === 'gzip'
        ? gzipSync(plain)
        : plain;
  found.encoded.set(encoding, body);
  return body;
}
