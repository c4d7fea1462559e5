const NAME_CHARACTERS_MAX = 150;

/**
 * Content-Disposition of a download (RFC 6266): an ASCII name for old readers and the true one in UTF-8. Path
 * separators, quotes, control and direction marks never get through, so `invoice.pdf` cannot pose as anything else.
 */
export function attachmentHeader(fileName: string): string {
  const clean =
    fileName
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
      .replace(/[\\/:*?"<>|]/g, '-')
      .replace(/^\.+/, '')
      .trim()
      .slice(0, NAME_CHARACTERS_MAX)
      .toWellFormed() || 'download';
  const ascii = clean.replace(/[^\x20-\x7e]/g, '_').replace(/[%']/g, '_');
  const utf8 = encodeURIComponent(clean).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
