import { toString as qrToString } from 'qrcode';

/**
 * A QR code of `text` as SVG, black on white with the quiet zone of four modules. Error correction M: 15 % of the code
 * may be smudged, which is what a photocopy needs.
 */
export function qrSvg(text: string): Promise<string> {
  return qrToString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}
