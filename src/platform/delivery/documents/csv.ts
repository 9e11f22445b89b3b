import { neutralised } from './workbook';

/**
 * A table as CSV (RFC 4180) that Excel opens with the right characters: UTF-8 with a mark, CRLF, every text quoted and
 * neutralised, so that no cell is taken for a formula.
 */
export function csvOf(heads: readonly string[], rows: readonly (readonly unknown[])[]): Buffer {
  const lines = [heads, ...rows].map((row) => row.map(cellOf).join(','));
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8');
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${neutralised(text).replaceAll('"', '""')}"`;
}
