import { StreamableFile } from '@nestjs/common';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** A workbook to be kept under a name. */
export function workbookFile(bytes: Buffer, name: string): StreamableFile {
  return new StreamableFile(bytes, {
    type: XLSX,
    disposition: `attachment; filename="${name}.xlsx"`,
    length: bytes.length,
  });
}
