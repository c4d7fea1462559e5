import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';

/** What PDF/A-2a (ISO 19005-2) and tagged PDF ask of a file's structure, as far as a reader of our own can tell; no validator. */
export type ArchiveFacts = {
  readonly part: string | null;
  readonly conformance: string | null;
  readonly xmp: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly isMarked: boolean;
  /** The types of structure elements, each once. */
  readonly tags: ReadonlySet<string>;
  readonly outputIntents: number;
  /** Embedded fonts by name, and those that are not. */
  readonly fonts: { readonly embedded: readonly string[]; readonly missing: readonly string[] };
  /** Scripts, launched programs, forms or encryption: an archive holds none. */
  readonly active: readonly string[];
  readonly bookmarks: number;
  readonly pages: number;
};

const name = (text: string) => PDFName.of(text);
const ACTIVE = new Set(['/JavaScript', '/Launch', '/RichMedia', '/Movie', '/Sound', '/ImportData', '/SubmitForm']);

/** Reads the structure of a PDF. Throws when it is no PDF. */
export async function readArchive(bytes: Uint8Array): Promise<ArchiveFacts> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  const { catalog, context } = pdf;
  const metadata = catalog.lookup(name('Metadata'));
  const xmp = metadata instanceof PDFRawStream ? new TextDecoder().decode(decodePDFRawStream(metadata).decode()) : '';
  const dicts = context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFRawStream ? object.dict : object))
    .filter((object): object is PDFDict => object instanceof PDFDict);
  const textOf = (dict: PDFDict, key: string) => dict.lookup(name(key))?.toString() ?? null;
  const tree = catalog.lookupMaybe(name('StructTreeRoot'), PDFDict);
  const intents = catalog.lookupMaybe(name('OutputIntents'), PDFArray);
  const outlines = catalog.lookupMaybe(name('Outlines'), PDFDict);
  return {
    part: /<pdfaid:part>(\d)</.exec(xmp)?.[1] ?? null,
    conformance: /<pdfaid:conformance>(\w)</.exec(xmp)?.[1] ?? null,
    ...{ xmp, title: pdf.getTitle() ?? null, pages: pdf.getPageCount() },
    language: textOf(catalog, 'Lang'),
    isMarked: catalog.lookupMaybe(name('MarkInfo'), PDFDict)?.lookup(name('Marked'))?.toString() === 'true',
    tags: new Set(
      tree ? dicts.filter((dict) => dict.has(name('S')) && dict.has(name('P'))).map((dict) => textOf(dict, 'S')!) : [],
    ),
    outputIntents: intents?.size() ?? 0,
    fonts: fontsOf(dicts),
    active: [
      ...dicts.map((dict) => textOf(dict, 'S')).filter((type): type is string => type !== null && ACTIVE.has(type)),
      ...(catalog.has(name('AcroForm')) ? ['a form'] : []),
      ...(context.trailerInfo.Encrypt ? ['encryption'] : []),
    ],
    bookmarks: Number(outlines ? (textOf(outlines, 'Count') ?? 0) : 0),
  };
}

function fontsOf(dicts: readonly PDFDict[]): ArchiveFacts['fonts'] {
  const described = dicts.filter((dict) => dict.lookup(name('Type'))?.toString() === '/FontDescriptor');
  const nameOf = (dict: PDFDict) => dict.lookup(name('FontName'))?.toString() ?? '?';
  const isEmbedded = (dict: PDFDict) => ['FontFile', 'FontFile2', 'FontFile3'].some((key) => dict.has(name(key)));
  const bare = dicts.filter(
    (dict) =>
      dict.lookup(name('Type'))?.toString() === '/Font' &&
      !dict.has(name('FontDescriptor')) &&
      !dict.has(name('DescendantFonts')) &&
      dict.lookup(name('Subtype'))?.toString() !== '/Type3',
  );
  return {
    embedded: described.filter(isEmbedded).map(nameOf),
    missing: [...described.filter((dict) => !isEmbedded(dict)), ...bare].map(nameOf),
  };
}
