import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** What a file breaks of its schema: the line, from 1, and the checker's words. */
export type SchemaFault = { readonly line: number; readonly words: string };
export type SchemaCheck = (xml: Uint8Array) => SchemaFault[];

const FAULTS_MAX = 50;
let registered = false;

/**
 * A check of files against an XML schema on the disk, with the schemas it imports from beside it; null where the schema is
 * not there. Only for XML that was written here or read without document type: libxml2 is given no door to the network.
 */
export async function openSchemaCheck(schemaPath: string): Promise<SchemaCheck | null> {
  if (!existsSync(schemaPath)) return null;
  const { XmlDocument, XsdValidator, XmlValidateError, XmlParseError } = await import('libxml2-wasm');
  const { xmlRegisterFsInputProviders } = await import('libxml2-wasm/lib/nodejs.mjs');
  if (!registered) xmlRegisterFsInputProviders();
  registered = true;
  const schema = XmlDocument.fromBuffer(readFileSync(schemaPath), { url: pathToFileURL(schemaPath).href });
  const validator = XsdValidator.fromDoc(schema);
  return (xml) => {
    try {
      const document = XmlDocument.fromBuffer(xml);
      try {
        validator.validate(document);
      } finally {
        document.dispose();
      }
      return [];
    } catch (error) {
      if (!(error instanceof XmlValidateError) && !(error instanceof XmlParseError)) throw error;
      const found = error.details.map(({ line, message }) => ({ line, words: message.trim() }));
      return found.length > 0 ? found.slice(0, FAULTS_MAX) : [{ line: 1, words: error.message }];
    }
  };
}
