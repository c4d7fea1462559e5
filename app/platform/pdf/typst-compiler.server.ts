import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { type Coverage, coverageOf, onlyCovered } from '#app/platform/pdf/font-coverage.ts';
import { type PdfAttachment, PdfError, type PdfJob, type PdfWorkerSettings } from '#app/platform/pdf/pdf-job.ts';

/** A template is a plain file name of the templates folder: it becomes part of the source, so nothing else may pass. */
const TEMPLATE_NAME = /^[a-z0-9-]+\.typ$/;
/** Layout results older than this many documents are dropped, else the shared cache of a long run grows without end. */
const CACHE_AGE_MAX = 4;
/** A picture's name is a digest and an ending: it becomes a path, so nothing else may pass. */
const PICTURE_NAME = /^[a-z0-9-]+\.(png|jpg|svg)$/;
/** Pictures held by one thread; a company has one logo at a time. */
const PICTURES_MAX = 8;

export type TypstCompiler = { render(job: PdfJob): Uint8Array };

/**
 * Typst in this thread: synchronous, so it belongs in a worker. Only the given fonts are used where the template sets
 * `fallback: false`; characters they cannot draw arrive as U+FFFD. The same job gives the same bytes when the template
 * sets its date from the data. Throws PdfError `template` with the first fault and its place.
 */
export function createTypstCompiler({ templates, fontFolders }: PdfWorkerSettings): TypstCompiler {
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths: fontFolders }] });
  const coverage = coverageOf(fontFiles(fontFolders).map((path) => readFileSync(path)));
  const pictures = new Set<string>();
  return {
    render(job) {
      const attachments = job.attachments ?? [];
      holdPictures(compiler, templates, pictures, job);
      attachments.forEach(({ bytes }, index) => {
        compiler.mapShadow(shadowPath(templates, index), Buffer.from(bytes));
      });
      try {
        const document = compile(compiler, job, coverage, attachments);
        return exportPdf(compiler, document, job);
      } finally {
        attachments.forEach((_, index) => {
          compiler.unmapShadow(shadowPath(templates, index));
        });
        compiler.evictCache(CACHE_AGE_MAX);
      }
    },
  };
}

/** A picture stays where it was put: its name says what is in it. Too many, and all go. */
function holdPictures(compiler: NodeCompiler, templates: string, held: Set<string>, job: PdfJob): void {
  for (const { name, bytes } of job.pictures ?? []) {
    if (!PICTURE_NAME.test(name)) throw new PdfError('template', `${name} is not a picture's name`);
    if (held.has(name)) continue;
    if (held.size >= PICTURES_MAX) {
      for (const old of held) compiler.unmapShadow(join(templates, old));
      held.clear();
    }
    compiler.mapShadow(join(templates, name), Buffer.from(bytes));
    held.add(name);
  }
}

const shadowPath = (templates: string, index: number): string => join(templates, shadowName(index));
const shadowName = (index: number): string => `attachment-${index}.bin`;

function fontFiles(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ttf'))
      .map((name) => join(folder, name)),
  );
}

function compile(
  compiler: NodeCompiler,
  job: PdfJob,
  coverage: Coverage,
  attachments: PdfAttachment[],
): NodeTypstDocument {
  if (!TEMPLATE_NAME.test(job.template)) throw new PdfError('template', `${job.template} is not a template's name`);
  const drawable = (_key: string, value: unknown) => (typeof value === 'string' ? onlyCovered(value, coverage) : value);
  const files = attachments.map(({ name, mimeType, relationship, description }, index) => {
    return { file: shadowName(index), name, mimeType, relationship, description };
  });
  const compiled = compiler.compile({
    mainFileContent: mainSource(job.template, files.length > 0),
    inputs: { data: JSON.stringify(job.data, drawable), attachments: JSON.stringify(files) },
    resetRead: files.length > 0,
  });
  const document = compiled.result;
  if (!document) throw new PdfError('template', faultOf(job.template, compiled.takeDiagnostics()?.shortDiagnostics));
  return document;
}

/** The only Typst source made here. It holds the checked template name and no data. */
function mainSource(template: string, withAttachments: boolean): string {
  const attach = `#for a in json(bytes(sys.inputs.attachments)) {
  pdf.attach(a.name, read("/" + a.file, encoding: none), relationship: a.relationship, mime-type: a.mimeType, description: a.description)
}`;
  return `#import "/${template}": render
#show: render.with(json(bytes(sys.inputs.data)))
${withAttachments ? attach : ''}`;
}

function exportPdf(compiler: NodeCompiler, document: NodeTypstDocument, job: PdfJob): Uint8Array {
  try {
    return new Uint8Array(compiler.pdf(document, { pdfStandard: job.standard ?? 'ua-1' }));
  } catch (error) {
    const message = /message: "((?:[^"\\]|\\.)*)"/.exec(String(error))?.[1] ?? String(error);
    throw new PdfError('template', `${job.template}: ${message}`);
  }
}

function faultOf(template: string, diagnostics: unknown): string {
  const first = Array.isArray(diagnostics) ? (diagnostics[0] as { message?: string; range?: unknown }) : undefined;
  return `${template}: ${first?.message ?? 'unknown fault'}`;
}
